using System.Globalization;
using System.Text.Json.Nodes;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Showing;

/// <summary>Whether fingers and eyes find what they need on a panel of so many pixels per inch.</summary>
public sealed class PanelTests
{
    // Millimetres. Capitals: what is read at a metre. The sign: recognised at two metres where it is a hundredth of
    // the distance high (ISO 3864-1, distance factor 100), and the strokes of its emblem seen where they are a minute
    // of arc wide.
    private const double Finger = 12;
    private const double WordCapitals = 4.65;
    private const double NameCapitals = 4.4;
    private const double Sign = 2000.0 / 100;
    private static readonly double Stroke = 2000 * Math.Tan(Math.PI / 180 / 60);

    // Half a pixel: browsers place on fractions.
    private const string Measure = """
        (() => {
          const mm = 25.4 / PPI, wrong = [];
          const need = (what, pixels, least) => {
            if ((pixels + .5) * mm < least) wrong.push(`${what} ${(pixels * mm).toFixed(2)} mm, expected ${least.toFixed(2)}`);
          };
          const box = (element) => element.getBoundingClientRect();
          for (const key of document.querySelectorAll("#bar button, .speak")) {
            if (!key.checkVisibility()) continue; // it gave way
            need(`key ${key.textContent}: width`, box(key).width, FINGER);
            need(`key ${key.textContent}: height`, box(key).height, FINGER);
          }
          const capitals = (id) => {
            const style = getComputedStyle(document.getElementById(id));
            const pen = document.createElement("canvas").getContext("2d");
            pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
            const zoom = id === "name" ? Number(getComputedStyle(document.getElementById("read")).zoom) || 1 : 1;
            return pen.measureText("H").actualBoundingBoxAscent * zoom;
          };
          if (document.getElementById("sign").hidden) return wrong.join("; "); // the idle sea has none
          need("capitals of the word", capitals("word"), WORD);
          if (document.getElementById("name")) need("capitals of the name", capitals("name"), NAME);
          const sign = box(document.querySelector("#shape .body-of-sign"));
          need("sign", Math.min(sign.width, sign.height), SIGN);
          const emblem = document.getElementById("emblem");
          const symbol = document.querySelector(emblem.firstElementChild.getAttribute("href"));
          // What is drawn by lines, and what is drawn by a bar or a dot.
          const drawn = [
            ["[stroke-width]:not(.edge)", "stroke-width", 1], ["rect.hole", "width", 1], ["circle.hole", "r", 2],
          ];
          const widths = drawn.flatMap(([parts, name, times]) =>
            [...symbol.querySelectorAll(parts)].map((part) => times * part.getAttribute(name)));
          const thinnest = widths.length ? Math.min(...widths) : 0;
          need("thinnest stroke of the emblem", thinnest / 128 * box(emblem).width, STROKE);
          return wrong.join("; ");
        })()
        """;

    // With whom to call, so that each line is as long as it may be.
    private const string Market = """
        { "name": { "vi": "Chợ Hàn", "en": "Han Market" },
          "contact": { "name": { "vi": "Ban quản lý chợ", "en": "Market office", "ko": "시장 관리사무소", "zh": "市场管理处" },
                       "phone": "0236 000 0000" } }
        """;

    /// <summary>Panels that kiosks have: pixels across and down, and pixels per inch.</summary>
    public static TheoryData<int, int, int> Panels => new()
    {
        { 800, 480, 133 },
        { 800, 480, 170 },
        { 480, 800, 170 },
        { 1024, 600, 170 },
        { 1280, 800, 216 },
        { 1920, 1080, 141 },
        { 600, 1024, 170 },
        { 1080, 1920, 141 },
    };

    [Theory]
    [MemberData(nameof(Panels))]
    public async Task Keys_are_as_wide_as_a_finger_and_the_verdict_is_read_and_seen_from_afar(
        int width, int height, int ppi)
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.File("markets"));
        await File.WriteAllTextAsync(folder.File("markets/han.json"), Market);
        await using var kiosk = await SeenKiosk.StartAsync(
            all => all["showing"] = JsonNode.Parse($$"""
                { "displays": [ { "driver": "web", "ppi": {{ppi}} } ], "publicPage": "https://trace.example/{gtin}" }
                """),
            place => KioskProcess.StartProgram(place, ["--device-config", folder.Path]));
        await kiosk.Browser.UntilAsync("document.getElementById('help').textContent.includes('0236 000 0000')");
        await kiosk.Browser.ResizeAsync(width, height);
        var script = MeasureAt(ppi);
        var wrong = new List<string>();
        foreach (var code in (string[])
            [Codes.Known, Codes.Expired, Codes.Recalled, Codes.NotRegistered, "9520001000011"])
        {
            await kiosk.ScanAsync(code);
            foreach (var isEasy in (bool[])[false, true])
            {
                if (isEasy)
                    await kiosk.PressAsync("easy");
                foreach (var language in (string[])["vi", "en", "ko", "zh"])
                {
                    await kiosk.ChooseAsync(language);
                    if (await kiosk.Browser.TextAsync(script) is { Length: > 0 } faults)
                        wrong.Add($"{code}, {language}{(isEasy ? ", easy" : "")}: {faults}");
                }
            }
            if (code == Codes.Known)
                Assert.Equal(
                    "easy home facts", await kiosk.Browser.TextAsync(
                        "[...document.querySelectorAll('#keys button:not([data-key=listen])')]"
                            + ".map((key) => key.dataset.key).join(' ')"));
            await kiosk.PressAsync("easy");
        }
        Assert.Empty(wrong);
        Assert.Empty(kiosk.Browser.Complaints);
    }

    // What only a city at hand or a rare record shows, too; but not the views, whose sign steps back.
    [Theory]
    [MemberData(nameof(Panels))]
    public async Task Keys_and_verdict_are_as_large_on_every_scene(int width, int height, int ppi)
    {
        await using var page = await StagedPage.StartAsync();
        await page.Browser.ResizeAsync(width, height);
        var hello = SampleScenes.Hello;
        hello["panel"]!["ppi"] = ppi;
        await page.GreetAsync(hello);
        var (script, wrong) = (MeasureAt(ppi), new List<string>());
        foreach (var language in SampleScenes.Languages)
        {
            foreach (var isEasy in (bool[])[false, true])
            {
                foreach (var sample in SampleScenes.All.Where(sample => sample.Opens.Length == 0))
                {
                    await page.ShowAsync(sample, language, isEasy);
                    if (await page.Browser.TextAsync(script) is { Length: > 0 } faults)
                        wrong.Add($"{sample.Name}, {language}{(isEasy ? ", easy" : "")}: {faults}");
                }
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    // Shape and emblem tell it too, to who sees no colours.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_grounds_of_the_signs_are_of_colours_far_apart(bool isEasy)
    {
        await using var page = await StagedPage.StartAsync();
        var grounds = new Dictionary<string, (double L, double A, double B)>();
        foreach (var sample in SampleScenes.All)
        {
            await page.ShowAsync(sample, "vi", isEasy);
            var seen = await page.Browser.EvaluateAsync("""
                (() => {
                  const ground = document.querySelector("#sign:not([hidden]) .body-of-sign");
                  return ground ? getComputedStyle(ground).fill.match(/[\d.]+/g).slice(0, 3).map(Number) : [];
                })()
                """);
            if (seen.GetArrayLength() == 3)
                grounds[seen.GetRawText()] = Lab([.. seen.EnumerateArray().Select(part => part.GetDouble() / 255)]);
        }
        // Green, amber, red, blue, and the grey ones that are no verdict.
        Assert.InRange(grounds.Count, 5, 7);
        var near = from one in grounds
                   from other in grounds
                   where string.CompareOrdinal(one.Key, other.Key) < 0
                   let distance = Distance(one.Value, other.Value)
                   where distance < 25
                   select $"{one.Key} and {other.Key}: {distance:0}";
        Assert.Empty(near);
    }

    // CIE 15, 8.2: L*a*b* of sRGB by D65; and the distance of two colours in it. About 2 is just seen side by side.
    private static (double L, double A, double B) Lab(double[] colour)
    {
        var linear = colour.Select(part => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4))
            .ToArray();
        double Part(double red, double green, double blue, double white)
        {
            var share = ((red * linear[0]) + (green * linear[1]) + (blue * linear[2])) / white;
            return share > 216.0 / 24389 ? Math.Cbrt(share) : ((24389.0 / 27 * share) + 16) / 116;
        }
        var (x, y, z) = (Part(0.4124, 0.3576, 0.1805, 0.9505), Part(0.2126, 0.7152, 0.0722, 1),
            Part(0.0193, 0.1192, 0.9505, 1.089));
        return ((116 * y) - 16, 500 * (x - y), 200 * (y - z));
    }

    private static double Distance((double L, double A, double B) one, (double L, double A, double B) other) =>
        Math.Sqrt(Math.Pow(one.L - other.L, 2) + Math.Pow(one.A - other.A, 2) + Math.Pow(one.B - other.B, 2));

    [Fact]
    public async Task A_screen_without_touch_has_no_keys_and_says_all_the_same()
    {
        await using var kiosk = await SeenKiosk.StartAsync(all => all["showing"] = JsonNode.Parse(
            """{ "displays": [ { "driver": "web", "touch": false, "scannerAt": "left" } ], "publicPage": "https://trace.example/{gtin}" }"""));
        await kiosk.ScanAsync(Codes.Known);

        Assert.Equal(0, (await kiosk.Browser.EvaluateAsync(
            "[...document.querySelectorAll('button')].filter(key => key.getBoundingClientRect().width).length")).GetInt32());
        Assert.Equal(Codes.KnownName, await kiosk.Browser.SaysAsync("name"));
        Assert.Equal("left", await kiosk.Browser.TextAsync("document.documentElement.dataset.scannerAt"));
    }

    private static string MeasureAt(int ppi)
    {
        var script = Measure.Replace("PPI", $"{ppi}", StringComparison.Ordinal);
        foreach (var (name, value) in ((string, double)[])
        [
            ("FINGER", Finger), ("WORD", WordCapitals), ("NAME", NameCapitals), ("SIGN", Sign), ("STROKE", Stroke),
        ])
            script = script.Replace(name, value.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        return script;
    }
}
