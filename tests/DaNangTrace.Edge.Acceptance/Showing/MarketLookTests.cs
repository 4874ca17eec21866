using System.Text.Json;
using System.Text.Json.Nodes;
using DaNangTrace.Edge.Acceptance.Kit;
using DaNangTrace.Edge.Kiosk.Configuring;
using DaNangTrace.Edge.Kiosk.Identity;
using SkiaSharp;

namespace DaNangTrace.Edge.Acceptance.Showing;

/// <summary>A market's own colours and logo, on the page.</summary>
public sealed partial class MarketLookTests
{
    private const string White = "#FFFFFF";

    // Each as the browser tells it, by what shows it.
    private static readonly (string Shown, string Expected)[] Look =
    [
        ("getComputedStyle(document.getElementById('idle')).backgroundColor", "rgb(18, 59, 46)"),
        ("getComputedStyle(document.body).backgroundColor", "rgb(18, 59, 46)"),
        ("getComputedStyle(document.getElementById('bar')).backgroundColor", "rgb(10, 33, 25)"),
        ("getComputedStyle(document.querySelector('#keys [data-key=easy]')).backgroundColor", "rgb(29, 90, 70)"),
        ("getComputedStyle(document.getElementById('deck')).backgroundColor", "rgb(255, 217, 112)"),
        ("getComputedStyle(document.querySelector('#bridge .tube')).stroke", "rgb(255, 217, 112)"),
    ];

    private static readonly MarketColours Own = new("#123B2E", "#0A2119", "#1D5A46", "#FFD970");

    [Fact]
    public async Task A_market_s_colours_and_its_logo_are_on_the_page_and_verdicts_keep_theirs()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.File("markets"));
        await File.WriteAllBytesAsync(folder.File("markets/han.png"), Logo(width: 240, height: 80));
        await File.WriteAllTextAsync(
            folder.File("markets/han.json"),
            new JsonObject
            {
                ["name"] = new JsonObject { ["vi"] = "Chợ Hàn" },
                ["colours"] = ColoursOf(Own),
                ["logo"] = "han.png",
            }.ToJsonString());
        await using var kiosk = await SeenKiosk.StartAsync(
            start: place => KioskProcess.StartProgram(place, ["--device-config", folder.Path]));
        await Axe.BringAsync(kiosk.Browser);
        await kiosk.Browser.UntilAsync("document.getElementById('logo').naturalWidth === 240");

        foreach (var (shown, expected) in Look)
            Assert.Equal(expected, await kiosk.Browser.TextAsync(shown));
        var logo = await kiosk.Browser.EvaluateAsync(
            "document.getElementById('logo').getBoundingClientRect().toJSON()");
        Assert.InRange(logo.GetProperty("height").GetDouble(), 40, 51);
        Assert.InRange(logo.GetProperty("top").GetDouble(), 0, 100);
        Assert.Empty(await Axe.JudgeAsync(kiosk.Browser));

        foreach (var (code, sign) in ((string, string)[])
            [(Codes.Known, "rgb(11, 112, 64)"), (Codes.Recalled, "rgb(168, 15, 27)")])
        {
            await kiosk.ScanAsync(code);
            Assert.Equal(
                sign, await kiosk.Browser.TextAsync("getComputedStyle(document.querySelector('.body-of-sign')).fill"));
            Assert.Empty(await Axe.JudgeAsync(kiosk.Browser));
        }
        Assert.Empty(kiosk.Browser.Complaints);
    }

    // Whatever passes the kiosk's own check is readable on the page.
    [Fact]
    public async Task Colours_that_just_pass_break_no_rule_of_the_guidelines_on_any_scene()
    {
        var light = MarketPalette.House with { Accent = White };
        light = light with
        {
            Ground = Greys.Last(grey => IsRight(light with { Ground = grey })),
            Bar = Greys.Last(grey => IsRight(light with { Bar = grey })),
            Key = Greys.Last(grey => IsRight(light with { Key = grey })),
        };
        var dull = MarketPalette.House with
        {
            Accent = Greys.First(grey => IsRight(MarketPalette.House with { Accent = grey })),
        };
        await using var page = await StagedPage.StartAsync();
        await Axe.BringAsync(page.Browser);
        var wrong = new List<string>();
        foreach (var colours in (MarketColours[])[light, dull])
        {
            Assert.True(IsRight(colours), $"{colours}");
            var hello = SampleScenes.Hello;
            hello["market"]!["colours"] = ColoursOf(colours);
            await page.GreetAsync(hello);
            foreach (var isEasy in (bool[])[false, true])
            {
                foreach (var sample in SampleScenes.All)
                {
                    await page.ShowAsync(sample, "vi", isEasy);
                    wrong.AddRange((await Axe.JudgeAsync(page.Browser)).Select(
                        fault => $"{sample.Name}{(isEasy ? ", easy" : "")}, {colours}: {fault}"));
                }
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Empty(page.Browser.Complaints);
    }

    private static IEnumerable<string> Greys => Enumerable.Range(0, 256).Select(one => $"#{one:X2}{one:X2}{one:X2}");

    private static bool IsRight(MarketColours colours) => MarketPalette.FaultsOf(colours).Count == 0;

    private static JsonNode ColoursOf(MarketColours colours) =>
        JsonSerializer.SerializeToNode(colours, JsonSerializerOptions.Web)!;

    private static byte[] Logo(int width, int height)
    {
        using var bitmap = new SKBitmap(width, height);
        bitmap.Erase(SKColors.White);
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }
}
