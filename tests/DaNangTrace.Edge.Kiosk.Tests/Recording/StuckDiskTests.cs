using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DaNangTrace.Edge.Kiosk.Tests.Recording;

/// <summary>A disk that hangs, or takes seconds for each write.</summary>
public sealed class StuckDiskTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = Samples.Time();

    [Fact]
    public async Task While_it_hangs_the_desk_never_waits_and_what_finds_no_place_is_refused()
    {
        await using var ledger = new HangingLedger(_folder.Path, Samples.Clock(_time));
        await ledger.AppendAsync(Samples.Sighting());
        ledger.Hang();
        var first = ledger.AppendAsync(Samples.Sighting());
        await ledger.HangsAsync();
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(Wellness.Degraded, ledger.Now.Wellness);

        var appends = new List<Task<Recorded>>();
        for (var i = 0; i < 1010; i++)
            appends.Add(await ledger.EnqueueAsync(Samples.Sighting()));
        Assert.All(appends.Take(1000), one => Assert.False(one.IsCompleted));
        foreach (var one in appends.Skip(1000))
            Assert.IsType<Recorded.Failed>(await one);
        Assert.Equal(10, ledger.NotRecorded);
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(Wellness.Down, ledger.Now.Wellness);
        Assert.Contains("has not answered for 13 s", ledger.Now.Message, StringComparison.Ordinal);

        ledger.Release();
        Assert.Equal(new Recorded.Kept(2), await first);
        Assert.All(await Task.WhenAll(appends.Take(1000)), one => Assert.IsType<Recorded.Kept>(one));
        Assert.Equal(1002, ledger.LastSeq);
    }

    [Fact]
    public async Task A_slow_one_is_told_for_a_minute()
    {
        await using var ledger = new HangingLedger(_folder.Path, Samples.Clock(_time));
        ledger.Hang();
        var slow = ledger.AppendAsync(Samples.Sighting());
        await ledger.HangsAsync();
        _time.Advance(TimeSpan.FromSeconds(4));
        ledger.Release();
        Assert.IsType<Recorded.Kept>(await slow);
        await Wait.UntilAsync(
            () => ledger.Now.Message.Contains("4.0 s", StringComparison.Ordinal), "it tells of a slow disk");
        Assert.Equal(Wellness.Degraded, ledger.Now.Wellness);

        _time.Advance(TimeSpan.FromMinutes(1));
        // A call that was under way meanwhile looks as if it had lasted as long.
        await Wait.UntilAsync(() => ledger.Now.Wellness == Wellness.Ok, () => ledger.Now.Message);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Its commit waits for the test.</summary>
    private sealed class HangingLedger(string folder, KioskClock clock)
        : Ledger(folder, new RecordingOptions(), clock, NullLogger.Instance)
    {
        private readonly SemaphoreSlim _entered = new(0);
        private readonly ManualResetEventSlim _open = new(true);

        public void Hang() => _open.Reset();

        public void Release() => _open.Set();

        public Task HangsAsync() => _entered.WaitAsync();

        protected internal override void Keep(Batch batch)
        {
            if (!_open.IsSet)
                _entered.Release();
            _open.Wait();
            base.Keep(batch);
        }
    }
}
