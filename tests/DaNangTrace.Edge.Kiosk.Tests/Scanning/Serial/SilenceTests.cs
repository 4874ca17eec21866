using System.Collections.Concurrent;
using System.Text;
using DaNangTrace.Edge.Acceptance.Kit;
using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Scanning.Attaching;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Extensions.Logging.Abstractions;
using TempFolder = DaNangTrace.Edge.Kiosk.Tests.Kit.TempFolder;

namespace DaNangTrace.Edge.Kiosk.Tests.Scanning.Serial;

/// <summary>A scanner that sends no terminator, on a real line in real time.</summary>
public sealed class SilenceTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly ConcurrentQueue<Scan> _scans = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _gate = new(1);
    private readonly PtyPair _line;
    private readonly IScanner _scanner;
    private Task _running = Task.CompletedTask;

    public SilenceTests()
    {
        _line = new PtyPair(_folder.File("scanner"));
        _scanner = ScanningSetup.Make(
            new ScannerOptions { Name = "front", Driver = "serial", Port = _line.Path },
            Samples.Clock(TimeProvider.System), NullLogger.Instance, new DeviceClaims());
    }

    public async ValueTask InitializeAsync()
    {
        _running = Task.Run(() => _scanner.RunAsync(TakeAsync, _stop.Token));
        await Wait.UntilAsync(() => _scanner.Condition.Now.Wellness == Wellness.Ok, "the line is open");
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _line.Dispose();
        _stop.Dispose();
        _gate.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Silence_ends_each_code_and_none_merge()
    {
        foreach (var code in (string[])["A111", "B222", "C333", "D444"])
        {
            _line.Send(code, end: "");
            await Wait.UntilAsync(() => _scans.LastOrDefault()?.Symbol.Text == code, $"{code} alone");
        }
        Assert.Equal(4, _scans.Count);
    }

    [Fact]
    public async Task Silence_is_seen_also_while_nobody_takes()
    {
        await _gate.WaitAsync(TestContext.Current.CancellationToken);
        foreach (var code in (string[])["A1", "B2", "C3", "D4"])
        {
            _line.Send(code, end: "");
            await Task.Delay(TimeSpan.FromMilliseconds(800), TestContext.Current.CancellationToken);
        }
        _gate.Release();

        await Wait.UntilAsync(() => _scans.Count == 4, "four codes");
        Assert.Equal(["A1", "B2", "C3", "D4"], _scans.Select(scan => scan.Symbol.Text));
        // Each says when it came, not when it was taken: what waited too long must not be shown.
        var waited = _scans.Select(scan => TimeProvider.System.GetElapsedTime(scan.Stamp)).ToList();
        Assert.True(waited[0] - waited[3] > TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_slow_code_is_not_cut_once_a_terminator_was_seen()
    {
        _line.Send("A1");
        await Wait.UntilAsync(() => _scans.Count == 1, "the first");
        foreach (var one in Encoding.ASCII.GetBytes("B2345\r"))
        {
            _line.Send([one]);
            await Task.Delay(TimeSpan.FromMilliseconds(150), TestContext.Current.CancellationToken);
        }

        await Wait.UntilAsync(() => _scans.Count == 2, "the slow one");
        Assert.Equal("B2345", _scans.Last().Symbol.Text);
    }

    private async ValueTask TakeAsync(Scan scan, CancellationToken stop)
    {
        await _gate.WaitAsync(stop);
        _scans.Enqueue(scan);
        _gate.Release();
    }
}
