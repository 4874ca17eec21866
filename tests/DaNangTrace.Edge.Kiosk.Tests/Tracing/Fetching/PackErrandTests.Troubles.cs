using System.Security.Cryptography;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Tracing.Fetching;
using DaNangTrace.Edge.Kiosk.Tracing.Packs;

namespace DaNangTrace.Edge.Kiosk.Tests.Tracing.Fetching;

/// <content>Wrong notices, servers that have something else, and faults.</content>
public sealed partial class PackErrandTests
{
    [Theory]
    [InlineData(PackFault.Changed)]
    [InlineData(PackFault.WrongSize)]
    [InlineData(PackFault.NotGzip)]
    [InlineData(PackFault.Bomb)]
    [InlineData(PackFault.BadManifest)]
    [InlineData(PackFault.WrongSignature)]
    [InlineData(PackFault.NoSignature)]
    [InlineData(PackFault.OtherKey)]
    [InlineData(PackFault.NotYetValid)]
    [InlineData(PackFault.Older)]
    public async Task What_a_server_has_wrong_does_not_hold_a_warning_off(PackFault fault)
    {
        var refusal = new PackRefusal(fault, "a log-in page");
        _place.Answer = () => new PackTaking.Refused(refusal);
        _place.Start();
        _place.Announce(_place.Place.RecallPack(3));
        await _place.PassAsync(() => _place.Asked.Count == 10, "ten attempts", TimeSpan.FromSeconds(1));
        await Wait.UntilAsync(() => _place.Recalls.Standing.Stage == "is tried again", "the tenth is over");

        var pauses = _place.Asked.Zip(_place.Asked.Skip(1), (one, next) => next.At - one.At).ToArray();
        Assert.All(pauses, pause => Assert.InRange(
            pause, TimeSpan.FromSeconds(1), PackTiming.Recalls.LongestPause + TimeSpan.FromSeconds(30)));
        var standing = _place.Recalls.Standing;
        Assert.Equal((3L, refusal, true), (
            standing.Refused!.Version!.Value, standing.Refused.Refusal, standing.Refused.IsTrouble));
        Assert.Equal((3L, PackFaults.CodeOf(fault), refusal.Message), (
            standing.Waiting!.Value, standing.Trouble!.Code, standing.Trouble.Words));
        Assert.Equal(2, _place.Log.Lines.Count);

        _place.Answer = null;
        await _place.PassAsync(() => _place.Recalls.Standing.Taken is not null, "taken");

        Assert.Equal(new PackStanding("recall", null, null, null, _place.Recalls.Standing.Taken, null),
            _place.Recalls.Standing);
    }

    [Fact]
    public async Task What_was_signed_wrong_is_asked_for_with_the_longest_pauses()
    {
        _place.IsUrgent = true;
        _place.Answer = () => new PackTaking.Refused(new PackRefusal(PackFault.BadRecord, "line 7 is none"));
        _place.Start();
        _place.Announce(_place.Place.Pack(17));

        await _place.PassAsync(() => _place.Asked.Count == 3, "three attempts", TimeSpan.FromSeconds(30));

        Assert.All(
            _place.Asked.Zip(_place.Asked.Skip(1), (one, next) => next.At - one.At),
            pause => Assert.True(pause >= PackTiming.Catalog.LongestPause / 2, $"{pause}"));
    }

    [Fact]
    public async Task Where_a_technician_was_quicker_and_brought_a_newer_one_nothing_lacks()
    {
        _place.IsUrgent = true;
        _place.Answer = () =>
        {
            _place.Place.Taken(_place.Place.Pack(18));
            return new PackTaking.Refused(new PackRefusal(PackFault.Older, "a newer one was taken"));
        };
        _place.Start();
        _place.Announce(_place.Place.Pack(17));

        await Wait.UntilAsync(() => _place.Catalog.Standing.Refused is not null, "refused");
        await _place.PassAsync(TimeSpan.FromHours(2));

        Assert.Single(_place.Asked);
        Assert.Equal((PackFault.Older, false, null, null), (
            _place.Catalog.Standing.Refused!.Refusal.Reason, _place.Catalog.Standing.Refused.IsTrouble,
            _place.Catalog.Standing.Waiting, _place.Catalog.Standing.Trouble));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_address_that_was_corrected_takes_the_place_of_the_wrong_one(bool isUnderWay)
    {
        _place.StandsStillAt = isUnderWay ? new Uri(IntakePlace.Source + "wrong/") : null;
        _place.Answer = () => _place.Asked[^1].Address.AbsolutePath.Contains("wrong", StringComparison.Ordinal)
            ? new PackTaking.Refused(new PackRefusal(PackFault.Missing, "no such folder"))
            : null;
        _place.Start();
        var pack = _place.Place.RecallPack(3);
        _place.Announce(pack, IntakePlace.Source + "wrong/");
        await _place.PassAsync(() => _place.Asked.Count >= 1, "the first", Step);
        var began = _place.Time.GetUtcNow();

        _place.Announce(pack, IntakePlace.Source + "right/");
        await _place.PassAsync(
            () => _place.Recalls.Standing.Taken is not null, "taken", Step);

        Assert.Equal("/han/right/", _place.Asked[^1].Address.AbsolutePath);
        Assert.InRange(_place.Time.GetUtcNow() - began, TimeSpan.Zero, TimeSpan.FromSeconds(4));
    }

    [Fact]
    public async Task What_strangers_announce_at_once_displaces_no_right_one()
    {
        _place.IsUrgent = true;
        using var stranger = ECDsa.Create(
            ECCurve.NamedCurves.nistP256);
        using var theirs = new TestPack(stranger) { Version = 99 }.Write();
        var notice = IntakePlace.NoticeOf(theirs);

        _place.Announce(_place.Place.Pack(17));
        for (var n = 0; n < 5; n++)
            _place.Intake.Offer("full", notice);
        _place.Start();

        await Wait.UntilAsync(() => _place.Catalog.Standing.Taken is not null, "taken");
    }

    [Fact]
    public async Task One_that_a_new_key_makes_right_is_not_forgotten_for_another_that_is_wrong()
    {
        _place.IsUrgent = true;
        using var next = ECDsa.Create(
            ECCurve.NamedCurves.nistP256);
        using var stranger = ECDsa.Create(
            ECCurve.NamedCurves.nistP256);
        _place.Start();
        _place.Announce(new TestPack(next) { Version = 17 }.Write());
        _place.Announce(new TestPack(stranger) { Version = 16 }.Write());
        await Wait.UntilAsync(() => _place.Log.Lines.Count > 0, "refused");

        await File.WriteAllTextAsync(
            _place.Place.Options.Trust[0], next.ExportSubjectPublicKeyInfoPem(),
            TestContext.Current.CancellationToken);
        await _place.PassAsync(() => _place.Catalog.Standing.Taken is not null, "taken");

        Assert.Equal([17L], _place.Asked.Select(one => one.Version));
    }

    [Theory]
    [InlineData("full")]
    [InlineData("recall")]
    public async Task A_fault_of_either_way_ends_both(string kind)
    {
        _place.IsUrgent = true;
        _place.Answer = () => throw new InvalidOperationException("a mistake");
        _place.Start();
        _place.Announce(kind == "full" ? _place.Place.Pack(17) : _place.Place.RecallPack(3));

        await _place.PassAsync(() => _place.Running.IsCompleted, "the end", Step);

        Assert.Equal(
            "a mistake", (await Assert.ThrowsAsync<InvalidOperationException>(() => _place.Running)).Message);
    }

    [Fact]
    public async Task A_fetch_that_fails_is_tried_again_with_pauses_that_grow_to_an_hour()
    {
        _place.IsUrgent = true;
        _place.Answer = () => new PackTaking.Failed("the line broke");
        _place.Start();
        _place.Announce(_place.Place.Pack(17));

        await _place.PassAsync(() => _place.Asked.Count == 10, "ten attempts", TimeSpan.FromSeconds(15));
        await Wait.UntilAsync(() => _place.Catalog.Standing.Stage == "is tried again", "the tenth is over");

        var pauses = _place.Asked.Zip(_place.Asked.Skip(1), (one, next) => next.At - one.At).ToArray();
        for (var n = 0; n < pauses.Length; n++)
        {
            var ceiling = TimeSpan.FromMinutes(Math.Min(60, Math.Pow(2, n)));
            Assert.InRange(pauses[n], ceiling / 2, ceiling + Slack);
        }
        // Since the first of them.
        var standing = _place.Catalog.Standing;
        Assert.Equal(("is tried again", "failed", "the line broke"), (
            standing.Stage, standing.Trouble!.Code, standing.Trouble.Words));
        Assert.InRange(standing.Trouble.Since, Samples.Noon, Samples.Noon + Slack);
        Assert.Single(_place.Log.Lines, line => line.Contains("the line broke", StringComparison.Ordinal));
        // And so it comes in the end.
        _place.Answer = null;
        await _place.PassAsync(() => _place.Catalog.Standing.Taken is not null, "taken");
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
        await _place.PassAsync(() => _place.Catalog.Standing.Taken is not null, "taken");

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

        Assert.Equal(("otherVersion", "the server has another version than 17"), (
            _place.Catalog.Standing.Trouble!.Code, _place.Catalog.Standing.Trouble.Words));
        Assert.Null(_place.Catalog.Standing.Taken);
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
        using var next = ECDsa.Create(
            ECCurve.NamedCurves.nistP256);
        _place.Start();
        _place.Announce(new TestPack(next) { Version = 17 }.Write());
        await Wait.UntilAsync(() => _place.Catalog.Standing.Refused is not null, "refused");
        Assert.Equal((null, PackFault.OtherKey), (
            _place.Catalog.Standing.Refused!.Version, _place.Catalog.Standing.Refused.Refusal.Reason));

        await File.WriteAllTextAsync(
            _place.Place.Options.Trust[0], next.ExportSubjectPublicKeyInfoPem(),
            TestContext.Current.CancellationToken);
        await _place.PassAsync(() => _place.Catalog.Standing.Taken is not null, "taken");

        Assert.Equal([17L], _place.Asked.Select(one => one.Version));
        Assert.Single(_place.Log.Lines, line => line.Contains("refused", StringComparison.Ordinal));
    }
}
