using System.Text.Json.Nodes;
using DaNangTrace.Edge.Acceptance.Kit;
using SkiaSharp;
using ZXing;
using ZXing.Common;

namespace DaNangTrace.Edge.Acceptance.Showing;

/// <summary>The code to take home is read by somebody else's decoder, from what the screen shows.</summary>
public sealed class TakeHomeTests
{
    private static readonly string Code = $"]d2010{Codes.Known}10L+7/a\u001D21S-1";

    private const string Address = "https://trace.example/p/09520001000010?lot=L%2B7%2Fa&serial=S-1";

    [Fact]
    public async Task What_the_screen_shows_is_read_as_the_product_s_address()
    {
        await using var kiosk = await SeenKiosk.StartAsync(all => all["showing"] = JsonNode.Parse(
            """{ "sceneSeconds": 300, "publicPage": "https://trace.example/p/{gtin}{?lot,serial}" }"""));
        await kiosk.ScanAsync(Code);
        Assert.Null(await ReadAsync(kiosk.Browser));
        await kiosk.PressAsync("home");

        var wrong = new List<string>();
        foreach (var (width, height) in SampleScenes.Sizes)
        {
            await kiosk.Browser.ResizeAsync(width, height);
            foreach (var isEasy in (bool[])[false, true])
            {
                if (isEasy)
                    await kiosk.PressAsync("easy");
                // It is painted anew in the frame behind a change of size.
                await kiosk.Browser.EvaluateAsync(
                    "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(0))))");
                await kiosk.Browser.UntilAsync("document.querySelector('.qr')?.naturalWidth > 0");
                if (await ReadAsync(kiosk.Browser) is var read && read != Address)
                    wrong.Add($"{width}×{height}{(isEasy ? ", easy" : "")}: {read ?? "nothing was read"}");
                if (isEasy)
                    await kiosk.PressAsync("easy");
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Empty(kiosk.Browser.Complaints);
    }

    private static async Task<string?> ReadAsync(Browser browser)
    {
        using var seen = SKBitmap.Decode(await browser.ScreenshotAsync());
        var source = new RGBLuminanceSource(
            seen.Bytes, seen.Width, seen.Height,
            seen.ColorType == SKColorType.Bgra8888
                ? RGBLuminanceSource.BitmapFormat.BGRA32 : RGBLuminanceSource.BitmapFormat.RGBA32);
        var reader = new BarcodeReaderGeneric
        {
            Options = new DecodingOptions { TryHarder = true, PossibleFormats = [BarcodeFormat.QR_CODE] },
        };
        return reader.Decode(source)?.Text;
    }
}
