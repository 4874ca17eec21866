using DaNangTrace.Edge.Acceptance.Kit;
using SkiaSharp;

namespace DaNangTrace.Edge.Acceptance.Showing;

/// <summary>
/// Prints what the shopper may see: every scene of the catalogue on one sheet, a sheet a language and size. For people
/// to look at; judges nothing.
/// </summary>
internal static class ContactSheet
{
    /// <summary>First argument of the test program as the printer.</summary>
    public const string Word = "contact-sheet";

    private const int Columns = 4;
    private const int Gap = 16;
    private const int LabelHeight = 28;
    private const int LabelSize = 18;
    private const int TileArea = 512 * 300; // pixels: a screen of 1024×600 at half its size

    // This build of Skia knows no fonts of the system, and can't read those of the page.
    private const string LabelFont = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";

    /// <summary>Where sheets are printed to.</summary>
    public static readonly string Folder = Path.Combine(RealParts.Repository, "artifacts", "contact-sheet");

    /// <param name="arguments">The name of a hostile text fills the scenes with it; none = as they are.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        (string Name, string Text)? hostile =
            arguments is [var name] ? HostileTexts.All.First(one => one.Name == name) : null;
        Directory.CreateDirectory(Folder);
        await using var page = await StagedPage.StartAsync();
        if (hostile is { Text: var words })
            await page.GreetAsync(HostileTexts.Full(SampleScenes.Hello, words));
        foreach (var (width, height) in SampleScenes.Sizes)
        {
            await page.Browser.ResizeAsync(width, height);
            foreach (var language in SampleScenes.Languages)
            {
                foreach (var isEasy in (bool[])[false, true])
                {
                    var mode = (isEasy ? "-easy" : "") + (hostile is null ? "" : "-hostile");
                    using var sheet = Compose(await ScenesAsync(page, language, isEasy, hostile?.Text));
                    Write(Path.Combine(Folder, $"{language}-{width}x{height}{mode}.png"), sheet);
                }
            }
        }
        return 0;
    }

    private static async Task<List<(string Name, SKBitmap Picture)>> ScenesAsync(
        StagedPage page, string language, bool isEasy, string? hostile)
    {
        var pictures = new List<(string, SKBitmap)>();
        foreach (var sample in SampleScenes.All)
        {
            var scene = hostile is null ? sample.Scene : HostileTexts.Full(sample.Scene, hostile);
            await page.ShowAsync(sample with { Scene = scene }, language, isEasy);
            pictures.Add((sample.Name, SKBitmap.Decode(await page.Browser.ScreenshotAsync())));
        }
        return pictures;
    }

    /// <summary>All pictures on a sheet, with their names; they are disposed of.</summary>
    public static SKBitmap Compose(List<(string Name, SKBitmap Picture)> pictures)
    {
        var width = pictures.Max(one => one.Picture.Width);
        var height = pictures.Max(one => one.Picture.Height);
        var scale = Math.Min(1, Math.Sqrt((double)TileArea / (width * height)));
        var (tileWidth, tileHeight) = ((int)(width * scale), (int)(height * scale));
        var rows = (pictures.Count + Columns - 1) / Columns;
        var sheet = new SKBitmap(
            Columns * (tileWidth + Gap) + Gap, rows * (tileHeight + LabelHeight + Gap) + Gap);
        using var canvas = new SKCanvas(sheet);
        using var typeface = SKTypeface.FromFile(LabelFont);
        using var font = new SKFont(typeface, LabelSize);
        using var ink = new SKPaint { Color = SKColors.Black, IsAntialias = true };
        canvas.Clear(SKColors.LightGray);
        for (var i = 0; i < pictures.Count; i++)
        {
            var (x, y) = (Gap + i % Columns * (tileWidth + Gap), Gap + i / Columns * (tileHeight + LabelHeight + Gap));
            canvas.DrawText(pictures[i].Name, x, y + LabelSize, SKTextAlign.Left, font, ink);
            using var picture = pictures[i].Picture;
            using var image = SKImage.FromBitmap(picture);
            canvas.DrawImage(
                image, SKRect.Create(
                    x, y + LabelHeight, (int)(picture.Width * scale), (int)(picture.Height * scale)),
                new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        }
        return sheet;
    }

    /// <summary>Writes a sheet and says where.</summary>
    public static void Write(string path, SKBitmap sheet)
    {
        using var data = sheet.Encode(SKEncodedImageFormat.Png, 100);
        using var file = File.Create(path);
        data.SaveTo(file);
        Console.WriteLine(path);
    }
}
