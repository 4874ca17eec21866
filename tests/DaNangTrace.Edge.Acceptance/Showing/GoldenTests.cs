using System.Globalization;
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

    private static readonly bool IsWriting = Environment.GetEnvironmentVariable("DNTRACE_WRITE_GOLDEN") == "1";

    private static readonly string Folder =
        Path.Combine(RealParts.Repository, "tests", "DaNangTrace.Edge.Acceptance", "Showing", "Golden");

    private static readonly string Artifacts = Path.Combine(RealParts.Repository, "artifacts", "golden");

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
        Assert.SkipUnless(
            IsWriting || Directory.Exists(Folder), "there are no pictures yet: DNTRACE_WRITE_GOLDEN=1 writes them");
        await using var page = await StagedPage.StartAsync();
        var wrong = new List<string>();
        foreach (var (sample, language, width, height) in Pictures)
        {
            await page.Browser.ResizeAsync(width, height);
            await page.ShowAsync(sample, language);
            var name = $"{sample.Name}-{language}{(height > width ? "-portrait" : "")}.png";
            using var seen = SKBitmap.Decode(await page.Browser.ScreenshotAsync());
            using var actual = PictureComparison.Halved(seen);
            if (IsWriting)
                Write(Path.Combine(Folder, name), actual);
            else if (Fault(name, seen, actual) is { } fault)
                wrong.Add(fault);
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.InRange(Directory.GetFiles(Folder).Sum(file => new FileInfo(file).Length), 1, MostBytes);
    }

    private static string? Fault(string name, SKBitmap seen, SKBitmap actual)
    {
        var file = Path.Combine(Folder, name);
        if (!File.Exists(file))
            return $"{name}: there is no picture of it yet: DNTRACE_WRITE_GOLDEN=1 writes it";
        using var expected = SKBitmap.Decode(file);
        using var compared = PictureComparison.Of(expected, actual);
        if (compared.IsSame)
            return null;
        var (now, difference) = (Path.Combine(Artifacts, name), Path.Combine(Artifacts, $"difference-{name}"));
        Write(now, seen);
        Write(difference, compared.Difference);
        var share = compared.DifferingShare.ToString("P2", CultureInfo.InvariantCulture);
        return $"{name}: {share} differ: see {now} and {difference}";
    }

    private static void Write(string file, SKBitmap picture)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using var data = picture.Encode(SKEncodedImageFormat.Png, 100);
        using var stream = File.Create(file);
        data.SaveTo(stream);
    }
}
