using DaNangTrace.Edge.Acceptance.Kit;
using SkiaSharp;

namespace DaNangTrace.Edge.Acceptance.Showing;

/// <summary>
/// The page looks as it did when somebody last looked at it. <c>DNTRACE_WRITE_GOLDEN=1</c> writes the pictures anew:
/// look at them before they are committed.
/// </summary>
public sealed class GoldenTests
{
    // All of them together: a repository keeps every version for ever.
    private const long MostBytes = 1_800_000;

    private static readonly GoldenPictures Golden = new("Golden");

    // Each scene in the first language; of the others and of a screen that stands upright one each.
    private static IEnumerable<(SampleScene Sample, string Language, int Width, int Height)> Pictures =>
    [
        .. SampleScenes.All.Select(sample => (sample, "vi", 1024, 600)),
        .. SampleScenes.Languages.Skip(1).Select(language => (Known, language, 1024, 600)),
        (Known, "vi", 600, 1024),
    ];

    private static SampleScene Known => SampleScenes.All.First(sample => sample.Name == "known");

    [Fact]
    public async Task Every_scene_looks_as_it_did()
    {
        await using var page = await StagedPage.StartAsync();
        var wrong = new List<string>();
        foreach (var (sample, language, width, height) in Pictures)
        {
            await page.Browser.ResizeAsync(width, height);
            await page.ShowAsync(sample, language);
            var name = $"{sample.Name}-{language}{(height > width ? "-portrait" : "")}.png";
            using var seen = SKBitmap.Decode(await page.Browser.ScreenshotAsync());
            if (Golden.Fault(name, seen) is { } fault)
                wrong.Add(fault);
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.InRange(Golden.Bytes, 1, MostBytes);
    }
}
