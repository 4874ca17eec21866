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

    /// <summary>Imports that had ended before they were killed.</summary>
    public int Ended { get; private set; }

    /// <summary>Kills behind which the generation had its name, and the program had not ended.</summary>
    public int Named { get; private set; }

    /// <summary>Kills while it was being written.</summary>
    public int Writing { get; private set; }

    /// <summary>For messages: how to see the same again.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"seed {seed}, {records} records: {kills} kills, {Writing} while writing, {Named} behind the name, {Ended} after "
        + $"the end");

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
        for (var n = 1; n <= kills; n++)
        {
            var pack = await office.RenumberAsync(first, n + 1);
            await KillAsync(Start(fault, pack, folder.Path, office), lasting * (chance.NextDouble() * 1.05), folder, n + 1);
            if (Broken(folder.Path, fault) is { Count: > 0 } broken)
                return [$"after kill {n}:", .. broken];
        }
        // What was in the way is not: the last one goes through.
        var last = await office.RenumberAsync(first, kills + 2);
        answer = await office.ImportAsync(last, folder.Path);
        return answer.ExitCode == 0 && Broken(folder.Path, fault) is { Count: 0 }
            && CatalogReport.Of(folder.Path).Facts!.Version == kills + 2
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

    private async Task KillAsync(Child child, TimeSpan after, TempFolder folder, long version)
    {
        await using (child)
        {
            await Task.Delay(after);
            var hasEnded = child.HasEnded;
            if (!hasEnded)
                child.Signal(Unix.Kill);
            await child.ExitAsync();
            var folders = new GenerationFolders(folder.File(GenerationFolders.Name));
            if (hasEnded)
                Ended++;
            else if (Directory.Exists(folders.Of(version)))
                Named++;
            else if (Directory.Exists(folders.New))
                Writing++;
        }
    }

    private List<string> Broken(string data, string fault)
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
        if (catalog.Data.Version != newest)
            broken.Add($"version {catalog.Data.Version} answers, and {newest} is there");
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
