using System.Collections.Concurrent;
using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Scanning.Attaching;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Extensions.Logging.Abstractions;

namespace DaNangTrace.Edge.Kiosk.Tests.Contracts;

/// <summary>
/// What every kind of scanner keeps to. A new driver derives from it, or from <see cref="PluggedScannerContract"/>
/// where it comes and goes, and brings a rig.
/// </summary>
public abstract class ScannerContract : IAsyncLifetime
{
    private static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(10);

    private readonly ConcurrentQueue<string> _codes = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _gate = new(1);
    private Task _running = Task.CompletedTask;
    private int _reads;
    private int _offered;

    private protected ScannerContract(ScannerRig rig)
    {
        TestRig = rig;
        var tap = new ScanTap(_ => Interlocked.Increment(ref _reads), _ => { });
        Scanner = ScanningSetup.Make(
            rig.Options, Samples.Clock(TimeProvider.System), NullLogger.Instance,
            new AttachedScannerOptions(rig.Options.Name)
            {
                Tap = tap,
                WatchInterval = WatchInterval,
                // So few that a lane that is full stops the reading.
                Ahead = 4,
            });
    }

    private protected ScannerRig TestRig { get; }

    private protected IScanner Scanner { get; }

    /// <summary>What was taken so far.</summary>
    private protected IReadOnlyCollection<string> Codes => _codes;

    /// <summary>How often the device was read.</summary>
    private protected int Reads => _reads;

    public async ValueTask InitializeAsync()
    {
        TestRig.PlugIn();
        _running = Task.Run(() => Scanner.RunAsync(TakeAsync, _stop.Token));
        await StateAsync(Wellness.Ok);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(TimeSpan.FromSeconds(10));
        TestRig.Dispose();
        _stop.Dispose();
        _gate.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Codes_are_the_same_wherever_the_device_splits_them()
    {
        byte[] sent = [.. TestRig.Encode("8936012345674"), .. TestRig.Encode("]d20109520001000010")];
        // A wedge sends ninety bytes for a character: a cut in each event of several is enough here.
        var step = Math.Max(1, sent.Length / 97);
        var cuts = Enumerable.Range(0, sent.Length).Where(cut => cut % step == 0).ToList();
        foreach (var cut in cuts)
        {
            TestRig.Send(sent.AsSpan(0, cut));
            await Task.Yield();
            TestRig.Send(sent.AsSpan(cut));
        }

        await CodesAsync(cuts.SelectMany(_ => (string[])["8936012345674", "]d20109520001000010"]));
    }

    [Fact]
    public async Task Codes_that_come_in_one_piece_do_not_merge()
    {
        var codes = Enumerable.Range(0, 40).Select(n => $"A{n}").ToList();

        TestRig.Send([.. codes.SelectMany(TestRig.Encode)]);

        await CodesAsync(codes);
    }

    [Fact]
    public async Task Noise_becomes_no_part_of_a_code()
    {
        foreach (var code in (string[])["A1", "B2", "C3"])
        {
            TestRig.Send(TestRig.Noise);
            TestRig.SendCode(code);
        }

        await CodesAsync(["A1", "B2", "C3"]);
    }

    [Fact]
    public async Task A_code_that_is_longer_than_any_carrier_is_dropped_whole_and_counted()
    {
        TestRig.SendCode("A1");
        TestRig.SendCode(new string('7', 8192));
        TestRig.SendCode(new string('9', 8191));
        TestRig.SendCode("B2");

        await CodesAsync(["A1", new string('9', 8191), "B2"]);
        Assert.Equal(1, Scanner.Tally.Of(ScanFault.Overlong));
    }

    [Fact]
    public async Task While_nobody_takes_nothing_is_lost()
    {
        var codes = Enumerable.Range(0, 400).Select(n => $"CODE-NUMBER-{n:0000}").ToList();
        await _gate.WaitAsync(TestContext.Current.CancellationToken);
        var sending = Task.Run(() => codes.ForEach(TestRig.SendCode), TestContext.Current.CancellationToken);
        await Wait.UntilAsync(() => Volatile.Read(ref _offered) > 0, "the first is offered");
        // Until all is sent, or all buffers on the way are full.
        await Task.WhenAny(sending, Task.Delay(100, TestContext.Current.CancellationToken));

        _gate.Release();
        await sending;

        await CodesAsync(codes);
    }

    private protected Task StateAsync(Wellness wellness) =>
        Wait.UntilAsync(() => Scanner.Condition.Now.Wellness == wellness, $"it is {wellness}");

    private protected async Task CodesAsync(IEnumerable<string> expected)
    {
        var codes = expected.ToList();
        await Wait.UntilAsync(() => _codes.Count >= codes.Count, $"{codes.Count} codes");
        Assert.Equal(codes, _codes);
    }

    private async ValueTask TakeAsync(Scan scan, CancellationToken stop)
    {
        Interlocked.Increment(ref _offered);
        await _gate.WaitAsync(stop);
        var (identifier, text) = scan.Symbol;
        _codes.Enqueue(identifier is null ? text : $"]{identifier}{text}");
        _gate.Release();
    }
}
