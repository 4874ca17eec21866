using System.Diagnostics;
using System.Globalization;
using DaNangTrace.Edge.Acceptance.Kit;
using DaNangTrace.Edge.Kiosk.Tracing;
using DaNangTrace.Edge.Kiosk.Tracing.Storing;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Acceptance.Cataloguing;

/// <summary>
/// Imports that are killed at seeded moments, one after the other into one folder. After each kill everything that has
/// a generation's name must be whole, and the catalog must answer from the newest of them.
/// </summary>
/// <param name="seed">Decides all moments.</param>
/// <param name="kills">How often one is killed.</param>
/// <param name="records">How many records a pack has.</param>
internal sealed class ImportKillRun(int seed, int kills, int records)
{
    // Every so many records one is looked up.
    private const int Sampled = 97;

    // Where the machine is faster than before, an import ends before its kill: that was none.
    private const int MostTries = 3;

    /// <summary>Kills that found it at work.</summary>
    public int Killed { get; private set; }

    /// <summary>Imports that had ended before they were killed.</summary>
    public int Ended { get; private set; }

    /// <summary>Kills behind which the generation had its name, and the program had not ended.</summary>
    public int Named { get; private set; }

    /// <summary>Kills while it was being written.</summary>
    public int Writing { get; private set; }

    /// <summary>For messages: how to see the same again.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"seed {seed}, {records} records: {Killed} of {kills} kills, {Writing} while writing, {Named} behind the name; "
        + $"{Ended} imports ended before");

    /// <summary>Runs until a promise is broken, and answers with all that is.</summary>
    public async Task<IReadOnlyList<string>> BrokenAsync(string fault)
    {
        using var office = await CatalogOffice.OpenAsync();
        using var folder = new TempFolder();
        var first = await office.MakeAsync(PackManifest.Full, 1, Lines());
        var answer = await office.ImportAsync(first, folder.Path);
        Assert.True(answer.ExitCode == 0, $"{answer}");
        var lasting = await TimedAsync(fault, office, first);
        var chance = new Random(seed);
        var version = 1L;
        for (var tries = 0; Killed < kills && tries < kills * MostTries; tries++)
        {
            var pack = await office.RenumberAsync(first, ++version);
            var took = await KillAsync(
                Start(fault, pack, folder.Path, office), lasting * chance.NextDouble(), folder, version);
            Directory.Delete(pack, recursive: true);
            lasting = took < lasting ? took.Value : lasting;
            if (Broken(folder.Path) is { Count: > 0 } broken)
                return [$"after kill {Killed}:", .. broken];
        }
        // What was in the way is not: the last one goes through.
        var last = await office.RenumberAsync(first, ++version);
        answer = await office.ImportAsync(last, folder.Path);
        return answer.ExitCode == 0 && Broken(folder.Path) is { Count: 0 }
            && CatalogReport.Of(folder.Path).Facts!.Version == version
            ? []
            : [$"the import behind all kills: {answer}"];
    }

    private static Child Start(string fault, string pack, string data, CatalogOffice office)
    {
        if (fault == ImportChild.Nothing)
            return Child.Start(
                RealParts.NeedProgram(), ["catalog", "import", pack, "--data", data, "--trust", office.PublicKey]);
        var command = ImportChild.CommandLine(fault, pack, data, office.PublicKey);
        return Child.Start(command[0], command[1..]);
    }

    private static async Task<TimeSpan> TimedAsync(string fault, CatalogOffice office, string pack)
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.Path);
        var watch = Stopwatch.StartNew();
        await using var child = Start(fault, pack, folder.Path, office);
        Assert.True(await child.ExitAsync(TimeSpan.FromMinutes(2)) == 0, child.Tail());
        return watch.Elapsed;
    }

    // How long it took, where it ended before.
    private async Task<TimeSpan?> KillAsync(Child child, TimeSpan after, TempFolder folder, long version)
    {
        var watch = Stopwatch.StartNew();
        await using (child)
        {
            await Until.TrueAsync(() => watch.Elapsed >= after || child.HasEnded, "the moment of the kill");
            if (child.HasEnded)
            {
                Ended++;
                return watch.Elapsed;
            }
            child.Signal(Unix.Kill);
            await child.ExitAsync();
            Killed++;
            var folders = new GenerationFolders(folder.File(GenerationFolders.Name));
            if (Directory.Exists(folders.Of(version)))
                Named++;
            else if (Directory.Exists(folders.New))
                Writing++;
            return null;
        }
    }

    private List<string> Broken(string data)
    {
        var folders = new GenerationFolders(Path.Combine(data, GenerationFolders.Name));
        var broken = new List<string>();
        foreach (var (version, folder) in folders.All())
        {
            try
            {
                var count = Generation.ReadAll(folder).Count();
                if (count != records)
                    broken.Add($"v{version} has {count} records");
            }
            catch (CatalogException e)
            {
                broken.Add($"v{version} has its name and is not whole: {e.Message}");
            }
        }
        var newest = folders.All()[0].Version;
        var clock = new Kiosk.Timing.KioskClock(TimeProvider.System, TimeZoneInfo.Utc, () => true);
        using var catalog = new Catalog(
            data, clock, Microsoft.Extensions.Logging.Abstractions.NullLogger<Catalog>.Instance);
        for (var n = 0; n < records; n += Sampled)
        {
            if (catalog.Find(Gtin(n), null, null) is not LookUp.Found found || found.Origin.Brand != $"{n}")
                broken.Add($"{Gtin(n)} is not found as it was");
        }
        if (catalog.Facts?.Version != newest)
            broken.Add($"version {catalog.Facts?.Version} answers, and {newest} is there");
        // Two are enough: else the disk would hold as many as there were kills.
        catalog.Refresh();
        return broken;
    }

    private IEnumerable<string> Lines() => Enumerable.Range(0, records).Select(n =>
        $$$"""{"v":1,"gtin":"{{{Gtin(n)}}}","productName":{"vi":"Món mẫu {{{n}}}","en":"Sample {{{n * 7919 % 10007}}}"},"brandName":"{{{n}}}"}""");

    private static string Gtin(int n)
    {
        var body = string.Create(CultureInfo.InvariantCulture, $"0952{n:000000000}");
        // GS1 General Specifications, 7.9: weights 3 and 1, beginning with 3 at the left of 13 digits.
        var sum = body.Select((digit, at) => (digit - '0') * (at % 2 == 0 ? 3 : 1)).Sum();
        return $"{body}{(10 - (sum % 10)) % 10}";
    }
}
