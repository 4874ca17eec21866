using System.Diagnostics;
using System.Runtime.InteropServices;
using DaNangTrace.Edge.Kiosk.Tracing;
using DaNangTrace.Edge.Kiosk.Tracing.Importing;
using DaNangTrace.Edge.Kiosk.Tracing.Packs;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Benchmarks;

/// <summary>
/// A city's catalog: imported by the kiosk's code beside the same work on SQLite, turn by turn, each in a process of
/// its own; then look-ups in both, the memory of a process that holds it, and the published kiosk's answers while it
/// imports the next one. Prints; never judges.
/// </summary>
internal static class CatalogComparison
{
    private const int Rounds = 3;

    private static readonly (string Name, string What)[] Lanes =
    [
        ("kiosk", CatalogChild.Import), ("SQLite, one thread", CatalogChild.Peer),
        ("SQLite, the kiosk's two", CatalogChild.PeerAhead),
    ];

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

    internal static string Mebi(long bytes) => FormattableString.Invariant($"{bytes / 1048576.0:0} MiB");

    private static async Task RunAsync(string folder, int records, string? program)
    {
        using var office = new CatalogPack(folder);
        var watch = Stopwatch.StartNew();
        var (pack, manifest) = office.Make(records);
        LedgerKit.Tell($"""
            {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} processors
            {records} records of {office.MedianLength} bytes in the median: {Mebi(manifest.ExpandedSize)} of JSON, {Mebi(manifest.Size)} as a pack, made in {watch.Elapsed.TotalSeconds:0} s; files in {folder}.
            """);
        var data = await ImportAsync(folder, pack, office.Key, manifest);
        CatalogLookUps.Run(data, records);
        var memory = await CatalogChild.AskAsync(CatalogChild.Memory, pack, office.Key, data, records);
        LedgerKit.Tell($"""

            Memory of a process with the catalog open, after {CatalogChild.LookUps} look-ups of random records: {memory.Resident:0} MiB, {memory.Most:0} MiB at most (just-in-time compiled).
            """);
        var next = office.Again(pack, manifest, 2);
        Refuse(next, office.Key, data);
        if (program is not null)
            await CatalogUnderWay.RunAsync(folder, program, pack, next, office.Key, records);
        else
            LedgerKit.Tell($"\nNo published program was found for its own figures: --program PATH");
    }

    private static async Task<string> ImportAsync(string folder, string pack, string key, PackManifest manifest)
    {
        LedgerKit.Tell($"""

            Import: signature, hash, unpacking, reading and checking each record, its order, storing, bringing it to the
            disk, the name. SQLite does the same with a row a record, without a journal (the file is thrown away if it
            does not become whole), {CatalogPeer.RowsTogether} rows a transaction. {Rounds} rounds in turn.

            | round | store                   | s      | records/s | processor s | MiB most |
            |------:|-------------------------|-------:|----------:|------------:|---------:|
            """);
        var times = Lanes.Select(_ => new List<double>()).ToArray();
        var data = Path.Combine(folder, "data");
        for (var round = 1; round <= Rounds; round++)
        {
            if (Directory.Exists(data))
                Directory.Delete(data, recursive: true);
            Directory.CreateDirectory(data);
            for (var lane = 0; lane < Lanes.Length; lane++)
            {
                SendingComparison.Remember(Path.Combine(pack, manifest.RecordsName));
                var answer = await CatalogChild.AskAsync(Lanes[lane].What, pack, key, data, manifest.Count);
                times[lane].Add(answer.Seconds);
                var (name, rate) = (Lanes[lane].Name, manifest.Count / answer.Seconds);
                var figures = FormattableString.Invariant(
                    $"{answer.Seconds,6:0.0} | {rate,9:0} | {answer.Processor,11:0.0} | {answer.Most,8:0}");
                LedgerKit.Tell($"| {round,5} | {name,-23} | {figures} |");
            }
        }
        var medians = times.Select(all => all.Order().ElementAt(Rounds / 2)).ToArray();
        var bytes = CatalogReport.Of(data).Generations[0].Bytes;
        var share = (double)bytes / manifest.ExpandedSize;
        LedgerKit.Tell($"""

            The kiosk's rate by SQLite's, of the medians: {medians[1] / medians[0]:0.00} of one thread's, {medians[2] / medians[0]:0.00} of two threads'.
            Files: kiosk {Mebi(bytes)} ({share:0.00} of the JSON), SQLite {Mebi(new FileInfo(Path.Combine(data, CatalogPeer.FileName)).Length)}.
            """);
        return data;
    }

    // Old and new must fit together, and that is found out before anything is written.
    private static void Refuse(string next, string key, string data)
    {
        var old = CatalogReport.Of(data).Bytes;
        // Enough for the old one, and not for both.
        var quota = FormattableString.Invariant($"{(old >> 20) + 1} MiB");
        var options = new CatalogOptions { Trust = [key], Quota = quota };
        using var trust = TrustedKeys.Load(options.Trust);
        var before = Files();
        var outcome = new CatalogImport(data, options, trust, LedgerKit.Clock)
            .Run(new PackFolder(next), null, CancellationToken.None);
        var words = outcome is ImportOutcome.Refused refused ? refused.Refusal.Message : "it was taken!";
        LedgerKit.Tell($"""

            The next version with a quota of {quota}, where the old one has {Mebi(old)}: {words}.
            Files that changed: {string.Join(", ", Files().Except(before).DefaultIfEmpty("none"))}.
            """);

        List<string> Files() =>
        [
            .. new DirectoryInfo(data).EnumerateFiles("*", SearchOption.AllDirectories)
                .Select(file => FormattableString.Invariant(
                    $"{file.Name} of {file.Length} bytes, {file.LastWriteTimeUtc:HH:mm:ss.fff}")),
        ];
    }
}
