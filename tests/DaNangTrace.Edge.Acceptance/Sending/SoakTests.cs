using System.Diagnostics;
using System.Globalization;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Sending;

/// <summary>Scans without a pause over a link that fails at random: nothing is lost, and nothing grows.</summary>
public sealed class SoakTests(ITestOutputHelper output)
{
    private const int Seed = 20261128;
    private const int ScansPerSecond = 20;

    // A minute among the other tests; half an hour before a release.
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(
        Environment.GetEnvironmentVariable("DNTRACE_SOAK_SECONDS") is { Length: > 0 } seconds
            ? double.Parse(seconds, CultureInfo.InvariantCulture)
            : 60);

    // The longest wait between attempts, an attempt that fails, another wait, and the backlog.
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(180);

    [Fact]
    public async Task A_link_that_fails_at_random_costs_neither_sightings_nor_memory()
    {
        RealParts.NeedProgram();
        await using var broker = await Mosquitto.StartAsync();
        await using var link = new FaultyLink(broker.Port);
        await using var witness = await MqttWitness.ListenAsync(broker.Port);
        using var place = new KioskPlace(
            link.Address, all => all["sending"]!["keepAliveSeconds"] = LinkRun.KeepAlive);
        await using var kiosk = await KioskProcess.StartAsync(place);
        var faults = new RandomFaults(link, Seed);
        using var enough = new CancellationTokenSource();
        var failing = faults.RunAsync(enough.Token);
        var figures = new List<ProcessFigures>();

        var scanned = await ScanAsync(place, () => figures.Add(ProcessFigures.Of(kiosk.Id)));
        await enough.CancelAsync();
        await failing;
        var waiting = await kiosk.MetricAsync("dntrace_sightings_pending");
        var drain = Stopwatch.StartNew();
        await Until.TrueAsync(
            async () => await kiosk.MetricAsync("dntrace_sightings_pending") == 0, $"seed {Seed}: the backlog is sent",
            DrainLimit);
        drain.Stop();
        kiosk.Signal(Unix.Terminate);
        await kiosk.ExitAsync();
        await witness.CatchUpAsync();

        var (rows, arrivals) = (place.Rows, witness.Sightings);
        var (middle, late) = (Third(figures, 1), Third(figures, 2));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            seed {Seed}, {Length.TotalSeconds:0} s, {faults.Count} faults, {link.Connections} connections
            {scanned} scanned, {rows.Count} recorded, {witness.ScanMessages.Count} messages, {arrivals.Count} arrivals
            {waiting:0} waited in the end, sent within {drain.Elapsed.TotalSeconds:0.0} s
            memory {middle.MemoryBytes / 1048576.0:0.0} MiB in the middle third, {late.MemoryBytes / 1048576.0:0.0} late
            {middle.Handles} handles in the middle third, {late.Handles} late (medians)
            """));
        Assert.Equal(scanned, rows.Count);
        Assert.All(rows, row => Assert.Equal(Row.Delivered, row.State));
        Assert.Empty(Promise.BrokenChain(rows, LedgerRows.Epoch(place.Data)));
        Assert.Empty(Promise.BrokenDelivery(rows, arrivals));
        Assert.Empty(Promise.BrokenMessages(witness.ScanMessages));
        // The collector's own ups and downs, and the ledger's cache, stay within this.
        Assert.InRange(late.MemoryBytes, 0, (middle.MemoryBytes * 5 / 4) + (8 << 20));
        Assert.InRange(late.Handles, 0, middle.Handles + 4);
    }

    private static async Task<int> ScanAsync(KioskPlace place, Action sample)
    {
        var (begun, scanned) = (Stopwatch.StartNew(), 0);
        while (begun.Elapsed < Length)
        {
            place.Line.Send(Codes.Ean13(scanned % 100_000));
            if (scanned++ % ScansPerSecond == 0)
                sample();
            var due = TimeSpan.FromSeconds(scanned / (double)ScansPerSecond) - begun.Elapsed;
            if (due > TimeSpan.Zero)
                await Task.Delay(due);
        }
        await Until.TrueAsync(() => LedgerRows.Of(place.Data).Count >= scanned, $"{scanned} rows in the ledger");
        return scanned;
    }

    private static ProcessFigures Third(List<ProcessFigures> figures, int number)
    {
        var third = figures.Skip(figures.Count * number / 3).Take(figures.Count / 3).ToList();
        return new ProcessFigures(
            third.Select(one => one.MemoryBytes).Order().ElementAt(third.Count / 2),
            third.Select(one => one.Handles).Order().ElementAt(third.Count / 2));
    }
}
