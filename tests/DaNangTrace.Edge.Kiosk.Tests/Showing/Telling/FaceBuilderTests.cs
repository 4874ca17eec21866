using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Showing.Telling;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tests.Showing.Telling;

public sealed class FaceBuilderTests
{
    private static readonly DateTimeOffset At = SpokenSamples.At;

    [Fact]
    public void A_registered_product_is_told_by_weight()
    {
        var face = FaceBuilder.Of(SpokenSamples.Known, "en");

        Assert.Equal((Sign.Known, "Registered", "No warnings found"), (face.Sign, face.Word, face.Action));
        Assert.Equal(
            [
                FacePart.Name, FacePart.Translation, FacePart.Place, FacePart.Grade, FacePart.Maker, FacePart.Grade,
                FacePart.Day, FacePart.Day,
            ],
            face.Lines.Select(line => line.Part));
        // As it stands on the pack, then what it means.
        Assert.Equal(["Nước mắm Nam Ô", "Nam O fish sauce"], face.Lines.Take(2).Select(line => line.Text));
        Assert.Equal(("Updated 1 hour ago", false), (face.Fresh, face.IsAged));
    }

    [Fact]
    public void What_nobody_told_is_said_and_its_number_stands_for_a_name()
    {
        var face = FaceBuilder.Of(
            SpokenSamples.Known with { Origin = new Origin { Gtin = "08936012345674" } }, "vi");

        Assert.Contains(face.Lines, line => line is { Part: FacePart.Code, Text: "8 936012 345674" });
        Assert.Equal(5, face.Lines.Count(line => line.IsMissing));
        Assert.All(face.Lines.Where(line => line.IsMissing), line => Assert.Equal("chưa có", line.Text));
    }

    [Fact]
    public void Numbers_to_compare_stand_as_they_are_printed()
    {
        var face = FaceBuilder.Of(
            SpokenSamples.Known with
            {
                Cautions = ["compareLot"],
                Recall = SpokenSamples.Recall with { Lots = ["CB-0717", "CB-0800 – CB-0850"] },
            },
            "en");

        Assert.Equal((Sign.Compare, Signal.Care), (face.Sign, face.Signal));
        Assert.Contains(
            face.Lines, line => line.Part == FacePart.Caution && line.Text.Contains("CB-0717; CB-0800 – CB-0850"));
    }

    public static TheoryData<Scene, string?, bool> Ages => new()
    {
        { SpokenSamples.Known with { AsOf = At.AddSeconds(-30) }, "Updated just now", false },
        { SpokenSamples.Known with { AsOf = At.AddMinutes(-1) }, "Updated 1 minute ago", false },
        { SpokenSamples.Known with { AsOf = At.AddMinutes(-59) }, "Updated 59 minutes ago", false },
        { SpokenSamples.Known with { AsOf = At.AddHours(-23) }, "Updated 23 hours ago", false },
        { SpokenSamples.Known with { AsOf = At.AddDays(-5) }, "Old data · 19 Nov 2026", true },
        { SpokenSamples.Known with { AsOf = At.AddDays(-5), IsOffline = true }, "Offline · data of 19 Nov 2026", true },
        {
            SpokenSamples.Known with { AsOf = At.AddHours(-2), IsOffline = true }, "Offline · updated 2 hours ago", true
        },
        { SpokenSamples.Known with { AsOf = At.AddMinutes(5) }, "Updated just now", false },
        { SpokenSamples.Known with { AsOf = At.AddDays(3) }, "Data of 27 Nov 2026 · age not known", true },
        { SpokenSamples.Known with { IsAgeKnown = false }, "Data of 24 Nov 2026 · age not known", true },
        { SpokenSamples.Known with { Source = "sample" }, "Sample data", true },
        { SpokenSamples.Known with { AsOf = null }, "Warnings updated 1 hour ago", false },
        { SpokenSamples.Known with { AsOf = null, WarningsAsOf = null }, "Date of the data: not given yet", true },
        { SpokenSamples.NotRegistered with { What = "web" }, null, false },
        { new Scene.Payment(), null, false },
    };

    [Theory]
    [MemberData(nameof(Ages))]
    public void How_old_the_data_is_is_told_as_on_the_page(Scene scene, string? fresh, bool isAged)
    {
        var face = FaceBuilder.Of(scene, "en");
        Assert.Equal((fresh, isAged), (face.Fresh, face.IsAged));
    }

    [Theory]
    [InlineData("vi")]
    [InlineData("en")]
    [InlineData("ko")]
    [InlineData("zh")]
    public void Each_scene_has_a_word_and_nothing_in_it_commands(string language)
    {
        foreach (var scene in SpokenSamples.All.Concat(SpokenSamples.Hostile()))
        {
            var face = FaceBuilder.Of(scene, language);
            Assert.NotEqual("", face.Word);
            foreach (var text in face.Lines.SelectMany(line => new[] { line.Text, line.Label ?? "" })
                .Append(face.Fresh ?? ""))
                Assert.DoesNotContain(text, char.IsControl);
        }
    }

    [Fact]
    public void Only_what_has_no_warning_as_of_today_is_green()
    {
        foreach (var scene in SpokenSamples.All.OfType<Scene.Known>())
        {
            var isClean = scene is { Alert: null, Stale: false, WarningsAsOf: { } list, IsWarningsAgeKnown: true }
                && (At - list).Duration() < TimeSpan.FromDays(1) && !scene.Cautions.Contains("compareLot");
            Assert.Equal(isClean, FaceBuilder.Of(scene, "vi").Signal == Signal.Good);
        }
    }
}
