using System.Text;
using DaNangTrace.Edge.Kiosk.Commanding;
using DaNangTrace.Edge.Kiosk.Sending;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Tracing.Packs;
using DaNangTrace.Edge.Wire;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tests.Commanding;

/// <summary>What announces packs, and what does not.</summary>
public sealed class NoticeGateTests : IDisposable
{
    private readonly IntakePlace _place = new();
    private readonly LoggedLines _log = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task A_notice_goes_to_the_errand_of_its_kind()
    {
        _place.Start();
        using var pack = _place.Place.RecallPack(3);

        Gate().Take("recall", MessageOf(WireJson.ToBytes(IntakePlace.NoticeOf(pack))));

        await Wait.UntilAsync(() => _place.Recalls.Standing.Waiting == 3, "the list that waits");
        Assert.Null(_place.Catalog.Standing.Waiting);
        Assert.Empty(_log.Lines);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"v":1}""")]
    [InlineData("""{"v":2,"url":"https://a/","manifest":"AAAA","signature":"AAAA"}""")]
    [InlineData("""{"v":1,"url":"","manifest":"AAAA","signature":"AAAA"}""")]
    [InlineData("""{"v":1,"url":"https://a/","manifest":"","signature":"AAAA"}""")]
    [InlineData("""{"v":1,"url":"https://a/","manifest":"no base64!","signature":"AAAA"}""")]
    [InlineData("""{"v":1,"url":"https://a/","manifest":null,"signature":"AAAA"}""")]
    public void What_is_none_is_told_once_and_does_nothing(string payload)
    {
        var gate = Gate();
        for (var n = 0; n < 3; n++)
            gate.Take("recall", MessageOf(Encoding.UTF8.GetBytes(payload)));

        Assert.Single(_log.Lines);
        Assert.Null(_place.Recalls.Standing.Waiting);
        // It stands there until another announcement comes, or none is there.
        Assert.Equal(PackFault.NoNotice, _place.Recalls.Standing.Refused!.Refusal.Reason);
        var since = _place.Recalls.Standing.Refused.At;
        gate.Take("recall", MessageOf(Encoding.UTF8.GetBytes(payload)));
        Assert.Equal(since, _place.Recalls.Standing.Refused.At);
        gate.Take("recall", MessageOf([]));
        Assert.Null(_place.Recalls.Standing.Refused);
    }

    [Fact]
    public async Task What_is_none_stands_until_a_right_one_comes_and_what_nobody_kept_does_not()
    {
        _place.Start();
        using var pack = _place.Place.RecallPack(3);
        var gate = Gate();
        gate.Take("recall", new CityMessage(new CitySubject.Pack("recall"), [(byte)'{'], IsRetained: false));
        Assert.Null(_place.Recalls.Standing.Refused);

        gate.Take("recall", MessageOf([(byte)'{']));
        Assert.NotNull(_place.Recalls.Standing.Refused);
        gate.Take("recall", MessageOf(WireJson.ToBytes(IntakePlace.NoticeOf(pack))));
        await Wait.UntilAsync(() => _place.Recalls.Standing.Waiting == 3, "the list that waits");
        Assert.Null(_place.Recalls.Standing.Refused);
    }

    [Fact]
    public void What_is_too_large_is_none()
    {
        Assert.False(PackNotice.TryRead(
            WireJson.ToBytes(new PackNotice(1, "https://a/", new byte[PackLimit.MaxManifest + 1], [1])), out _, out _));
        Assert.False(PackNotice.TryRead(
            WireJson.ToBytes(new PackNotice(1, "https://a/", [1], new byte[PackLimit.MaxSignature + 1])), out _,
            out _));
        Assert.False(PackNotice.TryRead(
            WireJson.ToBytes(new PackNotice(1, new string('a', PackNotice.MaxUrl + 1), [1], [1])), out _, out _));
    }

    [Fact]
    public void A_message_that_was_taken_back_means_nothing()
    {
        Gate().Take("full", MessageOf([]));

        Assert.Empty(_log.Lines);
    }

    [Fact]
    public void One_that_is_too_large_for_a_message_is_told_and_not_taken_for_one_that_was_taken_back()
    {
        Gate().Take("full", MessageOf([]) with { IsTooLarge = true });

        Assert.Contains("more than 65536 bytes", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    private static CityMessage MessageOf(byte[] payload) => new(new CitySubject.Pack("recall"), payload, true);

    private NoticeGate Gate() => new(_place.Intake, new LoggedLines<NoticeGate>(_log));
}
