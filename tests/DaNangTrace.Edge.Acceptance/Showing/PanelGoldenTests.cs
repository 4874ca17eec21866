using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Showing;

/// <summary>Displays without a browser look as they did when somebody last looked at them.</summary>
public sealed class PanelGoldenTests
{
    // They stand in the repository, and each change of a face adds as much: 89 of them have 2 MB.
    private const long MostBytes = 2_500_000;

    private static readonly GoldenPictures Golden = new("GoldenPanels");

    [Theory]
    [InlineData("vi")]
    [InlineData("en")]
    public void Every_scene_looks_as_it_did_on_a_framebuffer(string language)
    {
        RealParts.NeedWideFonts();
        var wrong = new List<string>();
        foreach (var sample in PanelScenes.All)
        {
            using var seen = PanelScenes.Painted(PanelScenes.Of(sample, language), 800, 480);
            if (Golden.Fault($"framebuffer-{sample.Name}-{language}.png", seen) is { } fault)
                wrong.Add(fault);
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.InRange(Golden.Bytes, 1, MostBytes);
    }

    // Each other size and language once; Korean and Chinese by the machine's fonts.
    [Theory]
    [InlineData("known", "ko", 1024, 600)]
    [InlineData("recalled", "zh", 1024, 600)]
    [InlineData("known-compare", "vi", 480, 320)]
    [InlineData("expired", "en", 480, 800)]
    [InlineData("idle", "vi", 480, 800)]
    public void It_looks_as_it_did_in_another_size(string name, string language, int width, int height)
    {
        RealParts.NeedWideFonts();
        var sample = PanelScenes.All.First(one => one.Name == name);
        using var seen = PanelScenes.Painted(PanelScenes.Of(sample, language), width, height);
        Assert.Null(Golden.Fault($"framebuffer-{name}-{language}-{width}x{height}.png", seen));
    }

    [Theory]
    [InlineData("vi")]
    [InlineData("en")]
    public void Every_page_of_every_scene_looks_as_it_did_on_an_oled(string language)
    {
        var wrong = new List<string>();
        foreach (var sample in PanelScenes.All)
        {
            using var seen = PanelScenes.Pages(PanelScenes.Of(sample, language));
            if (Golden.FaultOfPoints($"oled-{sample.Name}-{language}.png", seen) is { } fault)
                wrong.Add(fault);
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }
}
