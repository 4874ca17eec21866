using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Sending;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DaNangTrace.Edge.Kiosk.Tests.Sending;

public sealed class UplinkTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = Samples.Time();
    private readonly FakeUplink _city = new();
    private readonly Ledger _ledger;
    private readonly Uplink _uplink;

    public UplinkTests()
    {
        _ledger = new Ledger(_folder.Path, new RecordingOptions(), Samples.Clock(_time), NullLogger.Instance);
        _uplink = new Uplink(_ledger, _city, new SendingOptions { Batch = 3 }, _time, NullLogger<Uplink>.Instance);
    }

    [Fact]
    public async Task What_was_recorded_before_the_link_and_after_it_arrives_once_each_stream_in_its_order()
    {
        await AppendAsync(25);
        await _uplink.StartAsync(TestContext.Current.CancellationToken);
        await Wait.UntilAsync(() => _uplink.Now.Wellness == Wellness.Ok, "the link is up");
        await AppendAsync(5);

        await Wait.UntilAsync(() => _ledger.Pending == 0, "all is delivered");

        // The later ones may go in turn with the earlier ones.
        Assert.Equal(Enumerable.Range(1, 25), _city.Arrived.Where(seq => seq <= 25).Select(seq => (int)seq));
        Assert.Equal(Enumerable.Range(26, 5), _city.Arrived.Where(seq => seq > 25).Select(seq => (int)seq));
        Assert.Equal(Wellness.Ok, _uplink.Now.Wellness);
    }

    [Fact]
    public async Task What_could_not_be_delivered_is_sent_again_from_the_oldest_on()
    {
        var broken = true;
        _city.Judge = seqs => broken && seqs[0] > 3 ? new Verdict.Unreachable("cut") : new Verdict.Delivered();
        await AppendAsync(8);
        await _uplink.StartAsync(TestContext.Current.CancellationToken);
        await Wait.UntilAsync(() => _uplink.Now.Message == "cut", "the trouble is told");
        Assert.Equal(5, _ledger.Pending);

        broken = false;
        await Wait.UntilAsync(DeliveredWhileTimePasses, "all is delivered");

        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], _city.Arrived);
        Assert.True(_city.Sessions.Zip(_city.Sessions.Skip(1)).All(pair => pair.First < pair.Second));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Links_that_are_cut_while_they_are_made_are_told_as_what_may_be_another_client(bool isCut)
    {
        (_city.Refusal, _city.IsCut) = ("the link broke while it was made", isCut);
        await _uplink.StartAsync(TestContext.Current.CancellationToken);

        await Wait.UntilAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return _city.Sessions.Count > 4;
            },
            "some links are made");

        Assert.Equal(isCut, _uplink.Now.Message.Contains("another client", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_broker_refuses_is_kept_apart_and_holds_up_nothing()
    {
        _city.Judge = seqs => seqs.Contains(2) ? new Verdict.Refused("NotAuthorized") : new Verdict.Delivered();
        await AppendAsync(4);
        await _uplink.StartAsync(TestContext.Current.CancellationToken);

        await Wait.UntilAsync(() => _ledger.Pending == 0, "all is settled");

        Assert.Equal([1, 3, 4], _city.Arrived);
        // Written when there is company on the way to the disk, or when some seconds have passed.
        await Wait.UntilAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return LedgerCheck.Rows(_folder.File(LedgerFile.Name), LedgerState.Refused)
                    .Select(row => row.Seq).SequenceEqual([2]);
            },
            "the verdict stands in the file");
    }

    [Fact]
    public async Task While_the_city_is_away_recording_goes_on_and_nothing_is_settled()
    {
        _city.Refusal = "away";
        await _uplink.StartAsync(TestContext.Current.CancellationToken);
        await AppendAsync(12);
        Assert.Equal((12, 0), (_ledger.Pending, _city.Arrived.Count));

        _city.Refusal = null;
        await Wait.UntilAsync(DeliveredWhileTimePasses, "all is delivered");

        Assert.Equal(12, _city.Arrived.Count);
    }

    [Fact]
    public async Task What_several_servers_fail_with_in_turn_is_logged_once_until_the_link_was_up()
    {
        var log = new LoggedLines();
        using var uplink = new Uplink(
            _ledger, _city, new SendingOptions(), _time, new LoggedLines<Uplink>(log));
        var attempts = 0;
        _city.Refuse = () => ++attempts > 40 ? null : attempts % 2 == 0 ? "first: away" : "second: busy";
        await uplink.StartAsync(TestContext.Current.CancellationToken);

        await Wait.UntilAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromMinutes(1));
                return uplink.Now.Wellness == Wellness.Ok;
            },
            "the link is up");

        Assert.Equal(2, log.Lines.Count(line => line.StartsWith("No link", StringComparison.Ordinal)));
        await uplink.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task What_is_refused_again_after_a_retry_is_logged_again_also_over_the_next_link()
    {
        var log = new LoggedLines();
        using var uplink = new Uplink(
            _ledger, _city, new SendingOptions(), _time, new LoggedLines<Uplink>(log));
        _city.Judge = seqs => seqs.Contains(2) ? new Verdict.Refused("NotAuthorized") : new Verdict.Delivered();
        await AppendAsync(3);
        await uplink.StartAsync(TestContext.Current.CancellationToken);
        await Wait.UntilAsync(() => _ledger.Pending == 0, "all is settled");

        _city.Refusal = "away";
        _city.Break("cut");
        await Wait.UntilAsync(() => uplink.Now.Message.StartsWith("cut", StringComparison.Ordinal), "the link is down");
        Assert.Equal(1, RefusedRows.Retry(_folder.File(LedgerFile.Name), 1, 3));
        Assert.Equal(1, await _ledger.TakeRetriesAsync());
        _city.Refusal = null;
        await Wait.UntilAsync(DeliveredWhileTimePasses, "it is refused again");

        Assert.Equal((1, 2), (_ledger.Figures.Refused, log.Lines.Count(line =>
            line.Contains("refused by the broker for good", StringComparison.Ordinal))));
        await uplink.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_ledger_that_can_not_be_opened_keeps_the_kiosk_from_nobody_and_is_delivered_once_it_can()
    {
        using var folder = new TempFolder();
        // In the place of the file.
        Directory.CreateDirectory(folder.File(LedgerFile.Name));
        await using var ledger = new Ledger(
            folder.Path, new RecordingOptions(), Samples.Clock(_time), NullLogger.Instance);
        using var uplink = new Uplink(ledger, _city, new SendingOptions(), _time, NullLogger<Uplink>.Instance);
        var kept = ledger.AppendAsync(Samples.Sighting());
        await uplink.StartAsync(TestContext.Current.CancellationToken);
        await Wait.UntilAsync(() => _city.Session?.Epoch == Guid.Empty, "the city hears of it");
        await Wait.UntilAsync(
            () => uplink.Now.Message.Contains("the ledger can't be read", StringComparison.Ordinal), "it is told");

        Directory.Delete(folder.File(LedgerFile.Name));
        await Wait.UntilAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return _city.Arrived.Count == 1;
            },
            "the sighting arrives");

        Assert.IsType<Recorded.Kept>(await kept);
        Assert.Equal(ledger.Epoch, _city.Session!.Epoch);
        await uplink.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_stop_takes_leave_of_the_city()
    {
        await _uplink.StartAsync(TestContext.Current.CancellationToken);
        await Wait.UntilAsync(() => _uplink.Now.Wellness == Wellness.Ok, "the link is up");

        await _uplink.StopAsync(TestContext.Current.CancellationToken);

        Assert.True(_city.HasLeft);
    }

    [Fact]
    public void Waiting_is_jittered_grows_to_a_minute_and_begins_anew_after_success()
    {
        var backoff = new Backoff(new Random(7));
        var waits = Enumerable.Range(0, 200).Select(_ => backoff.Next()).ToList();

        Assert.True(waits[0] <= TimeSpan.FromSeconds(1));
        Assert.All(waits, wait => Assert.InRange(wait, TimeSpan.Zero, TimeSpan.FromMinutes(1)));
        Assert.Contains(waits, wait => wait > TimeSpan.FromSeconds(50));
        Assert.True(waits.Skip(10).Distinct().Count() > 100);
        backoff.Reset();
        Assert.True(backoff.Next() <= TimeSpan.FromSeconds(1));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _uplink.StopAsync(CancellationToken.None);
        _uplink.Dispose();
        await _ledger.DisposeAsync();
        _folder.Dispose();
    }

    private bool DeliveredWhileTimePasses()
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        return _ledger.Pending == 0;
    }

    private async Task AppendAsync(int count)
    {
        for (var i = 0; i < count; i++)
            await _ledger.AppendAsync(Samples.Sighting());
    }
}
