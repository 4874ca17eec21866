using System.Diagnostics;
using System.Globalization;
using DaNangTrace.Edge.Acceptance.Kit;
using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Tracing;
using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Benchmarks;

/// <summary>
/// The published kiosk with a large catalog: its memory, and its answers while the program imports the next pack beside
/// it. From the code on the scanner's line to the scene on <c>/events</c>; and by the kiosk's own metric, which is the
/// answer alone.
/// </summary>
internal sealed class CatalogUnderWay : IDisposable
{
    private const int Scans = 4_000;
    private const int WarmUp = 200;

    // So many a second are more than one person scans.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    private readonly string _program;
    private readonly string _data;
    private readonly string _configuration;
    private readonly Uri _address = new($"http://127.0.0.1:{FreePort.Take()}/");
    private readonly PtyPair _line;
    private readonly Random _chance = new(3);
    private readonly int _records;
    private int _sent;

    private CatalogUnderWay(string folder, string program, string key, int records)
    {
        (_program, _records) = (program, records);
        _data = Directory.CreateDirectory(Path.Combine(folder, "kiosk")).FullName;
        _configuration = Path.Combine(folder, "kiosk.json");
        _line = new PtyPair(Path.Combine(folder, "scanner"));
        File.WriteAllText(_configuration, $$"""
            { "kiosk":    { "id": "k-bench-001", "market": "han", "dataFolder": "{{_data}}", "clock": "trusted" },
              "scanning": { "scanners": [ { "name": "front", "driver": "serial", "port": "{{_line.Path}}" } ],
                            "scansPerSecond": 0, "repeatSeconds": 0 },
              "tracing":  { "catalog": { "trust": [ "{{key}}" ], "quota": "16 GiB" } },
              "web":      { "listen": "{{_address.GetLeftPart(UriPartial.Authority)}}" },
              "sending":  { "servers": [ "mqtt://127.0.0.1:{{FreePort.Take()}}" ] } }
            """);
    }

    public static async Task RunAsync(string folder, string program, string pack, string next, string key, int records)
    {
        using var underWay = new CatalogUnderWay(folder, program, key, records);
        await underWay.RunAsync(pack, next);
    }

    public void Dispose() => _line.Dispose();

    private async Task RunAsync(string pack, string next)
    {
        var (alone, most) = await ImportAsync(pack);
        LedgerKit.Tell($"""

            dntrace catalog import with nothing beside it: {alone.TotalSeconds:0.0} s, {most:0} MiB at most (VmHWM).

            | the published kiosk's answers | n      | p50, ms | p99, ms | most, ms | metric, mean ms | > 5 ms |
            |-------------------------------|-------:|--------:|--------:|---------:|----------------:|-------:|
            """);
        await using (var kiosk = Child.Start(_program, ["kiosk", "--config", _configuration]))
        {
            await kiosk.LineAsync("page ");
            using var scenes = await SceneStream.OpenAsync(_address.ToString());
            await scenes.NextSceneAsync();
            // The first ones wake the program up.
            await ScanAsync(scenes, () => _sent < WarmUp);
            await TellAsync("alone", scenes, () => _sent < WarmUp + Scans);
            var before = LedgerKit.Memory(kiosk.Id);
            var import = ImportAsync(next);
            await TellAsync("while an import runs", scenes, () => !import.IsCompleted);
            var (beside, _) = await import;
            var watch = Stopwatch.StartNew();
            await kiosk.LineAsync("version 2 of");
            var sizes = CatalogReport.Of(_data).Generations
                .Select(one => $"version {one.Version} {CatalogComparison.Mebi(one.Bytes)}");
            var (both, until) = (string.Join(", ", sizes), watch.Elapsed);
            await TellAsync("after it", scenes, () => _sent % Scans != 0);
            LedgerKit.Tell($"""

                The import took {beside.TotalSeconds:0.0} s beside the kiosk; {until.TotalSeconds:0.0} s later the new
                generation answered. Then on the disk: {both}.
                Memory of the kiosk: {before:0} MiB after {WarmUp + Scans} scans, {LedgerKit.Memory(kiosk.Id):0} MiB
                after the import and {_sent}, {LedgerKit.MostMemory(kiosk.Id):0} MiB at most.
                """);
            kiosk.Signal(Unix.Terminate);
            await kiosk.ExitAsync();
        }
        LedgerKit.Tell($"Scans sent: {_sent}; sightings in the ledger: {Sightings()}.");
    }

    private async Task TellAsync(string name, SceneStream scenes, Func<bool> goesOn)
    {
        var before = await MetricAsync();
        var times = await ScanAsync(scenes, goesOn);
        var after = await MetricAsync();
        if (times.Length == 0)
            return;
        Array.Sort(times);
        var (middle, high) = (LedgerKit.At(times, 0.5), LedgerKit.At(times, 0.99));
        var mean = (after.Seconds - before.Seconds) * 1000 / times.Length;
        var slow = times.Length - (after.Quick - before.Quick);
        var figures = FormattableString.Invariant(
            $"{middle,7:0.00} | {high,7:0.00} | {times[^1],8:0.0} | {mean,15:0.00} | {slow,6:0}");
        LedgerKit.Tell($"| {name,-29} | {times.Length,6} | {figures} |");
    }

    private async Task<double[]> ScanAsync(SceneStream scenes, Func<bool> goesOn)
    {
        var times = new List<double>();
        while (goesOn())
        {
            var code = CatalogRecords.CodeOf(_chance.Next(_records)).Text;
            _sent++;
            var begun = Stopwatch.GetTimestamp();
            _line.Send(code);
            await scenes.NextAnswerSceneAsync();
            times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            await Task.Delay(Pause);
        }
        return [.. times];
    }

    // The sum of dntrace_answer_seconds, and how many were at most 5 ms.
    private async Task<(double Seconds, double Quick)> MetricAsync()
    {
        using var web = new HttpClient { BaseAddress = _address };
        var lines = (await web.GetStringAsync("metrics")).Split('\n');
        return (Of("dntrace_answer_seconds_sum"), Of("dntrace_answer_seconds_bucket{le=\"0.005\"}"));

        double Of(string series) => lines.Where(line => line.StartsWith(series + " ", StringComparison.Ordinal))
            .Select(line => double.Parse(line[series.Length..], CultureInfo.InvariantCulture)).Single();
    }

    private async Task<(TimeSpan Lasting, double MostMemory)> ImportAsync(string pack)
    {
        var watch = Stopwatch.StartNew();
        await using var child = Child.Start(
            _program, ["catalog", "import", pack, "--config", _configuration]);
        var most = 0.0;
        while (!child.HasEnded && watch.Elapsed < Longest)
        {
            try
            {
                most = Math.Max(most, LedgerKit.MostMemory(child.Id));
            }
            catch (Exception e) when (e is IOException or InvalidOperationException)
            {
                // It ended just now, and its memory is gone.
            }
            await Task.Delay(Pause);
        }
        var lasting = watch.Elapsed;
        return await child.ExitAsync() == 0
            ? (lasting, most)
            : throw new InvalidOperationException($"the import said:\n{child.Tail()}");
    }

    private long Sightings()
    {
        using var connection = LedgerFile.Open(Path.Combine(_data, LedgerFile.Name), SqliteOpenMode.ReadOnly);
        return (long)LedgerFile.Scalar(connection, "SELECT COUNT(*) FROM sighting")!;
    }
}
