using System.Text.Json.Nodes;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Showing;

// What stands while nobody scans, with whatever a market's file may hold.
public sealed partial class MarketLookTests
{
    // What is told of texts that meet, also for the logo and the meter; and what of whom to call is broken.
    private const string Beside = """
        (() => {
          const faults = faultsOfPage();
          const meet = (one, other) =>
            Math.min(one.right, other.right) - Math.max(one.left, other.left) > 2
            && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 2;
          const walker = document.createTreeWalker(document.getElementById("screen"), NodeFilter.SHOW_TEXT);
          const texts = [];
          while (walker.nextNode()) {
            const { data, parentElement: holder } = walker.currentNode;
            if (!data.trim() || !holder.checkVisibility()) continue;
            const range = document.createRange();
            range.selectNodeContents(walker.currentNode);
            const style = getComputedStyle(holder);
            // A line's box is higher than its letters.
            const spare = Math.max(0, range.getClientRects()[0].height - 1.06 * parseFloat(style.fontSize)) / 2;
            for (const { left, right, top, bottom } of range.getClientRects())
              texts.push({ data, left, right, top: top + spare, bottom: bottom - spare });
          }
          const drawn = ["logo", "coverage"].map((id) => document.getElementById(id));
          for (const one of drawn.filter((each) => each.checkVisibility())) {
            const box = one.getBoundingClientRect();
            if (!box.width || !box.height) faults.push(`${one.id} has no size`);
            for (const text of texts) if (meet(box, text)) faults.push(`${one.id} lies on ${text.data}`);
          }
          if (drawn.every((each) => each.checkVisibility())
            && meet(...drawn.map((each) => each.getBoundingClientRect()))) faults.push("the logo lies on the meter");
          // Of the prompt's first line what is inked.
          const prompt = document.getElementById("prompt");
          if (prompt.checkVisibility() && drawn[1].checkVisibility()) {
            const pen = document.createElement("canvas").getContext("2d");
            const { fontWeight, fontSize, fontFamily } = getComputedStyle(prompt);
            pen.font = `${fontWeight} ${fontSize} ${fontFamily}`;
            const line = document.createRange();
            line.selectNodeContents(prompt.firstChild);
            const ink = pen.measureText(prompt.textContent.split("\n")[0]);
            const top = line.getClientRects()[0].top + ink.fontBoundingBoxAscent - ink.actualBoundingBoxAscent;
            if (top < drawn[1].getBoundingClientRect().bottom + 2) faults.push("the prompt lies on the meter");
          }
          return faults;
        })()
        """;

    private const string LogoIsSeen = "document.getElementById('logo').checkVisibility()";

    private const string Broken = """
        [...document.querySelectorAll("#help :is(.which bdi, .who, .number)")]
          .filter((one) => {
            const range = document.createRange();
            range.selectNodeContents(one);
            return new Set([...range.getClientRects()].map(({ bottom }) => Math.round(bottom))).size > 1;
          })
          .map((one) => `${one.textContent} is broken`)
          .concat(["bdi", ".who", ".number"].filter((one) => !document.querySelector(`#help ${one}`)))
        """;

    private static readonly (int Width, int Height)[] Sizes = [.. SampleScenes.Sizes, (480, 800)];

    private const string Told = """
        [...document.querySelectorAll("#told p")].filter((one) => one.checkVisibility()).map((one) => one.textContent)
        """;

    // As long as each may be.
    private const string LongestId = "k-nguyen-tri-phuong-wholesale-01";
    private const string LongestPhone = "+84 236 000 0000 000";

    private static readonly Dictionary<string, string> Names = new()
    {
        ["vi"] = "Chợ đầu mối Hòa Cường",
        ["en"] = "Hoa Cuong Wholesale Market",
        ["ko"] = "호아끄엉 도매시장",
        ["zh"] = "和强批发市场",
    };

    private static readonly Dictionary<string, string> LongNames = Filled(80, new()
    {
        ["vi"] = "Chợ đầu mối nông sản và thủy sản ",
        ["en"] = "Wholesale market of farm and sea ",
        ["ko"] = "농수산물 도매시장 ",
        ["zh"] = "农产品批发市场",
    });

    private static readonly Dictionary<string, string> LongTexts = Filled(160, new()
    {
        ["vi"] = "Thứ Bảy 25/07 chợ đóng cửa lúc 17 giờ vì sửa đường dây điện. ",
        ["en"] = "On Saturday 25 July the market closes at 5 pm while the wiring is renewed. ",
        ["ko"] = "7월 25일 토요일에는 전기 공사로 시장이 오후 5시에 문을 닫습니다. ",
        ["zh"] = "7月25日星期六因更换电线，市场于17时关门。",
    });

    [Theory]
    [InlineData(0, 0, 170)]
    [InlineData(300, 120, 220)]
    [InlineData(120, 300, 120, true)]
    [InlineData(1000, 50, 170, false, true)]
    public async Task Whatever_the_shape_of_its_logo_and_the_length_of_its_name_nothing_lies_on_another(
        int width, int height, int ppi, bool isEasy = false, bool isTouchless = false)
    {
        await using var page = await StagedPage.StartAsync();
        await page.RunAsync("faults.js");
        var rests = new[] { SampleScenes.All[0], Announcement(LongTexts) };
        var wrong = new List<string>();
        foreach (var name in (Dictionary<string, string>[])[Names, LongNames])
        {
            var hello = SampleScenes.Hello;
            hello["market"]!["name"] = TextsOf(name);
            hello["panel"]!["touch"] = !isTouchless;
            hello["panel"]!["ppi"] = ppi;
            if (name == LongNames)
            {
                hello["kiosk"] = LongestId;
                hello["market"]!["contact"]!["name"] = TextsOf(name);
                hello["market"]!["contact"]!["phone"] = LongestPhone;
            }
            hello["market"]!["hasLogo"] = width > 0;
            page.Logo = width > 0 ? Logo(width, height) : [];
            await page.GreetAsync(hello);
            if (width > 0)
                await page.Browser.UntilAsync(LogoIsSeen);
            foreach (var (wide, high) in Sizes)
            {
                await page.Browser.ResizeAsync(wide, high);
                foreach (var (rest, language) in rests.SelectMany(
                    _ => SampleScenes.Languages, (rest, language) => (rest, language)))
                {
                    await page.ShowAsync(rest, language, isEasy);
                    wrong.AddRange((await AllAsync(page, Beside)).Select(
                        fault => $"{name["en"]}, {rest.Name}, {language}, {wide}×{high}: {fault}"));
                }
            }
        }
        Assert.Equal(width > 0, (await page.Browser.EvaluateAsync(LogoIsSeen)).GetBoolean());
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Empty(page.Browser.Complaints);
    }

    [Theory]
    [InlineData(170, true)]
    [InlineData(220, true)]
    [InlineData(170, false)]
    public async Task An_announcement_is_whole_in_the_page_s_language_however_long_it_is_and_told_in_the_others(
        int ppi, bool hasTouch)
    {
        await using var page = await StagedPage.StartAsync();
        await page.RunAsync("faults.js");
        var hello = SampleScenes.Hello;
        hello["market"]!["hasLogo"] = true;
        hello["panel"]!["ppi"] = ppi;
        hello["panel"]!["touch"] = hasTouch;
        page.Logo = Logo(width: 300, height: 120);
        await page.GreetAsync(hello);
        var wrong = new List<string>();
        foreach (var (width, height) in Sizes)
        {
            await page.Browser.ResizeAsync(width, height);
            foreach (var language in SampleScenes.Languages)
            {
                await page.ShowAsync(Announcement(LongTexts), language);
                var faults = (await page.FaultsAsync()).ToList();
                var told = await AllAsync(page, Told);
                if (told[0] != LongTexts[language])
                    faults.Add($"it says {told[0]}");
                if (told.Count != SampleScenes.Languages.Length)
                    faults.Add($"it says {told.Count} languages");
                await page.ShowAsync(SampleScenes.All[1], language);
                faults.AddRange((await AllAsync(page, Told)).Where(text => text.Contains('…')).Select(
                    text => $"there is room for more than {text}"));
                wrong.AddRange(faults.Select(fault => $"{language}, {width}×{height}: {fault}"));
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Empty(page.Browser.Complaints);
    }

    // A line that is only hidden would look out under the last one, and there a dot below makes another word.
    [Fact]
    public async Task Of_an_announcement_that_the_bar_must_cut_no_line_is_left_below_the_last()
    {
        await using var page = await StagedPage.StartAsync();
        var idle = SampleScenes.All[0] with { Scene = SampleScenes.All[0].Scene.DeepClone().AsObject() };
        idle.Scene["notice"] = TextsOf(LongTexts);
        var (wrong, cut) = (new List<string>(), 0);
        foreach (var (width, height) in Sizes)
        {
            await page.Browser.ResizeAsync(width, height);
            foreach (var language in SampleScenes.Languages)
            {
                await page.ShowAsync(idle, language);
                var notice = await page.Browser.EvaluateAsync("""
                    (({ scrollHeight, clientHeight, textContent }) => [scrollHeight - clientHeight, textContent])(
                      document.getElementById("notice"))
                    """);
                if (notice[0].GetInt32() > 1)
                    wrong.Add($"{language}, {width}×{height}: {notice[0]} px are hidden of {notice[1]}");
                cut += notice[1].GetString()!.EndsWith('…') ? 1 : 0;
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.NotEqual(0, cut);
    }

    [Fact]
    public async Task Whom_to_call_and_which_kiosk_it_is_are_not_broken_and_the_meter_is_seen()
    {
        await using var page = await StagedPage.StartAsync();
        var wrong = new List<string>();
        foreach (var (width, height) in Sizes)
        {
            await page.Browser.ResizeAsync(width, height);
            foreach (var language in SampleScenes.Languages)
            {
                foreach (var rest in SampleScenes.All.Take(2))
                {
                    await page.ShowAsync(rest, language);
                    wrong.AddRange((await AllAsync(page, Broken)).Select(
                        fault => $"{rest.Name}, {language}, {width}×{height}: {fault}"));
                }
                await page.ShowAsync(SampleScenes.All[0], language);
                if (!(await page.Browser.EvaluateAsync(
                    "document.getElementById('coverage').checkVisibility()")).GetBoolean())
                    wrong.Add($"{language}, {width}×{height}: there is no meter");
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Empty(page.Browser.Complaints);
    }

    private static Dictionary<string, string> Filled(int length, Dictionary<string, string> texts) =>
        texts.ToDictionary(
            text => text.Key, text => string.Concat(Enumerable.Repeat(text.Value, length))[..length].Trim());

    private static SampleScene Announcement(Dictionary<string, string> texts)
    {
        var scene = SampleScenes.All[1].Scene.DeepClone().AsObject();
        scene["text"] = TextsOf(texts);
        return new SampleScene("announcement", scene, "announcement");
    }

    private static JsonObject TextsOf(Dictionary<string, string> texts) =>
        new(texts.Select(text => KeyValuePair.Create(text.Key, (JsonNode?)text.Value)));

    private static async Task<List<string>> AllAsync(StagedPage page, string script) =>
        [.. (await page.Browser.EvaluateAsync(script)).EnumerateArray().Select(one => one.GetString() ?? "")];
}
