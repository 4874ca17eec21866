using DaNangTrace.Edge.Kiosk.Health;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Kiosk.Tracing.Fetching;
using DaNangTrace.Edge.Kiosk.Tracing.Packs;

namespace DaNangTrace.Edge.Kiosk.Tests.Health;

/// <summary>What <c>/health</c> says of announced packs.</summary>
public sealed class PackReportTests
{
    private static readonly Condition.State Well = new(Wellness.Ok, Samples.Noon, "60 products, version 17");

    private static readonly PackStanding Nothing = new("full", null, null, null, null, null);

    [Fact]
    public void Where_nothing_was_announced_nothing_is_said() => Assert.Equal(Well, PackReport.Behind(Well, Nothing));

    [Fact]
    public void What_waits_is_no_trouble() => Assert.Equal(
        Well with { Message = "60 products, version 17; pack 18 waits for a quiet minute" },
        PackReport.Behind(Well, Nothing with { Waiting = 18, Stage = "waits for a quiet minute" }));

    [Fact]
    public void What_failed_and_what_was_refused_is()
    {
        var began = Samples.Noon.AddHours(2);
        var failed = Nothing with
        {
            Waiting = 18,
            Stage = "is tried again",
            Trouble = new PackTrouble(PackTrouble.Failed, "nobody there", began),
        };
        var at = Samples.Noon.AddHours(1);
        var refused = new PackStanding(
            "recall", null, null, null, null,
            new RefusedPack(null, new PackRefusal(PackFault.OtherKey, "it names another key"), at));

        Assert.Equal(
            new Condition.State(
                Wellness.Degraded, at,
                "60 products, version 17; pack 18 is tried again (nobody there); the announced recall list was "
                + "refused: it names another key"),
            PackReport.Behind(Well, failed, refused));
        Assert.Equal(at, PackReport.Behind(Well, refused).Since);
        Assert.Equal(began, PackReport.Behind(Well, failed).Since);
    }

    [Fact]
    public void What_is_worse_without_packs_is_so_since_then()
    {
        var old = Well with { Wellness = Wellness.Degraded };
        var failed = Nothing with { Trouble = new PackTrouble(PackTrouble.NotJudged, "no", Samples.Noon.AddHours(1)) };

        Assert.Equal(old with { Message = "60 products, version 17; no" }, PackReport.Behind(old, failed));
    }

    [Fact]
    public void What_came_by_itself_is_told_with_its_time() => Assert.Equal(
        Well with { Message = "60 products, version 17; pack 17 came by itself at 2026-11-29 08:31" },
        PackReport.Behind(Well, Nothing with
        {
            Taken = new ArrivedPack(17, new DateTimeOffset(2026, 11, 29, 8, 31, 0, TimeSpan.FromHours(7))),
        }));

    [Fact]
    public void What_a_server_has_wrong_is_said_once()
    {
        var refusal = new PackRefusal(PackFault.NotGzip, "it does not unpack");

        Assert.Equal(
            "60 products, version 17; pack 18 is tried again (it does not unpack)",
            PackReport.Behind(Well, Nothing with
            {
                Waiting = 18,
                Stage = "is tried again",
                Trouble = new PackTrouble("notGzip", refusal.Message, Samples.Noon),
                Refused = new RefusedPack(18, refusal, Samples.Noon),
            }).Message);
    }

    [Fact]
    public void What_lacks_nothing_is_told_and_no_trouble()
    {
        var older = Nothing with
        {
            Refused = new RefusedPack(16, new PackRefusal(PackFault.Older, "a newer one was taken"), Samples.Noon)
            {
                IsTrouble = false,
            },
        };

        Assert.Equal(
            Well with { Message = "60 products, version 17; the announced pack 16 was refused: a newer one was taken" },
            PackReport.Behind(Well, older));
    }
}
