using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Tracing.Fetching;
using DaNangTrace.Edge.Kiosk.Tracing.Packs;

namespace DaNangTrace.Edge.Kiosk.Tests.Tracing.Fetching;

/// <summary>When announced packs are fetched, and what is made of those that should not be.</summary>
public sealed class PackErrandTests : IDisposable
{
    // The clock leaps ahead of the loop by some steps.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(10);

    private readonly IntakePlace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task Without_any_catalog_of_the_citys_nothing_is_waited_for()
    {
        _place.IsUrgent = true;
        _place.Start();
        _place.Scan();

        _place.Announce(_place.Place.Pack(17));

        await Wait.UntilAsync(() => _place.Catalog.Standing.TakenAt is not null, "taken");
        Assert.Equal([(new Uri(IntakePlace.Source + "17/"), TimeSpan.Zero, 17L)], _place.Asked);
        Assert.Equal(
            new PackStanding("full", null, null, null, Samples.Noon, null), _place.Catalog.Standing);
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

        await _place.PassAsync(() => _place.Asked.Count > 0, "the fetch", TimeSpan.FromMilliseconds(100));

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

        await _place.PassAsync(() => _place.Catalog.Standing.TakenAt is not null, "taken");

        Assert.Equal([18L], _place.Asked.Select(one => one.Version));
        Assert.Equal(new Uri(IntakePlace.Source + "18/"), _place.Asked[0].Address);
    }

    [Fact]
    public async Task A_newer_one_does_not_wait_for_a_server_that_stands_still_with_an_older_one()
    {
        _place.StandsStillFor = 3;
        _place.Start();
        _place.Announce(_place.Place.RecallPack(3));
        await _place.PassAsync(() => _place.Asked.Count == 1, "the first", TimeSpan.FromMilliseconds(100));
        var began = _place.Time.GetUtcNow();

        _place.Announce(_place.Place.RecallPack(2));
        _place.Announce(_place.Place.RecallPack(4));

        await _place.PassAsync(
            () => _place.Recalls.Standing.TakenAt is not null, "taken", TimeSpan.FromMilliseconds(100));
        Assert.Equal([3L, 4L], _place.Asked.Select(one => one.Version));
        Assert.InRange(_place.Time.GetUtcNow() - began, TimeSpan.Zero, TimeSpan.FromSeconds(4));
    }

    [Fact]
    public async Task What_came_and_was_refused_is_not_fetched_again()
    {
        var refusal = new PackRefusal(PackFault.BadRecord, "line 7 is none");
        _place.Answer = () => new PackTaking.Refused(refusal);
        _place.Start();
        var notice = _place.Announce(_place.Place.RecallPack(3));
        await _place.PassAsync(() => _place.Recalls.Standing.Refused is not null, "refused");

        for (var n = 0; n < 5; n++)
        {
            _place.Intake.Offer("recall", notice);
            await _place.PassAsync(TimeSpan.FromMinutes(5));
        }

        Assert.Single(_place.Asked);
        Assert.Equal((3L, refusal, true, null), (
            _place.Recalls.Standing.Refused!.Version!.Value, _place.Recalls.Standing.Refused.Refusal,
            _place.Recalls.Standing.Refused.IsTrouble, _place.Recalls.Standing.Waiting));
        Assert.Equal(2, _place.Log.Lines.Count);
        // Another one is.
        _place.Answer = null;
        _place.Announce(_place.Place.RecallPack(4));
        await _place.PassAsync(() => _place.Recalls.Standing.TakenAt is not null, "taken");
        Assert.Null(_place.Recalls.Standing.Refused);
    }

    [Fact]
    public async Task A_fetch_that_fails_is_tried_again_with_pauses_that_grow_to_an_hour()
    {
        _place.IsUrgent = true;
        _place.Answer = () => new PackTaking.Failed("the line broke");
        _place.Start();
        _place.Announce(_place.Place.Pack(17));

        await _place.PassAsync(() => _place.Asked.Count == 10, "ten attempts", TimeSpan.FromSeconds(15));

        var pauses = _place.Asked.Zip(_place.Asked.Skip(1), (one, next) => next.At - one.At).ToArray();
        for (var n = 0; n < pauses.Length; n++)
        {
            var ceiling = TimeSpan.FromMinutes(Math.Min(60, Math.Pow(2, n)));
            Assert.InRange(pauses[n], ceiling / 2, ceiling + Slack);
        }
        Assert.Equal(("is tried again", "the line broke"), (
            _place.Catalog.Standing.Stage, _place.Catalog.Standing.Trouble));
        Assert.Single(_place.Log.Lines, line => line.Contains("the line broke", StringComparison.Ordinal));
        // And so it comes in the end.
        _place.Answer = null;
        await _place.PassAsync(() => _place.Catalog.Standing.TakenAt is not null, "taken");
        Assert.Null(_place.Catalog.Standing.Trouble);
    }

    [Theory]
    [InlineData(PackFault.Busy, false)]
    [InlineData(PackFault.NoRoom, true)]
    [InlineData(PackFault.Missing, true)]
    public async Task What_may_pass_is_tried_again(PackFault fault, bool isTold)
    {
        _place.IsUrgent = true;
        _place.Answer = () => new PackTaking.Refused(new PackRefusal(fault, "later"));
        _place.Start();
        _place.Announce(_place.Place.Pack(17));
        await _place.PassAsync(() => _place.Asked.Count == 3, "three attempts");
        Assert.Equal(isTold, _place.Catalog.Standing.Refused is not null);
        Assert.Equal(17, _place.Catalog.Standing.Waiting);

        _place.Answer = null;
        await _place.PassAsync(() => _place.Catalog.Standing.TakenAt is not null, "taken");

        Assert.Null(_place.Catalog.Standing.Refused);
    }

    [Fact]
    public async Task Where_the_server_has_another_one_it_is_asked_again()
    {
        _place.IsUrgent = true;
        _place.Answer = () => new PackTaking.Taken();
        _place.Start();
        _place.Announce(_place.Place.Pack(17));

        await _place.PassAsync(() => _place.Asked.Count == 2, "another attempt");

        Assert.Equal("the server has another version than 17", _place.Catalog.Standing.Trouble);
        Assert.Null(_place.Catalog.Standing.TakenAt);
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

    [Theory]
    [InlineData("https://elsewhere.example/17/", "full", PackFault.NotAllowed)]
    [InlineData("https://packs.example/hanoi/", "full", PackFault.NotAllowed)]
    [InlineData(IntakePlace.Source + "17/", "recall", PackFault.BadManifest)]
    public async Task What_is_wrong_before_anything_is_asked_is_refused(string url, string kind, PackFault fault)
    {
        _place.IsUrgent = true;
        _place.Start();

        _place.Announce(_place.Place.Pack(17), url, kind);

        var errand = kind == "full" ? _place.Catalog : _place.Recalls;
        await Wait.UntilAsync(() => errand.Standing.Refused is not null, "refused");
        Assert.Equal((17L, fault), (errand.Standing.Refused!.Version!.Value, errand.Standing.Refused.Refusal.Reason));
        Assert.True(errand.Standing.Refused.IsTrouble);
        await _place.PassAsync(TimeSpan.FromMinutes(5));
        Assert.Empty(_place.Asked);
    }

    [Fact]
    public async Task An_older_one_is_refused_and_is_no_trouble()
    {
        _place.Place.Taken(_place.Place.Pack(18));
        _place.Start();

        _place.Announce(_place.Place.Pack(17));

        await Wait.UntilAsync(() => _place.Catalog.Standing.Refused is not null, "refused");
        Assert.Equal((PackFault.Older, false), (
            _place.Catalog.Standing.Refused!.Refusal.Reason, _place.Catalog.Standing.Refused.IsTrouble));
    }

    [Fact]
    public async Task A_key_that_is_replaced_counts_without_a_restart_and_without_a_new_notice()
    {
        _place.IsUrgent = true;
        using var next = System.Security.Cryptography.ECDsa.Create(
            System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        _place.Start();
        _place.Announce(new TestPack(next) { Version = 17 }.Write());
        await Wait.UntilAsync(() => _place.Catalog.Standing.Refused is not null, "refused");
        Assert.Equal((null, PackFault.OtherKey), (
            _place.Catalog.Standing.Refused!.Version, _place.Catalog.Standing.Refused.Refusal.Reason));

        await File.WriteAllTextAsync(
            _place.Place.Options.Trust[0], next.ExportSubjectPublicKeyInfoPem(),
            TestContext.Current.CancellationToken);
        await _place.PassAsync(() => _place.Catalog.Standing.TakenAt is not null, "taken");

        Assert.Equal([17L], _place.Asked.Select(one => one.Version));
        Assert.Single(_place.Log.Lines, line => line.Contains("refused", StringComparison.Ordinal));
    }

    private Task WaitingAsync(long version) =>
        Wait.UntilAsync(() => _place.Catalog.Standing.Waiting == version, $"{version} waits");
}
