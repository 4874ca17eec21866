using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Tracing.Fetching;

namespace DaNangTrace.Edge.Kiosk.Tests.Tracing.Fetching;

/// <summary>When announced packs are fetched, and what is made of those that should not be.</summary>
public sealed partial class PackErrandTests : IDisposable
{
    // The clock leaps ahead of the loop by some steps.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(10);

    // So little at a time that a busy machine does its work within the clock's few seconds.
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    private readonly IntakePlace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Without_any_catalog_of_the_citys_nothing_is_waited_for()
    {
        _place.IsUrgent = true;
        _place.Start();
        _place.Scan();

        _place.Announce(_place.Place.Pack(17));

        await Wait.UntilAsync(() => _place.Catalog.Standing.Taken is not null, "taken");
        Assert.Equal([(new Uri(IntakePlace.Source + "17/"), TimeSpan.Zero, 17L)], _place.Asked);
        Assert.Equal(
            new PackStanding("full", null, null, null, new ArrivedPack(17, Samples.Noon), null),
            _place.Catalog.Standing);
        await Wait.UntilAsync(() => _place.Log.Lines.Count >= 2, "it is told");
        Assert.Equal(2, _place.Log.Lines.Count);
    }

    [Fact]
    public async Task A_citys_kiosks_do_not_come_at_once()
    {
        var times = new List<TimeSpan>();
        for (var seed = 1; seed <= 12; seed++)
        {
            using var place = new IntakePlace(seed);
            place.Start();
            place.Announce(place.Place.Pack(17));
            await place.PassAsync(() => place.Asked.Count > 0, $"the fetch of seed {seed}", TimeSpan.FromSeconds(5));
            times.Add(place.Asked[0].At);
        }

        Assert.All(times, time => Assert.InRange(
            time, TimeSpan.Zero, PackTiming.Catalog.MostJitter + Slack));
        Assert.True(times.Max() - times.Min() > TimeSpan.FromMinutes(5), string.Join(", ", times));
    }

    [Fact]
    public async Task A_recall_waits_for_a_second_at_most_also_while_shoppers_scan()
    {
        _place.Start();
        _place.Scan();
        _place.Announce(_place.Place.RecallPack(3));

        await _place.PassAsync(() => _place.Asked.Count > 0, "the fetch", Step);

        Assert.InRange(_place.Asked[0].At, TimeSpan.Zero, TimeSpan.FromSeconds(4));
        Assert.InRange(PackTiming.Recalls.MostJitter, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task While_shoppers_scan_a_catalog_waits_and_two_quiet_minutes_later_it_comes()
    {
        _place.Start();
        _place.Announce(_place.Place.Pack(17));
        var end = Samples.Noon + TimeSpan.FromHours(2);
        while (_place.Time.GetUtcNow() < end)
        {
            _place.Scan();
            await _place.PassAsync(TimeSpan.FromSeconds(60));
        }
        Assert.Empty(_place.Asked);
        Assert.Equal((17L, "waits for a quiet minute"), (
            _place.Catalog.Standing.Waiting!.Value, _place.Catalog.Standing.Stage));

        await _place.PassAsync(() => _place.Asked.Count > 0, "the fetch");

        Assert.InRange(
            _place.Asked[0].At, TimeSpan.FromHours(2) + QuietMinutes.Length - TimeSpan.FromMinutes(1),
            TimeSpan.FromHours(2) + QuietMinutes.Length + Slack);
    }

    [Fact]
    public async Task Shoppers_hold_a_catalog_off_for_six_hours_at_most()
    {
        _place.Start();
        _place.Announce(_place.Place.Pack(17));

        await _place.PassAsync(
            () =>
            {
                _place.Scan();
                return _place.Asked.Count > 0;
            },
            "the fetch", TimeSpan.FromSeconds(30));

        Assert.InRange(_place.Asked[0].At, PackTiming.MostPostponed, PackTiming.MostPostponed + (2 * Slack));
    }

    [Fact]
    public async Task A_newer_one_takes_the_place_of_one_that_waits_and_an_older_or_wrong_one_does_not()
    {
        _place.Start();
        _place.Announce(_place.Place.Pack(17));
        await WaitingAsync(17);
        _place.Announce(_place.Place.Pack(18), IntakePlace.Source + "18/");
        await WaitingAsync(18);
        _place.Announce(_place.Place.Pack(16), IntakePlace.Source + "16/");
        using var stranger = System.Security.Cryptography.ECDsa.Create(
            System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        _place.Announce(new TestPack(stranger) { Version = 99 }.Write(), IntakePlace.Source + "99/");
        await Wait.UntilAsync(() => _place.Catalog.Standing.Refused is not null, "the stranger's was refused");
        Assert.Equal(18, _place.Catalog.Standing.Waiting);

        await _place.PassAsync(() => _place.Catalog.Standing.Taken is not null, "taken");

        Assert.Equal([18L], _place.Asked.Select(one => one.Version));
        Assert.Equal(new Uri(IntakePlace.Source + "18/"), _place.Asked[0].Address);
    }

    [Fact]
    public async Task A_newer_one_does_not_wait_for_a_server_that_stands_still_with_an_older_one()
    {
        _place.StandsStillFor = 3;
        _place.Start();
        _place.Announce(_place.Place.RecallPack(3));
        await _place.PassAsync(() => _place.Asked.Count == 1, "the first", Step);
        var began = _place.Time.GetUtcNow();

        _place.Announce(_place.Place.RecallPack(2));
        _place.Announce(_place.Place.RecallPack(4));

        await _place.PassAsync(
            () => _place.Recalls.Standing.Taken is not null, "taken", Step);
        Assert.Equal([3L, 4L], _place.Asked.Select(one => one.Version));
        Assert.InRange(_place.Time.GetUtcNow() - began, TimeSpan.Zero, TimeSpan.FromSeconds(4));
    }

    [Fact]
    public async Task Each_day_another_one_holds_none_off_for_longer_than_six_hours()
    {
        _place.Start();
        _place.Announce(_place.Place.Pack(17));
        await WaitingAsync(17);
        await PassInARushAsync(() => _place.Time.GetUtcNow() >= Samples.Noon + TimeSpan.FromHours(4));

        _place.Announce(_place.Place.Pack(18), IntakePlace.Source + "18/");
        await PassInARushAsync(() => _place.Asked.Count > 0);

        Assert.Equal(18, _place.Asked[0].Version);
        Assert.InRange(_place.Asked[0].At, PackTiming.MostPostponed, PackTiming.MostPostponed + (2 * Slack));
    }

    [Fact]
    public void A_start_in_a_rush_is_no_quiet_minute()
    {
        var quiet = new QuietMinutes(() => 0, _place.Time);
        Assert.False(quiet.Are());
        _place.Time.Advance(QuietMinutes.Length);
        Assert.True(quiet.Are());
    }

    [Fact]
    public async Task What_a_technician_took_meanwhile_is_not_fetched()
    {
        _place.Start();
        var pack = _place.Place.Pack(17);
        var notice = _place.Announce(pack);
        await WaitingAsync(17);
        _place.Place.Taken(pack);
        _place.Intake.Offer("full", notice);

        await Wait.UntilAsync(() => _place.Catalog.Standing.Waiting is null, "nothing waits");

        await _place.PassAsync(TimeSpan.FromHours(1));
        Assert.Empty(_place.Asked);
    }

    [Fact]
    public async Task A_stop_takes_no_processor_while_what_was_begun_ends()
    {
        _place.IsUrgent = true;
        var ended = new TaskCompletionSource<PackTaking>(TaskCreationOptions.RunContinuationsAsynchronously);
        _place.Slow = ended.Task;
        using var stop = new CancellationTokenSource();
        // All that the errand does is done by one at a time: what spins lets no other begin.
        var one = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
        var running = Task.Factory.StartNew(
            () => _place.Catalog.RunAsync(stop.Token), CancellationToken.None, TaskCreationOptions.None, one).Unwrap();
        _place.Announce(_place.Place.Pack(17));
        await Wait.UntilAsync(() => _place.Asked.Count == 1, "what was begun");

        await stop.CancelAsync();
        await Task.Delay(100, TestContext.Current.CancellationToken);
        var probe = Task.Factory.StartNew(() => { }, CancellationToken.None, TaskCreationOptions.None, one);
        var first = await Task.WhenAny(probe, Task.Delay(3000, TestContext.Current.CancellationToken));

        ended.SetResult(new PackTaking.Failed("it was stopped"));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => running.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken));
        Assert.Same(probe, first);
    }

    [Fact]
    public async Task A_list_that_does_not_come_to_its_end_is_given_up_so_that_it_is_tried_again()
    {
        _place.StandsStillFor = 3;
        _place.Start();
        _place.Announce(_place.Place.RecallPack(3));

        await _place.PassAsync(() => _place.Asked.Count == 2, "another attempt", 2 * Step);

        Assert.InRange(
            _place.Asked[1].At - _place.Asked[0].At, PackTiming.Recalls.LongestAttempt,
            PackTiming.Recalls.LongestAttempt + PackTiming.Recalls.FirstPause + TimeSpan.FromSeconds(4));
        Assert.Equal("it did not come to its end within 15 s", _place.Recalls.Standing.Trouble!.Words);
    }

    private Task PassInARushAsync(Func<bool> happened) => _place.PassAsync(
        () =>
        {
            _place.Scan();
            return happened();
        },
        "the rush's end", TimeSpan.FromSeconds(30));

    private Task WaitingAsync(long version) =>
        Wait.UntilAsync(() => _place.Catalog.Standing.Waiting == version, $"{version} waits");
}
