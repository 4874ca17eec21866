using System.Collections.Concurrent;
using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Scanning.Attaching;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Extensions.Logging.Abstractions;

namespace DaNangTrace.Edge.Kiosk.Tests.Contracts;

/// <summary>What every kind of scanner keeps to. A new driver derives from it and brings a rig.</summary>
public abstract class ScannerContract : IAsyncLifetime
{
    private static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(10);

    private readonly ConcurrentQueue<string> _codes = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _gate = new(1);
    private readonly ScannerRig _rig;
    private readonly IScanner _scanner;
    private Task _running = Task.CompletedTask;
    private int _reads;

    private protected ScannerContract(ScannerRig rig)
    {
        _rig = rig;
        var tap = new ScanTap(_ => Interlocked.Increment(ref _reads), _ => { });
        _scanner = ScanningSetup.Make(
            rig.Options, Samples.Clock(TimeProvider.System), NullLogger.Instance, tap, WatchInterval);
    }

    public async ValueTask InitializeAsync()
    {
        _rig.PlugIn();
        _running = Task.Run(() => _scanner.RunAsync(TakeAsync, _stop.Token));
        await StateAsync(Wellness.Ok);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(TimeSpan.FromSeconds(10));
        _rig.Dispose();
        _stop.Dispose();
        _gate.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Codes_are_the_same_wherever_the_device_splits_them()
    {
        byte[] sent = [.. _rig.Encode("8936012345674"), .. _rig.Encode("]d20109520001000010")];
        // A wedge sends ninety bytes for a character: a cut in each event of several is enough here.
        var step = Math.Max(1, sent.Length / 97);
        var cuts = Enumerable.Range(0, sent.Length).Where(cut => cut % step == 0).ToList();
        foreach (var cut in cuts)
        {
            _rig.Send(sent.AsSpan(0, cut));
            await Task.Yield();
            _rig.Send(sent.AsSpan(cut));
        }

        await CodesAsync(cuts.SelectMany(_ => (string[])["8936012345674", "]d20109520001000010"]));
    }

    [Fact]
    public async Task Codes_that_come_in_one_piece_do_not_merge()
    {
        var codes = Enumerable.Range(0, 40).Select(n => $"A{n}").ToList();

        _rig.Send([.. codes.SelectMany(_rig.Encode)]);

        await CodesAsync(codes);
    }

    [Fact]
    public async Task Noise_becomes_no_part_of_a_code()
    {
        foreach (var code in (string[])["A1", "B2", "C3"])
        {
            _rig.Send(_rig.Noise);
            _rig.SendCode(code);
        }

        await CodesAsync(["A1", "B2", "C3"]);
    }

    [Fact]
    public async Task A_code_that_is_longer_than_any_carrier_is_dropped_whole_and_counted()
    {
        _rig.SendCode("A1");
        _rig.SendCode(new string('7', 8192));
        _rig.SendCode(new string('9', 8191));
        _rig.SendCode("B2");

        await CodesAsync(["A1", new string('9', 8191), "B2"]);
        Assert.Equal(1, _scanner.Tally.Of(ScanFault.Overlong));
    }

    [Fact]
    public async Task Half_a_code_before_an_unplug_is_dropped_and_counted()
    {
        var whole = _rig.Encode("8936012345674");
        var reads = _reads;
        _rig.Send(whole.AsSpan(0, whole.Length / 2));
        await Wait.UntilAsync(() => _reads > reads, "the half is read");

        await ReplugAsync();
        _rig.SendCode("B2");

        await CodesAsync(["B2"]);
        await Wait.UntilAsync(() => _scanner.Tally.Of(ScanFault.Incomplete) > 0, "the half is counted");
        Assert.Equal(
            (1, UnplugsOf(1)), (_scanner.Tally.Of(ScanFault.Incomplete), _scanner.Tally.Of(ScanFault.Unplugged)));
    }

    [Fact]
    public async Task While_nobody_takes_nothing_is_read_ahead_and_nothing_is_lost()
    {
        var codes = Enumerable.Range(0, 400).Select(n => $"CODE-NUMBER-{n:0000}").ToList();
        await _gate.WaitAsync(TestContext.Current.CancellationToken);
        var sending = Task.Run(() => codes.ForEach(_rig.SendCode), TestContext.Current.CancellationToken);
        await Wait.UntilAsync(() => _reads > 0, "it has begun");
        await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.Empty(_codes);

        _gate.Release();
        await sending;

        await CodesAsync(codes);
    }

    [Fact]
    public Task It_comes_back_a_hundred_times_and_leaves_nothing_open() => ReplugManyTimesAsync(100);

    [Fact]
    [Trait("Category", "Long")]
    public Task It_comes_back_a_thousand_times_and_leaves_nothing_open() => ReplugManyTimesAsync(1000);

    private async Task ReplugManyTimesAsync(int cycles)
    {
        await ReplugAsync();
        var (files, threads) = (CountOf("fd"), CountOf("task"));
        for (var cycle = 0; cycle < cycles; cycle++)
        {
            await ReplugAsync();
            _rig.SendCode($"A{cycle}");
            await Wait.UntilAsync(() => _codes.Count > cycle, $"a scan after plug-in {cycle}");
        }

        Assert.Equal(Enumerable.Range(0, cycles).Select(n => $"A{n}"), _codes);
        Assert.Equal(UnplugsOf(cycles + 1), _scanner.Tally.Of(ScanFault.Unplugged));
        // Tests beside this one open files, too; what is left open once a cycle would be far more.
        Assert.InRange(CountOf("fd"), 0, files + (cycles / 2));
        Assert.InRange(CountOf("task"), 0, threads + (cycles / 2));
    }

    private async Task ReplugAsync()
    {
        _rig.Unplug();
        if (_rig.TellsUnplug)
            await StateAsync(Wellness.Down);
        _rig.PlugIn();
        await StateAsync(Wellness.Ok);
    }

    private int UnplugsOf(int cycles) => _rig.TellsUnplug ? cycles : 0;

    private static int CountOf(string what) => Directory.EnumerateFileSystemEntries("/proc/self/" + what).Count();

    private Task StateAsync(Wellness wellness) =>
        Wait.UntilAsync(() => _scanner.Condition.Now.Wellness == wellness, $"it is {wellness}");

    private async Task CodesAsync(IEnumerable<string> expected)
    {
        var codes = expected.ToList();
        await Wait.UntilAsync(() => _codes.Count >= codes.Count, $"{codes.Count} codes");
        Assert.Equal(codes, _codes);
    }

    private async ValueTask TakeAsync(Scan scan, CancellationToken stop)
    {
        await _gate.WaitAsync(stop);
        var (identifier, text) = scan.Symbol;
        _codes.Enqueue(identifier is null ? text : $"]{identifier}{text}");
        _gate.Release();
    }
}
