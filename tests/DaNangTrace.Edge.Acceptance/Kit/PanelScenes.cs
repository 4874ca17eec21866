using System.Text.Json;
using DaNangTrace.Edge.Kiosk.Identity;
using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Showing.Drawing;
using DaNangTrace.Edge.Kiosk.Showing.Framebuffer;
using DaNangTrace.Edge.Kiosk.Showing.Oled;
using DaNangTrace.Edge.Kiosk.Showing.Telling;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Wire;
using SkiaSharp;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>The catalogue's scenes on displays without a browser, by the drivers themselves, which draw into files.
/// </summary>
internal static class PanelScenes
{
    private static readonly JsonSerializerOptions AsSent = new(JsonSerializerDefaults.Web);

    private static readonly DateTimeOffset Now =
        DateTimeOffset.Parse(StagedPage.Now, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The kiosk of <see cref="SampleScenes.Hello"/>.</summary>
    public static KioskIdentity Kiosk { get; } = new(
        new KioskAddress("han", "k-han-001"),
        JsonSerializer.Deserialize<Market>(SampleScenes.Hello["market"]!, AsSent)!, null, "sample");

    /// <summary>A clock that stands at the catalogue's time.</summary>
    public static KioskClock Clock { get; } = new(
        new StandingTime(), TimeZoneInfo.FindSystemTimeZoneById("Asia/Ho_Chi_Minh"),
        () => true);

    /// <summary>Those for which nothing has to be pressed.</summary>
    public static IEnumerable<SampleScene> All => SampleScenes.All.Where(one => one.Opens.Length == 0);

    /// <summary>The scene as the kiosk hands it to a display.</summary>
    public static Scene Of(SampleScene sample, string language) =>
        sample.Scene.Deserialize<Scene>(AsSent)! with { Number = 1, Language = language };

    /// <summary>The picture that a framebuffer shows.</summary>
    public static SKBitmap Painted(Scene scene, int width, int height, string scannerAt = "below")
    {
        using var folder = new TempFolder();
        var file = Path.Combine(folder.Path, "frame");
        var options = new DisplayOptions
        {
            Driver = "framebuffer",
            Device = file,
            Width = width,
            Height = height,
            Bits = 32,
            ScannerAt = scannerAt,
        };
        var panel = new FrameDriver(
            options, new PicturePlace(Kiosk, SampleScenes.Languages, scannerAt), Clock).Open();
        panel.Show(scene);
        var bytes = File.ReadAllBytes(file);
        panel.Dispose();
        var picture = new SKBitmap(new SKImageInfo(width, height, SKColorType.Bgra8888, SKAlphaType.Opaque));
        bytes.CopyTo(picture.GetPixelSpan());
        return picture;
    }

    /// <summary>The pages that an OLED shows in turn, below each other.</summary>
    public static SKBitmap Pages(Scene scene)
    {
        const int gap = 4;
        var pages = new OledPages(FaceBuilder.Of(scene, scene.Language)).All();
        var sheet = new SKBitmap(OledPages.Width, (OledPages.Height + gap) * pages.Count - gap);
        sheet.Erase(SKColors.DimGray);
        for (var i = 0; i < pages.Count; i++)
        {
            for (var y = 0; y < OledPages.Height; y++)
            {
                for (var x = 0; x < sheet.Width; x++)
                    sheet.SetPixel(
                        x, i * (OledPages.Height + gap) + y, pages[i][x, y] ? SKColors.White : SKColors.Black);
            }
        }
        return sheet;
    }

    private sealed class StandingTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now.ToUniversalTime();

        public override long GetTimestamp() => 0;
    }
}
