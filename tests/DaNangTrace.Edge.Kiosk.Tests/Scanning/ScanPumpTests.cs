using System.Text;
using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Scanning.Attaching;
using DaNangTrace.Edge.Kiosk.Scanning.Framing;
using DaNangTrace.Edge.Kiosk.Tests.Kit;

namespace DaNangTrace.Edge.Kiosk.Tests.Scanning;

public class ScanPumpTests
{
    private readonly ScannerTally _tally = Samples.Tally();

    [Fact]
    public async Task A_device_that_stays_open_and_silent_after_an_unplug_is_given_up_within_a_second()
    {
        var time = Samples.Time();
        var (isThere, isGone, looks) = (true, false, 0);
        var pump = new ScanPump("front", Samples.Clock(time), AttachedScanner.WatchInterval);
        var running = pump.RunAsync(
            new SilentDevice(), new Framer(FrameFormat.Of(new ScannerOptions()), _tally),
            new DevicePresence(Look, () => { }, () => isGone = true),
            (_, _) => ValueTask.CompletedTask, TestContext.Current.CancellationToken);
        for (var i = 0; i < 10; i++)
        {
            time.Advance(AttachedScanner.WatchInterval);
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
        Assert.False(running.IsCompleted);

        var before = looks;
        isThere = false;
        await Wait.UntilAsync(
            () =>
            {
                time.Advance(AttachedScanner.WatchInterval);
                return running.IsCompleted;
            },
            "given up");

        Assert.Equal(before + 1, looks);
        Assert.Equal(PumpEnd.Gone, (await running.WaitAsync(
            TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).End);
        Assert.True(isGone);
        // One look may be in between: twice the interval is what an unplug may take, four times a plug-in.
        Assert.InRange(2 * AttachedScanner.WatchInterval, TimeSpan.Zero, TimeSpan.FromSeconds(1));

        bool Look()
        {
            looks++;
            return isThere;
        }
    }

    [Fact]
    public async Task An_unplug_is_told_before_what_was_read_is_taken()
    {
        var gone = new TaskCompletionSource();
        var taken = new TaskCompletionSource();
        var pump = new ScanPump("front", Samples.Clock(TimeProvider.System), AttachedScanner.WatchInterval);
        var running = pump.RunAsync(
            new DeviceThatGoes("A\rB\r"u8.ToArray()), new Framer(FrameFormat.Of(new ScannerOptions()), _tally),
            new DevicePresence(() => true, () => { }, gone.SetResult),
            async (_, _) => await taken.Task, TestContext.Current.CancellationToken);

        await gone.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.False(running.IsCompleted);
        taken.SetResult();

        Assert.Equal(PumpEnd.Gone, (await running).End);
    }

    [Theory]
    [InlineData(2, PumpEnd.Gone)]
    [InlineData(int.MaxValue, PumpEnd.Failed)]
    public async Task A_device_that_fails_was_unplugged_if_it_goes_away_right_after_and_is_broken_if_it_stays(
        int looks, object expected)
    {
        var isTold = false;
        var pump = new ScanPump("front", Samples.Clock(TimeProvider.System), AttachedScanner.WatchInterval);

        var (end, why) = await pump.RunAsync(
            new DeviceOfPieces(() => throw new IOException("The line was hung up.")),
            new Framer(FrameFormat.Of(new ScannerOptions()), _tally),
            new DevicePresence(() => looks-- > 0, () => { }, () => isTold = true),
            (_, _) => ValueTask.CompletedTask, TestContext.Current.CancellationToken);

        Assert.Equal(expected, end);
        Assert.Equal("The line was hung up.", why);
        Assert.Equal(end == PumpEnd.Gone, isTold);
    }

    [Fact]
    public async Task What_takes_time_between_two_reads_is_no_silence()
    {
        var time = Samples.Time();
        var taken = new List<string>();
        var pump = new ScanPump("front", Samples.Clock(time), AttachedScanner.WatchInterval);

        var (end, _) = await pump.RunAsync(
            new DeviceOfPieces(() => Task.FromResult("893"), () => Task.FromResult("60\r")),
            new Framer(FrameFormat.Of(new ScannerOptions()), _tally),
            new DevicePresence(() => true, () => time.Advance(2 * Habit.Patient), () => { }),
            (scan, _) =>
            {
                taken.Add(scan.Symbol.Text);
                return ValueTask.CompletedTask;
            },
            TestContext.Current.CancellationToken).WaitAsync(
                TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Equal(PumpEnd.Gone, end);
        Assert.Equal(["89360"], taken);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_a_stop_what_was_read_is_handed_on_for_a_moment_and_a_stuck_desk_does_not_hold_up_the_stop(
        bool staysOpen)
    {
        var taken = new List<string>();
        using var stop = new CancellationTokenSource();
        var pump = new ScanPump("front", Samples.Clock(TimeProvider.System), AttachedScanner.WatchInterval);
        var (end, why) = await pump.RunAsync(
            new DeviceThatGoes("A\rB\rC\r"u8.ToArray()) { StaysOpen = staysOpen },
            new Framer(FrameFormat.Of(new ScannerOptions()), _tally),
            new DevicePresence(() => true, () => { }, () => { }),
            async (scan, token) =>
            {
                await stop.CancelAsync();
                if (scan.Symbol.Text == "C")
                    await Task.Delay(Timeout.Infinite, token);
                taken.Add(scan.Symbol.Text);
            },
            stop.Token).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Equal(["A", "B"], taken);
        Assert.Equal(PumpEnd.Stopped, end);
        Assert.Contains("not recorded", why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_is_not_cut_where_the_reading_was_held_up_by_a_stuck_desk()
    {
        var time = Samples.Time();
        var taken = new List<string>();
        using var isStuck = new ManualResetEventSlim();
        var desk = new TaskCompletionSource();
        var isRead = new TaskCompletionSource();
        var pump = new ScanPump("front", Samples.Clock(time), AttachedScanner.WatchInterval)
        {
            Ahead = 1,
            Tap = new ScanTap(Read, _ => { }),
        };
        var device = new DeviceOfPieces(
            () => Task.FromResult("A\r"),
            () =>
            {
                isStuck.Wait(TestContext.Current.CancellationToken);
                return Task.FromResult("B");
            },
            () => Task.FromResult("C"),
            async () =>
            {
                await isRead.Task;
                // Moments in which silence would be seen, were it one.
                for (var i = 0; i < 10; i++)
                {
                    await Task.Delay(5, TestContext.Current.CancellationToken);
                    time.Advance(TimeSpan.FromMilliseconds(2));
                }
                return "D";
            },
            () =>
            {
                // The reading went on meanwhile: this silence is one.
                time.Advance(2 * Habit.Patient);
                return Task.FromResult("E\r");
            });
        // Returns when C waits for room: up to there everything runs on one thread.
        Task<(PumpEnd End, string Why)> running = null!;
        await Task.Run(
            () =>
            {
                running = pump.RunAsync(
                    device, new Framer(FrameFormat.Of(new ScannerOptions()), _tally),
                    new DevicePresence(() => true, () => { }, () => { }),
                    async (scan, _) =>
                    {
                        isStuck.Set();
                        await desk.Task;
                        taken.Add(scan.Symbol.Text);
                    },
                    TestContext.Current.CancellationToken);
            },
            TestContext.Current.CancellationToken);

        time.Advance(5 * Habit.Patient);
        desk.SetResult();

        Assert.Equal(PumpEnd.Gone, (await running.WaitAsync(
            TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).End);
        Assert.Equal(["A", "BCD", "E"], taken);

        void Read(string bytes)
        {
            if (bytes == "C")
                isRead.SetResult();
        }
    }

    private sealed class DeviceOfPieces(params Func<Task<string>>[] pieces) : OpenDevice
    {
        private int _next;

        public override async Task<int> ReadAsync(Memory<byte> buffer) =>
            _next == pieces.Length ? 0 : Encoding.ASCII.GetBytes(await pieces[_next++](), buffer.Span);

        public override void Dispose()
        {
        }
    }

    private sealed class SilentDevice : OpenDevice
    {
        public override Task<int> ReadAsync(Memory<byte> buffer) => new TaskCompletionSource<int>().Task;

        public override void Dispose()
        {
        }
    }

    private sealed class DeviceThatGoes(byte[] bytes) : OpenDevice
    {
        private readonly TaskCompletionSource<int> _closed = new();
        private bool _isRead;

        public bool StaysOpen { get; init; }

        public override Task<int> ReadAsync(Memory<byte> buffer)
        {
            if (_isRead)
                return StaysOpen ? _closed.Task : Task.FromResult(0);
            _isRead = true;
            bytes.CopyTo(buffer);
            return Task.FromResult(bytes.Length);
        }

        public override void Dispose() => _closed.TrySetException(new ObjectDisposedException("device"));
    }
}
