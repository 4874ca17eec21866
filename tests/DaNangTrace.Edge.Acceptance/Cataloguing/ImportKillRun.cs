using System.Diagnostics;
using System.Globalization;
using DaNangTrace.Edge.Acceptance.Kit;
using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Tracing;
using DaNangTrace.Edge.Kiosk.Tracing.Storing;
using DaNangTrace.Edge.Wire.Packs;
using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Acceptance.Cataloguing;

/// <summary>
/// Imports that are killed at seeded moments, one after the other into one folder. For root the folder is a disk whose
/// power goes behind each import, killed or not: only what was brought to it is left. Others may not mount one, and
/// what the kernel holds outlives their kills. After each everything that has a generation's name must be whole, the
/// catalog must answer from the newest of them, and the ledger must hold its note.
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

    private const double Later = 1.25;

    // Two generations of 100,000 records, a third that is written, and what an import leaves to the ledger.
    private const int DiskMegabytes = 256;

    private static readonly bool IsPowerCut = RealParts.MayMount;

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
        $"seed {seed}, {records} records: {Killed} of {kills} kills{(IsPowerCut ? " and power cuts" : "")}, "
        + $"{Writing} while writing, {Named} behind the name; {Ended} imports ended before");

    /// <summary>Runs until a promise is broken, and answers with all that is.</summary>
    public async Task<IReadOnlyList<string>> BrokenAsync(string fault)
    {
        using var office = await CatalogOffice.OpenAsync();
        using var images = new TempFolder();
        using var folder = new TempFolder();
        await using var disk = IsPowerCut
            ? await SmallDisk.OnCardAsync(folder.Path, images.File("card"), DiskMegabytes)
            : null;
        var first = await office.MakeAsync(PackManifest.Full, 1, Lines());
        var lasting = await TimedAsync(Start(fault, first, folder.Path, office));
        var chance = new Random(seed);
        var folders = new GenerationFolders(folder.File(GenerationFolders.Name));
        for (var tries = 0; Killed < kills && tries < kills * MostTries; tries++)
        {
            // One that did not get its name is tried again, as a person would.
            var next = folders.All()[0].Version + 1;
            var pack = await office.RenumberAsync(first, next);
            var met = Named + Writing;
            var took = await KillAsync(
                Start(fault, pack, folder.Path, office), lasting * chance.NextDouble(), folders, next);
            Directory.Delete(pack, recursive: true);
            // Where the machine is busier than before, a kill comes too early.
            lasting = took < lasting ? took.Value : took is null && Named + Writing == met ? lasting * Later : lasting;
            if (disk is not null)
                await disk.CutPowerAsync();
            var broken = Broken(folder.Path);
            if (took is not null && !Directory.Exists(folders.Of(next)))
                broken.Add($"v{next} was told as taken and is not there");
            if (took is not null && NotedIn(folder.Path) != next)
                broken.Add($"v{next} was told as taken, and the ledger notes v{NotedIn(folder.Path)}");
            if (broken.Count > 0)
                return [$"after kill {Killed}:", .. broken];
        }
        // What was in the way is not: the last one goes through.
        var version = folders.All()[0].Version + 1;
        var last = await office.RenumberAsync(first, version);
        var answer = await office.ImportAsync(last, folder.Path);
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

    private static async Task<TimeSpan> TimedAsync(Child child)
    {
        var watch = Stopwatch.StartNew();
        await using (child)
            Assert.True(await child.ExitAsync(TimeSpan.FromMinutes(2)) == 0, child.Tail());
        return watch.Elapsed;
    }

    // How long it took, where it ended before.
    private async Task<TimeSpan?> KillAsync(Child child, TimeSpan after, GenerationFolders folders, long version)
    {
        var watch = Stopwatch.StartNew();
        await using (child)
        {
            await Until.TrueAsync(() => watch.Elapsed >= after || child.HasEnded, "the moment of the kill");
            if (child.HasEnded)
            {
                var took = watch.Elapsed;
                Assert.True(await child.ExitAsync() == 0, $"{this}: {child.Tail()}");
                Ended++;
                return took;
            }
            child.Signal(Unix.Kill);
            await child.ExitAsync();
            Killed++;
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
        if (folders.All() is not [var (newest, _), ..] all)
            return ["no generation is left"];
        var broken = new List<string>();
        foreach (var (version, folder) in all)
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
        if (WrongNote(data, newest) is { } wrong)
            broken.Add(wrong);
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

    // What has just got its name may be noted by the next import; nothing is noted that has no name.
    private static string? WrongNote(string data, long newest)
    {
        try
        {
            var noted = NotedIn(data);
            return noted == newest || noted == newest - 1
                ? null
                : $"v{newest} is there, and the ledger notes v{noted}";
        }
        catch (Exception e) when (e is SqliteException or NotSupportedException)
        {
            return $"the ledger can't be read: {e.Message}";
        }
    }

    private static long? NotedIn(string data) =>
        KeptPacks.Read(Path.Combine(data, LedgerFile.Name), PackManifest.Full)?.Version;

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
