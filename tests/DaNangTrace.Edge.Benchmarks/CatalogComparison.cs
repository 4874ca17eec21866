using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using DaNangTrace.Edge.Kiosk.Tracing;
using DaNangTrace.Edge.Kiosk.Tracing.Importing;
using DaNangTrace.Edge.Kiosk.Tracing.Packs;

namespace DaNangTrace.Edge.Benchmarks;

/// <summary>
/// A city's catalog: imported by the kiosk's code beside the same work on SQLite, turn by turn, each in a process of
/// its own; then look-ups in both, the memory of a process that holds it, and the published kiosk's answers while it
/// imports the next one. Prints; never judges.
/// </summary>
internal static class CatalogComparison
{
    private const int Rounds = 3;

    internal static async Task<int> RunAsync(string[] args)
    {
        if (!LedgerQuestion.TryParse(args, 1_000_000, out var question))
        {
            Console.Error.WriteLine("use: --catalog [FOLDER] [--program PATH] [--rows NUMBER]");
            return 2;
        }
        var folder = Path.Combine(
            question.Folder ?? Path.GetTempPath(), $"dntrace-bench-{Environment.ProcessId}");
        Directory.CreateDirectory(folder);
        try
        {
            await RunAsync(folder, question.Rows, question.Program);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task RunAsync(string folder, int records, string? program)
    {
        var pack = Path.Combine(folder, "pack");
        var (key, manifest) = CatalogRecords.MakePack(pack, records, 1);
        int[] lengths =
        [
            .. Enumerable.Range(0, 1000).Select(n => Encoding.UTF8.GetByteCount(CatalogRecords.LineOf(n))).Order(),
        ];
        LedgerKit.Tell($"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.ProcessArchitecture}");
        var (expanded, packed) = (Mebi(manifest.ExpandedSize), Mebi(manifest.Size));
        LedgerKit.Tell(
            $"{records} records of {lengths[500]} bytes in the median: {expanded} of JSON, {packed} as a pack.");
        LedgerKit.Tell($"Files in {folder}.");
        var data = await ImportAsync(folder, pack, key, records);
        CatalogLookUps.Run(data, records);
        var memory = await CatalogChild.AskAsync(CatalogChild.Memory, pack, key, data, records);
        LedgerKit.Tell($"""

            Memory of a process with the catalog open, after 100,000 look-ups of random products: {memory[1]:0} MiB
            (resident; a just-in-time compiled process).
            """);
        Refuse(pack, key, data);
        if (program is null)
        {
            LedgerKit.Tell($"\nNo published program was found for its own figures: --program PATH");
            return;
        }
        var next = Path.Combine(folder, "next");
        var (nextKey, _) = CatalogRecords.MakePack(next, records, 2);
        await CatalogUnderWay.RunAsync(folder, program, pack, next, [key, nextKey], records);
    }

    private static async Task<string> ImportAsync(string folder, string pack, string key, int records)
    {
        LedgerKit.Tell($"""

            Import: signature, hash, unpacking, reading and checking each record, its order, storing, bringing it to the
            disk, the name. SQLite (peer) does the same with a row a record; {Rounds} rounds in turn.

            | round | kiosk, s | kiosk, records/s | MiB most | SQLite, s | SQLite, records/s | MiB most | ratio |
            |------:|---------:|-----------------:|---------:|----------:|------------------:|---------:|------:|
            """);
        var ratios = new List<double>();
        var data = "";
        for (var round = 1; round <= Rounds; round++)
        {
            if (data.Length > 0)
                Directory.Delete(data, recursive: true);
            data = Path.Combine(folder, $"data-{round}");
            Directory.CreateDirectory(data);
            var ours = await CatalogChild.AskAsync(CatalogChild.Import, pack, key, data, records);
            var theirs = await CatalogChild.AskAsync(CatalogChild.Peer, pack, key, data, records);
            ratios.Add(theirs[0] / ours[0]);
            var row = string.Create(
                CultureInfo.InvariantCulture,
                $"| {round,5} | {ours[0],8:0.0} | {records / ours[0],16:0} | {ours[1],8:0} | {theirs[0],9:0.0} "
                + $"| {records / theirs[0],17:0} | {theirs[1],8:0} | {ratios[^1],5:0.00} |");
            LedgerKit.Tell($"{row}");
        }
        ratios.Sort();
        var own = CatalogReport.Of(data).Generations[0].Bytes;
        var peers = new FileInfo(Path.Combine(data, CatalogPeer.FileName)).Length;
        LedgerKit.Tell(
            $"\nMedian of the ratios: {ratios[Rounds / 2]:0.00}. Files: kiosk {Mebi(own)}, SQLite {Mebi(peers)}.");
        return data;
    }

    // Old and new must fit together, and that is found out before anything is written.
    private static void Refuse(string pack, string key, string data)
    {
        var (old, options) = (CatalogReport.Of(data).Bytes, new CatalogOptions { Trust = [key], Quota = "16 MiB" });
        using var trust = TrustedKeys.Load(options.Trust);
        // As if another generation were there, of any size: this pack is taken already.
        var empty = Path.Combine(data, "other");
        Directory.CreateDirectory(Path.Combine(empty, "catalog", "v0"));
        using (var filler = File.Create(Path.Combine(empty, "catalog", "v0", "filler")))
            filler.SetLength(Math.Max(old, 16 << 20));
        var outcome = new CatalogImport(empty, options, trust, LedgerKit.Clock)
            .Run(new PackFolder(pack), null, CancellationToken.None);
        LedgerKit.Tell($"\nWith a quota of {options.Quota}: {((ImportOutcome.Refused)outcome).Refusal.Message}.");
    }

    private static string Mebi(long bytes) => FormattableString.Invariant($"{bytes / 1048576.0:0} MiB");
}
