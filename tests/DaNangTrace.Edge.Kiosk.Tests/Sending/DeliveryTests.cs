using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Sending;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DaNangTrace.Edge.Kiosk.Tests.Sending;

/// <summary>What goes over one link, in which order, how much at once, and when the link is given up.</summary>
public sealed class DeliveryTests : IAsyncLifetime
{
    private const int KeepAlive = 30;
    private const int Backlog = 400;

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = Samples.Time();
    private readonly FakeUplink _city = new() { Window = 2, MostBytes = 8000 };
    private readonly Ledger _ledger;
    private readonly Uplink _uplink;

    public DeliveryTests()
    {
        _ledger = new Ledger(_folder.Path, new RecordingOptions(), Samples.Clock(_time), NullLogger.Instance);
        _uplink = new Uplink(
            _ledger, _city, new SendingOptions { Batch = 5, KeepAliveSeconds = KeepAlive }, _time,
            NullLogger<Uplink>.Instance);
    }

    [Fact]
    public async Task Live_sightings_go_in_turn_with_the_backlog_and_each_stream_in_its_order()
    {
        await AppendAsync(Backlog);
        var gate = new TaskCompletionSource();
        _city.Pause = gate.Task;
        // Behind whatever the loop asks the ledger for: what was appended is read long before the backlog is sent.
        _city.Pace = () => _ledger.WhileItStandsAsync(() => { });
        await StartAsync();
        await Wait.UntilAsync(() => _city.OnTheirWay == 2, "the backlog is on its way");
        await AppendAsync(20);

        gate.SetResult();
        await DrainAsync();

        var seqs = _city.Messages.Select(message => message.Select(one => one.Seq).ToList()).ToList();
        Assert.Equal(Backlog + 20, seqs.Sum(message => message.Count));
        Assert.All(
            seqs, message => Assert.True(message[^1] <= Backlog || message[0] > Backlog, "one stream a message"));
        var isLive = seqs.Select(message => message[0] > Backlog).ToList();
        // Two messages were on their way already; from then on no two live ones go in a row, and the backlog is last.
        Assert.Equal([false, false], isLive.Take(2));
        Assert.False(isLive[^1], "the live ones overtook the backlog");
        Assert.DoesNotContain(
            true, isLive.Zip(isLive.Skip(1)).Select(pair => pair is { First: true, Second: true }));
        Assert.Equal(Enumerable.Range(1, Backlog), Stream(seqs, live: false));
        Assert.Equal(Enumerable.Range(Backlog + 1, 20), Stream(seqs, live: true));
    }

    [Fact]
    public async Task Never_more_messages_are_on_their_way_than_the_broker_takes_and_none_is_larger()
    {
        await AppendAsync(200);
        var gate = new TaskCompletionSource();
        _city.Pause = gate.Task;
        await StartAsync();
        await Wait.UntilAsync(() => _city.OnTheirWay == 2, "the window is full");
        gate.SetResult();
        await DrainAsync();

        Assert.Equal(2, _city.MostOnTheirWay);
        Assert.InRange(_city.LargestBytes, 2000, 8000);
        Assert.All(_city.Messages, message => Assert.InRange(message.Count, 1, 5));
        Assert.Contains(_city.Messages, message => message.Count == 5);
    }

    [Fact]
    public async Task A_sighting_that_is_recorded_now_goes_alone_and_as_it_is_stored()
    {
        await StartAsync();
        await Wait.UntilAsync(() => _uplink.Now.Wellness == Wellness.Ok, "the link is up");
        for (var i = 0; i < 3; i++)
        {
            await AppendAsync(1);
            await DrainAsync();
        }

        Assert.Equal([1, 1, 1], _city.Messages.Select(message => message.Count));
        Assert.Equal(
            LedgerCheck.Rows(_folder.File(LedgerFile.Name)).Max(row => row.Bytes.Length), _city.LargestBytes);
    }

    [Fact]
    public async Task What_is_refused_is_found_among_its_company_kept_with_the_reason_and_sent_once_more_on_request()
    {
        var isForbidden = true;
        _city.Judge = seqs => isForbidden && seqs.Contains(3)
            ? new Verdict.Refused("NotAuthorized, 0x87")
            : new Verdict.Delivered();
        await AppendAsync(9);
        await StartAsync();
        await DrainAsync();

        Assert.Equal([1, 2, 4, 5, 6, 7, 8, 9], _city.Arrived.Order());
        Assert.Equal(1, _ledger.Figures.Refused);
        Assert.Contains("ledger refused list", _uplink.Now.Message, StringComparison.Ordinal);
        await Wait.UntilAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return RefusedRows.Of(_folder.File(LedgerFile.Name))
                    is [{ First: 3, Last: 3, Reason: "NotAuthorized, 0x87" }];
            },
            "the reason stands in the file");

        isForbidden = false;
        Assert.Equal(1, RefusedRows.Retry(_folder.File(LedgerFile.Name), 1, long.MaxValue));
        await Wait.UntilAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(1));
                return _city.Arrived.Contains(3);
            },
            "the refused one arrives");
        await DrainAsync();
        Assert.Equal((0, 9), (_ledger.Figures.Refused, _city.Arrived.Count));
        Assert.Equal(Wellness.Ok, _uplink.Now.Wellness);
    }

    [Fact]
    public async Task What_the_broker_never_takes_while_it_takes_others_holds_them_up_no_longer_than_a_few_links()
    {
        _city.Judge = seqs => seqs.Contains(3)
            ? new Verdict.Postponed("ImplementationSpecificError, 0x83", "not now")
            : new Verdict.Delivered();
        await AppendAsync(19);
        await StartAsync();
        await AdvanceUntilAsync(() => _city.Arrived.Count == 18 && _city.Sessions.Count > 1);
        await AppendAsync(1);
        await AdvanceUntilAsync(() => _ledger.Pending == 0);

        Assert.Equal(Enumerable.Range(1, 20).Where(seq => seq != 3), _city.Arrived.Order().Select(seq => (int)seq));
        Assert.Equal(1, _ledger.Figures.Refused);
    }

    [Fact]
    public async Task A_broker_that_takes_nothing_now_is_asked_again_and_nothing_is_set_apart()
    {
        var isBusy = true;
        _city.Judge = _ => isBusy
            ? new Verdict.Postponed("UnspecifiedError, 0x80", "not now")
            : new Verdict.Delivered();
        await AppendAsync(7);
        await StartAsync();
        await AdvanceUntilAsync(() => _city.Sessions.Count >= 6);

        isBusy = false;
        await AdvanceUntilAsync(() => _ledger.Pending == 0);

        Assert.Equal((0, 7), (_ledger.Figures.Refused, _city.Arrived.Distinct().Count()));
    }

    [Fact]
    public async Task A_receipt_that_does_not_arrive_holds_up_no_sighting()
    {
        _city.JudgeAnswer = _ => new Verdict.Unreachable("cut");
        Assert.True(_uplink.Orders.TryAdd(new CityAnswer("fleet-1", [1], null), isOrder: true));
        await AppendAsync(6);
        await StartAsync();

        await AdvanceUntilAsync(() => _ledger.Pending == 0);

        Assert.Equal(6, _city.Arrived.Count);
        Assert.Equal(3, _city.Answers.Count);
    }

    [Fact]
    public async Task A_broker_that_acknowledges_nothing_is_given_up_within_half_a_keep_alive()
    {
        _city.Pause = new TaskCompletionSource().Task;
        await AppendAsync(1);
        await StartAsync();
        await Wait.UntilAsync(() => _city.OnTheirWay == 1, "a sighting is on its way");

        var waited = await AdvanceUntilAsync(() => _city.Sessions.Count > 1, step: 0.1);

        // And the wait before another attempt: a second at most.
        Assert.InRange(waited.TotalSeconds, (0.4 * KeepAlive) - 1, (0.5 * KeepAlive) + 2);
        Assert.Equal(1, _ledger.Pending);
    }

    [Fact]
    public async Task A_broker_that_stands_still_while_nothing_is_sent_is_noticed_within_one_and_a_half_keep_alives()
    {
        await StartAsync();
        await Wait.UntilAsync(() => _uplink.Now.Wellness == Wellness.Ok, "the link is up");
        _city.IsAlive = false;

        var waited = await AdvanceUntilAsync(() => _uplink.Now.Wellness == Wellness.Degraded, step: 0.1);

        Assert.InRange(waited.TotalSeconds, (0.9 * KeepAlive) - 1, (1.1 * KeepAlive) + 1);
        Assert.Contains("does not answer", _uplink.Now.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Renewed_files_are_taken_up_at_once_and_without_a_restart()
    {
        await StartAsync();
        await Wait.UntilAsync(() => _uplink.Now.Wellness == Wellness.Ok, "the link is up");

        _city.AreFilesNew = true;
        await AdvanceUntilAsync(() => _city.Sessions.Count == 2);
        await Wait.UntilAsync(() => _uplink.Now.Wellness == Wellness.Ok, "the link is up again");
    }

    [Theory]
    [InlineData(29, "expires on 2026-12-23")]
    [InlineData(-1, "expired on 2026-11-23")]
    [InlineData(31, null)]
    public void A_certificate_that_expires_is_told_thirty_days_ahead(int days, string? told)
    {
        _city.Files = new LinkFilesState(Samples.Noon.AddDays(days), null);

        if (told is null)
            Assert.DoesNotContain("certificate", _uplink.Now.Message, StringComparison.Ordinal);
        else
            Assert.Contains(told, _uplink.Now.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_that_breaks_at_once_has_not_held_and_attempts_grow_rare()
    {
        await StartAsync();
        for (var second = 0; second < 600; second++)
        {
            _city.Break("cut");
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(2, TestContext.Current.CancellationToken);
        }
        // With a wait of half a second on average there would be hundreds.
        Assert.InRange(_city.Sessions.Count, 8, 80);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _uplink.StopAsync(CancellationToken.None);
        _uplink.Dispose();
        await _ledger.DisposeAsync();
        _folder.Dispose();
    }

    private static IEnumerable<int> Stream(List<List<long>> messages, bool live) =>
        messages.SelectMany(message => message).Where(seq => seq > Backlog == live).Select(seq => (int)seq);

    private Task StartAsync() => _uplink.StartAsync(TestContext.Current.CancellationToken);

    private Task DrainAsync() => Wait.UntilAsync(() => _ledger.Pending == 0, "all is settled");

    private async Task<TimeSpan> AdvanceUntilAsync(Func<bool> happened, double step = 0.5)
    {
        var from = _time.GetUtcNow();
        await Wait.UntilAsync(
            () =>
            {
                if (!happened())
                    _time.Advance(TimeSpan.FromSeconds(step));
                return happened();
            },
            "in time");
        return _time.GetUtcNow() - from;
    }

    private async Task AppendAsync(int count)
    {
        for (var i = 0; i < count; i++)
            await _ledger.AppendAsync(Samples.Sighting());
    }
}
