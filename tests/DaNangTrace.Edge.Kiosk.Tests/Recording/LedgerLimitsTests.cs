using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DaNangTrace.Edge.Kiosk.Tests.Recording;

/// <summary>How long and how much the ledger keeps.</summary>
public sealed class LedgerLimitsTests : IDisposable
{
    // A mebibyte of rows; SQLite's log has the other two.
    private const string Small = "3 MiB";
    private const long SmallBytes = 3 << 20;

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = Samples.Time();
    private bool _isSynchronised = true;

    [Fact]
    public async Task Delivered_rows_make_room_the_oldest_first_and_the_rest_stays_verifiable()
    {
        await using (var ledger = Open())
        {
            for (var i = 0; i < 30; i++)
                await DeliverAsync(ledger, await AppendAsync(ledger, 100));
            Assert.Equal((3000, 0), (ledger.LastSeq, ledger.NotRecorded));
        }

        var verified = LedgerCheck.Verify(File);
        Assert.Null(verified.Fault);
        Assert.Equal((3000, 3000), (verified.Rows + verified.Pruned, verified.Newest));
        Assert.InRange(verified.Pruned, 1000, 2900);
        Assert.Equal(verified.Pruned + 1, LedgerCheck.Rows(File).First().Seq);
        Assert.InRange(new FileInfo(File).Length, 1 << 19, SmallBytes);

        // The chain goes on behind what was pruned.
        await using (var again = Open())
            Assert.Equal(3001, Assert.Single(await AppendAsync(again, 1)));
        Assert.Null(LedgerCheck.Verify(File).Fault);
    }

    [Fact]
    public async Task When_it_is_full_of_pending_rows_it_refuses_new_ones_tells_and_goes_on_once_some_are_delivered()
    {
        await using var ledger = Open();
        var kept = await FillAsync(ledger);

        Assert.Equal(Wellness.Down, ledger.Now.Wellness);
        Assert.Contains("recording.maxSize", ledger.Now.Message, StringComparison.Ordinal);
        Assert.True(ledger.NotRecorded > 0);
        Assert.Equal((kept, kept, 0), (ledger.LastSeq, ledger.Pending, ledger.Figures.Gone));

        await DeliverAsync(ledger, [.. Enumerable.Range(1, (int)kept / 2)]);
        Assert.Equal(kept + 1, Assert.Single(await AppendAsync(ledger, 1)));
        Assert.Equal(Wellness.Ok, ledger.Condition.Now.Wellness);
        Assert.Null(LedgerCheck.Verify(File).Fault);
        var oldestPending = LedgerCheck.Rows(File, LedgerState.Pending).First().Seq;
        Assert.Equal((kept / 2) + 1, oldestPending);
    }

    [Fact]
    public async Task Where_the_configuration_says_so_the_oldest_pending_rows_are_dropped_and_counted()
    {
        await using var ledger = Open(RecordingOptions.DropOldest);
        for (var i = 0; i < 30; i++)
            await AppendAsync(ledger, 100);

        var gone = ledger.Figures.Gone;
        Assert.InRange(gone, 1000, 2900);
        Assert.Equal((3000, 3000 - gone, 0), (ledger.LastSeq, ledger.Pending, ledger.NotRecorded));
        Assert.Equal(new LedgerPosition(ledger.Epoch, gone + 1), ledger.Figures.PendingFrom);
        Assert.Equal(gone + 1, (await ledger.TakeUndeliveredAsync(1))[0].Seq);
        Assert.Null(LedgerCheck.Verify(File).Fault);
    }

    [Fact]
    public async Task No_pending_row_goes_before_a_delivered_one_wherever_that_stands()
    {
        await using var ledger = Open(RecordingOptions.DropOldest);
        await AppendAsync(ledger, 100);
        for (var i = 0; i < 30; i++)
            await DeliverAsync(ledger, await AppendAsync(ledger, 100));

        Assert.Equal((100, 0), (ledger.Pending, ledger.Figures.Gone));
        Assert.Equal(
            Enumerable.Range(1, 100).Select(seq => (long)seq),
            (await ledger.TakeUndeliveredAsync(200)).Select(row => row.Seq));
        var verified = LedgerCheck.Verify(File);
        Assert.Null(verified.Fault);
        Assert.True(verified.Pruned > 0);
    }

    [Fact]
    public async Task Rows_that_the_broker_refused_go_behind_the_delivered_ones_and_before_pending_ones()
    {
        await using var ledger = Open();
        var refused = await AppendAsync(ledger, 100);
        await SettleAsync(ledger, refused, LedgerState.Refused);
        var kept = await FillAsync(ledger);

        Assert.Empty(LedgerCheck.Rows(File, LedgerState.Refused));
        Assert.Equal(kept - 100, ledger.Pending);
    }

    [Fact]
    public async Task Delivered_rows_stay_for_the_retention_and_pending_ones_for_ever()
    {
        await using var ledger = Open();
        for (var day = 0; day < 40; day++)
        {
            var rows = await AppendAsync(ledger, 10);
            await DeliverAsync(ledger, rows[..^1]);
            _time.Advance(TimeSpan.FromHours(12));
            await AppendAsync(ledger, 0);
            _time.Advance(TimeSpan.FromHours(12));
        }
        await DeliverAsync(ledger, await AppendAsync(ledger, 1));

        await Wait.UntilAsync(
            () => LedgerCheck.Rows(File, LedgerState.Delivered).First().Seq > 80, "old rows were pruned");
        Assert.InRange(LedgerCheck.Rows(File, LedgerState.Delivered).First().Seq, 81, 111);
        Assert.Equal(40, (await ledger.TakeUndeliveredAsync(100)).Count);
        Assert.Null(LedgerCheck.Verify(File).Fault);
    }

    [Fact]
    public async Task Without_a_synchronised_clock_nothing_grows_old()
    {
        _isSynchronised = false;
        await using var ledger = Open();
        for (var day = 0; day < 60; day++)
        {
            await DeliverAsync(ledger, await AppendAsync(ledger, 10));
            _time.Advance(TimeSpan.FromDays(1));
        }
        await AppendAsync(ledger, 1);

        Assert.Equal(601, LedgerCheck.Rows(File).Count());
    }

    [Fact]
    public async Task A_clock_that_leaps_years_ahead_costs_a_day_an_hour_not_all()
    {
        var ahead = TimeSpan.Zero;
        await using var ledger = Open(() => ahead);
        for (var day = 0; day < 20; day++)
        {
            await DeliverAsync(ledger, await AppendAsync(ledger, 10));
            _time.Advance(TimeSpan.FromDays(1));
        }
        // When the second is kept, the house of the first is in order, and the hour that the leap falls into has begun.
        await AppendAsync(ledger, 1);
        await AppendAsync(ledger, 1);
        ahead = TimeSpan.FromDays(5000);
        _time.Advance(TimeSpan.FromHours(1));
        await AppendAsync(ledger, 1);
        await Wait.UntilAsync(() => LedgerCheck.Rows(File).First().Seq > 1, "the first day is pruned");
        Assert.Equal(2, LedgerCheck.Rows(File).First().Seq);
        for (var hour = 0; hour < 3; hour++)
        {
            var before = LedgerCheck.Rows(File).First().Seq;
            _time.Advance(TimeSpan.FromHours(1));
            await AppendAsync(ledger, 1);
            await Wait.UntilAsync(() => LedgerCheck.Rows(File).First().Seq > before, "the next day is pruned");
            Assert.Equal(before + 10, LedgerCheck.Rows(File).First().Seq);
        }
    }

    [Fact]
    public async Task A_clock_that_was_back_for_a_moment_makes_no_row_old()
    {
        var back = TimeSpan.Zero;
        await using var ledger = Open(() => -back);
        for (var day = 0; day < 10; day++)
        {
            await DeliverAsync(ledger, await AppendAsync(ledger, 10));
            _time.Advance(TimeSpan.FromDays(1));
        }
        back = TimeSpan.FromDays(400);
        await DeliverAsync(ledger, await AppendAsync(ledger, 1));
        back = TimeSpan.Zero;
        for (var hour = 0; hour < 30; hour++)
        {
            _time.Advance(TimeSpan.FromHours(1));
            await DeliverAsync(ledger, await AppendAsync(ledger, 1));
        }

        Assert.Equal(1, LedgerCheck.Rows(File).First().Seq);
    }

    [Fact]
    public async Task It_tells_the_hours_that_are_left_at_this_kiosks_rate()
    {
        await using var ledger = Open();
        Assert.Null(ledger.HoursLeft);
        for (var hour = 0; hour < 3; hour++)
        {
            await AppendAsync(ledger, 100);
            await IdleAsync(ledger);
            _time.Advance(TimeSpan.FromHours(1));
        }

        var figures = ledger.Figures;
        var expected = (figures.MostBytes - figures.UsedBytes) / (figures.UsedBytes / 3.0);
        Assert.InRange(ledger.HoursLeft!.Value, expected * 0.8, expected * 1.2);
        Assert.Equal(Wellness.Degraded, ledger.Now.Wellness);
        Assert.Contains("hours at this kiosk's rate", ledger.Now.Message, StringComparison.Ordinal);

        // What was delivered makes room.
        await DeliverAsync(ledger, [.. Enumerable.Range(1, 300)]);
        Assert.Equal(Wellness.Ok, ledger.Now.Wellness);
        Assert.True(ledger.HoursLeft > expected);
    }

    // What the writer has in hand while an hour is leapt over would have taken that hour. Between two pieces of work it
    // is idle for a moment only.
    private static async Task IdleAsync(Ledger ledger)
    {
        for (var idle = 0; idle < 20; idle = ledger.StuckFor > TimeSpan.Zero ? 0 : idle + 1)
            await Task.Delay(1, TestContext.Current.CancellationToken);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>A wall clock that goes wrong; time that passes is that of the other.</summary>
    private sealed class ShiftedTime(TimeProvider time, Func<TimeSpan> ahead) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + ahead();

        public override long GetTimestamp() => time.GetTimestamp();

        public override long TimestampFrequency => time.TimestampFrequency;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan due, TimeSpan period) =>
            time.CreateTimer(callback, state, due, period);
    }

    private string File => _folder.File(LedgerFile.Name);

    private Ledger Open(string whenFull = RecordingOptions.RefuseNew) => new(
        _folder.Path,
        new RecordingOptions { MaxSize = Small, WhenFull = whenFull },
        new KioskClock(_time, TimeZoneInfo.Utc, () => _isSynchronised),
        NullLogger.Instance);

    private Ledger Open(Func<TimeSpan> ahead) => new(
        _folder.Path,
        new RecordingOptions { MaxSize = Small },
        new KioskClock(new ShiftedTime(_time, ahead), TimeZoneInfo.Utc, () => true),
        NullLogger.Instance);

    private static async Task<long[]> AppendAsync(Ledger ledger, int count)
    {
        var kept = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => ledger.AppendAsync(Samples.Sighting())));
        return [.. kept.Select(one => Assert.IsType<Recorded.Kept>(one).Seq)];
    }

    private static async Task<long> FillAsync(Ledger ledger)
    {
        for (var kept = 0L; ;)
        {
            var answers = await Task.WhenAll(
                Enumerable.Range(0, 50).Select(_ => ledger.AppendAsync(Samples.Sighting())));
            kept = answers.OfType<Recorded.Kept>().Select(one => one.Seq).Append(kept).Max();
            if (answers.OfType<Recorded.Failed>().Any())
                return kept;
            Assert.InRange(kept, 1, 3000);
        }
    }

    private static Task DeliverAsync(Ledger ledger, IEnumerable<int> rows) =>
        SettleAsync(ledger, rows.Select(seq => (long)seq), LedgerState.Delivered);

    private static Task DeliverAsync(Ledger ledger, IEnumerable<long> rows) =>
        SettleAsync(ledger, rows, LedgerState.Delivered);

    private static Task SettleAsync(Ledger ledger, IEnumerable<long> rows, LedgerState state) => ledger.SettleAsync(
        SettledRange.Of(rows.Select(seq => new LedgerRow(ledger.Epoch, seq, [], LedgerState.Pending)), state));
}
