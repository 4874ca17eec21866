using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DaNangTrace.Edge.Kiosk.Tests.Recording;

/// <summary>What becomes of delivered rows once the city says what it has committed.</summary>
public sealed class LedgerAckTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = Samples.Time();

    [Fact]
    public async Task Age_takes_only_what_the_city_has()
    {
        await using (var ledger = Open("512 MiB"))
        {
            for (var day = 0; day < 6; day++)
                await PassDayAsync(ledger);
            await ledger.AcknowledgeAsync(new LedgerPosition(ledger.Epoch, 30));
            for (var day = 0; day < 40; day++)
                await PassDayAsync(ledger);
            await Wait.UntilAsync(() => Oldest() == 31, "what the city has grew old");
        }

        // It is kept, also across a restart; and once there was one, none of an epoch means none of its rows.
        await using var again = Open("512 MiB");
        Assert.Equal([new LedgerPosition(again.Epoch, 30)], again.Figures.Acknowledged);
        for (var day = 0; day < 40; day++)
            await PassDayAsync(again);
        Assert.Equal(31, Oldest());
        Assert.Equal(0, again.Figures.PrunedUnacknowledged);

        await again.AcknowledgeAsync(new LedgerPosition(again.Epoch, 200));
        await Wait.UntilAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromHours(1));
                again.AppendAsync(Samples.Sighting()).GetAwaiter().GetResult();
                return Oldest() == 201;
            },
            "the rest grows old");
        Assert.Null(LedgerCheck.Verify(File).Fault);
    }

    [Fact]
    public async Task A_full_ledger_gives_up_what_the_city_has_first_then_counts_what_it_has_not_and_no_pending_row()
    {
        await using var ledger = Open("3 MiB");
        await AppendAsync(ledger, 100);
        await DeliverAsync(ledger, 101, await AppendAsync(ledger, 200));
        await ledger.AcknowledgeAsync(new LedgerPosition(ledger.Epoch, 250));
        while (ledger.Figures.PrunedUnacknowledged == 0)
        {
            var first = ledger.LastSeq + 1;
            await DeliverAsync(ledger, first, await AppendAsync(ledger, 100));
            Assert.InRange(ledger.LastSeq, 1, 5000);
        }

        Assert.Equal((100, 0, 0), (ledger.Pending, ledger.Figures.Gone, ledger.NotRecorded));
        var left = LedgerCheck.Rows(File).Select(row => row.Seq).ToList();
        Assert.Equal(Enumerable.Range(1, 100).Select(seq => (long)seq), left.Take(100));
        Assert.Equal(250 + ledger.Figures.PrunedUnacknowledged + 1, left[100]);
        Assert.Null(LedgerCheck.Verify(File).Fault);
        var counted = ledger.Figures.PrunedUnacknowledged;
        await ledger.DisposeAsync();
        await using var again = Open("3 MiB");
        Assert.Equal(counted, again.Figures.PrunedUnacknowledged);
    }

    [Fact]
    public async Task Refused_rows_that_had_to_make_room_are_not_sent_once_more()
    {
        await using var ledger = Open("3 MiB");
        await AppendAsync(ledger, 300);
        await ledger.SettleAsync([new SettledRange(ledger.Epoch, 1, 300, LedgerState.Refused, "forbidden")]);
        while (Oldest() == 1)
            await AppendAsync(ledger, 1);
        var oldest = Oldest();
        var refused = Assert.Single(RefusedRows.Of(File));
        Assert.Equal(("forbidden", false), (refused.Reason, refused.IsRetried));

        var wanted = RefusedRows.Retry(File, 1, long.MaxValue);
        Assert.True(Assert.Single(RefusedRows.Of(File)).IsRetried);
        await ledger.TakeRetriesAsync();
        Assert.Empty(RefusedRows.Of(File));

        Assert.Equal(300 - oldest + 1, wanted);
        Assert.Equal(oldest, (await ledger.TakeUndeliveredAsync(1))[0].Seq);
        Assert.Equal(ledger.LastSeq - oldest + 1, ledger.Pending);
        Assert.Equal(0, await ledger.TakeRetriesAsync());
    }

    public void Dispose() => _folder.Dispose();

    private string File => _folder.File(LedgerFile.Name);

    private long Oldest() => LedgerCheck.Rows(File).First().Seq;

    private async Task PassDayAsync(Ledger ledger)
    {
        var first = ledger.LastSeq + 1;
        await DeliverAsync(ledger, first, await AppendAsync(ledger, 5));
        _time.Advance(TimeSpan.FromHours(12));
        await ledger.TakeUndeliveredAsync(1);
        _time.Advance(TimeSpan.FromHours(12));
    }

    private Ledger Open(string maxSize) => new(
        _folder.Path, new RecordingOptions { MaxSize = maxSize, Retention = TimeSpan.FromDays(10) },
        new KioskClock(_time, TimeZoneInfo.Utc, () => true), NullLogger.Instance);

    private static async Task<long> AppendAsync(Ledger ledger, int count)
    {
        await Task.WhenAll(Enumerable.Range(0, count).Select(_ => ledger.AppendAsync(Samples.Sighting())));
        return ledger.LastSeq;
    }

    private static Task DeliverAsync(Ledger ledger, long first, long last) =>
        ledger.SettleAsync([new SettledRange(ledger.Epoch, first, last, LedgerState.Delivered)]);
}
