using System.Diagnostics;
using System.Globalization;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Benchmarks;

/// <summary>
/// The published kiosk with a large catalog: its memory, and its answers while the program imports the next pack beside
/// it, from the code on the scanner's line to the scene on <c>/events</c>.
/// </summary>
internal static class CatalogUnderWay
{
    private const int Scans = 2_000;

    // As fast as a person and a half.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static async Task RunAsync(
        string folder, string program, string first, string next, string[] keys, int records)
    {
        var data = Path.Combine(folder, "kiosk");
        Directory.CreateDirectory(data);
        using var line = new PtyPair(Path.Combine(folder, "scanner"));
        var (address, file) = ($"http://127.0.0.1:{FreePort.Take()}/", Path.Combine(folder, "kiosk.json"));
        await File.WriteAllTextAsync(file, $$"""
            { "kiosk":    { "id": "k-bench-001", "market": "han", "dataFolder": "{{data}}", "clock": "trusted" },
              "scanning": { "scanners": [ { "name": "front", "driver": "serial", "port": "{{line.Path}}" } ],
                            "scansPerSecond": 0, "repeatSeconds": 0 },
              "tracing":  { "catalog": { "trust": [ "{{string.Join("\", \"", keys)}}" ], "quota": "16 GiB" } },
              "web":      { "listen": "{{address[..^1]}}" },
              "sending":  { "servers": [ "mqtt://127.0.0.1:{{FreePort.Take()}}" ] } }
            """);
        await ImportAsync(program, first, file);
        await using var kiosk = Child.Start(program, ["kiosk", "--config", file]);
        await kiosk.LineAsync("page ");
        using var scenes = await SceneStream.OpenAsync(address);
        await scenes.NextSceneAsync();
        var chance = new Random(3);
        LedgerKit.Tell($"""

            | the published kiosk's answers            | n      | p50, ms | p99, ms | most, ms |
            |------------------------------------------|-------:|--------:|--------:|---------:|
            """);
        // The first ones wake the program up.
        await ScanAsync(line, scenes, chance, records, 200, () => true);
        Tell("alone", await ScanAsync(line, scenes, chance, records, Scans, () => true));
        var memory = MemoryOf(kiosk.Id);
        var import = ImportAsync(program, next, file);
        Tell("while an import runs",
            await ScanAsync(line, scenes, chance, records, int.MaxValue, () => !import.IsCompleted));
        var lasting = await import;
        var watch = Stopwatch.StartNew();
        await kiosk.LineAsync("version 2 of");
        LedgerKit.Tell($"""

            The import took {lasting.TotalSeconds:0.0} s beside the kiosk; {watch.Elapsed.TotalSeconds:0.0} s later the
            new generation answered. Memory of the kiosk: {memory:0} MiB before it, {MemoryOf(kiosk.Id):0} MiB after.
            """);
    }

    private static async Task<List<double>> ScanAsync(
        PtyPair line, SceneStream scenes, Random chance, int records, int most, Func<bool> goesOn)
    {
        var times = new List<double>();
        while (times.Count < most && goesOn())
        {
            var product = chance.Next(records);
            var begun = Stopwatch.GetTimestamp();
            line.Send(CatalogRecords.GtinOf(product - (product % 10 == 9 ? 1 : 0))[1..]);
            await scenes.NextSceneAsync();
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            await Task.Delay(Pause);
        }
        return times;
    }

    private static void Tell(string name, List<double> times)
    {
        times.Sort();
        double[] sorted = [.. times];
        var (p50, p99) = (LedgerKit.At(sorted, 0.5), LedgerKit.At(sorted, 0.99));
        LedgerKit.Tell($"| {name,-40} | {sorted.Length,6} | {p50,7:0.00} | {p99,7:0.00} | {sorted[^1],8:0.0} |");
    }

    private static async Task<TimeSpan> ImportAsync(string program, string pack, string configuration)
    {
        var watch = Stopwatch.StartNew();
        await using var child = Child.Start(
            program, ["catalog", "import", pack, "--config", configuration]);
        return await child.ExitAsync(TimeSpan.FromMinutes(10)) == 0
            ? watch.Elapsed
            : throw new InvalidOperationException($"the import said:\n{child.Tail()}");
    }

    private static double MemoryOf(int process) =>
        File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/status"))
            .Where(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
            .Select(line => long.Parse(line["VmRSS:".Length..^3].Trim(), CultureInfo.InvariantCulture))
            .Single() / 1024.0;
}
