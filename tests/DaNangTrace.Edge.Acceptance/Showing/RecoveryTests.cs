using System.Diagnostics;
using System.Text.Json.Nodes;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Showing;

/// <summary>What the page does while its kiosk is away, and when it is back.</summary>
public sealed class RecoveryTests
{
    private const string Scene = "document.documentElement.dataset.scene";
    private const string Badge = "(document.getElementById('link').checkVisibility()"
        + " ? document.getElementById('link').textContent : '')";
    private const string Keys =
        "[...document.querySelectorAll('#keys button')].map((key) => key.dataset.key).join(' ')";
    private const string Languages = "document.querySelectorAll('#languages button').length";

    // Each is a word or two.
    private const string Broken = """
        [...document.querySelectorAll("#bar button, #link")]
          .filter((one) => one.checkVisibility())
          .map((one) => one.querySelector("span") ?? one)
          .filter((text) => {
            const range = document.createRange();
            range.selectNodeContents(text);
            return range.getClientRects().length > 1 || text.scrollWidth > text.clientWidth + 1;
          })
          .map((text) => `"${text.textContent}" has no line of its own`)
        """;

    // Milliseconds. With what a connection takes, the page is back within two seconds of its kiosk.
    private const double LongestPause = 1_010;

    private static SampleScene Known => SampleScenes.All.First(sample => sample.Name == "known");

    private static SampleScene Idle => SampleScenes.All[0];

    [Fact]
    public async Task While_nobody_answers_the_page_calls_every_second_for_hours_and_says_so()
    {
        await using var page = await StagedPage.StartAsync();
        await page.ShowAsync(Known, "vi");
        Assert.Equal("", await page.Browser.TextAsync(Badge));

        await page.Browser.EvaluateAsync("globalThis.before = stage.tries.length; stage.cut()");
        Assert.Equal("Đang nối lại với máy…", await page.Browser.TextAsync(Badge));
        await page.Browser.EvaluateAsync("stage.wind(2 * 3600_000)");

        var tries = (await page.Browser.EvaluateAsync("stage.tries.slice(before)")).EnumerateArray()
            .Select(time => time.GetDouble()).ToList();
        Assert.InRange(tries.Zip(tries.Skip(1), (one, next) => next - one).Max(), 0, LongestPause);
        Assert.InRange(tries.Count, 2 * 3600 * 1000 / LongestPause, 2 * 3600 + 1);
        Assert.Equal("Đang nối lại với máy…", await page.Browser.TextAsync(Badge));
        Assert.Empty(page.Browser.Complaints);
    }

    [Fact]
    public async Task A_line_that_went_silent_is_called_anew_after_two_beats()
    {
        await using var page = await StagedPage.StartAsync();
        await page.ShowAsync(Known, "vi");
        await page.Browser.EvaluateAsync("globalThis.before = stage.tries.length; stage.pass(10_000)");

        await page.Browser.EvaluateAsync("stage.wind(9_999)");
        Assert.Equal("", await page.Browser.TextAsync(Badge));
        await page.Browser.EvaluateAsync("stage.wind(1)");
        Assert.NotEqual("", await page.Browser.TextAsync(Badge));
        await page.Browser.EvaluateAsync("stage.wind(1_000)");
        Assert.Equal(1, (await page.Browser.EvaluateAsync("stage.tries.length - before")).GetInt32());
    }

    [Fact]
    public async Task The_badge_finds_room_on_every_scene_on_every_screen_in_every_language()
    {
        await using var page = await StagedPage.StartAsync();
        await page.RunAsync("faults.js");
        var wrong = new List<string>();
        foreach (var (width, height) in SampleScenes.Sizes)
        {
            await page.Browser.ResizeAsync(width, height);
            foreach (var language in SampleScenes.Languages)
            {
                foreach (var sample in SampleScenes.All)
                {
                    await page.ShowAsync(sample, language);
                    await page.Browser.EvaluateAsync("stage.cut(); stage.settle()");
                    var faults = (await page.FaultsAsync()).ToList();
                    faults.AddRange((await page.Browser.EvaluateAsync(Broken)).EnumerateArray().Select(
                        fault => fault.GetString() ?? ""));
                    if (await page.Browser.TextAsync(Badge) == "")
                        faults.Add("there is no badge");
                    wrong.AddRange(faults.Select(fault => $"{sample.Name}, {language}, {width}×{height}: {fault}"));
                    await page.GreetAsync(SampleScenes.Hello);
                }
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Empty(page.Browser.Complaints);
    }

    [Fact]
    public async Task An_answer_outlives_its_kiosk_s_restart_without_the_keys_that_would_ask_the_kiosk()
    {
        await using var page = await StagedPage.StartAsync();
        await page.ShowAsync(Known, "vi");
        Assert.Equal("listen easy home facts", await page.Browser.TextAsync(Keys));
        await page.Browser.EvaluateAsync("stage.pass(5_000); stage.cut()");
        Assert.Equal("easy facts", await page.Browser.TextAsync(Keys));

        await page.Browser.EvaluateAsync("stage.wind(3_000)");
        await page.GreetAsync(SampleScenes.Hello);
        await page.Browser.EvaluateAsync($"stage.scan({Idle.Scene.ToJsonString()})");

        // Whoever reads it reads on, in any language.
        Assert.Equal("", await page.Browser.TextAsync(Badge));
        Assert.Equal("known", await page.Browser.TextAsync(Scene));
        Assert.Equal("easy facts", await page.Browser.TextAsync(Keys));
        Assert.Equal(4, (await page.Browser.EvaluateAsync(Languages)).GetInt32());
        await page.Browser.EvaluateAsync("document.querySelector('#languages [lang=en]').click()");
        Assert.Equal("Registered", await page.Browser.SaysAsync("word"));

        // Its time goes on from where it was: nine seconds of thirty have gone, with the greeting's.
        await page.Browser.EvaluateAsync("stage.pass(20_000)");
        Assert.Equal("known", await page.Browser.TextAsync(Scene));
        await page.Browser.EvaluateAsync("stage.pass(2_000)");
        Assert.Equal("idle", await page.Browser.TextAsync(Scene));
        Assert.Equal("vi", await page.Browser.TextAsync("document.documentElement.lang"));
        Assert.Equal("listen easy", await page.Browser.TextAsync(Keys));
        Assert.Empty(page.Browser.Complaints);
    }

    [Fact]
    public async Task Who_reads_on_over_a_restart_reads_on_in_the_language_that_was_chosen()
    {
        await using var page = await StagedPage.StartAsync();
        await page.ShowAsync(Known, "ko");
        await page.Browser.EvaluateAsync("stage.pass(5_000); stage.cut(); stage.wind(3_000)");
        await page.GreetAsync(SampleScenes.Hello);
        var rest = Idle.Scene.DeepClone().AsObject();
        rest["language"] = "vi"; // a kiosk that begins anew begins in its first

        await page.Browser.EvaluateAsync($"stage.scan({rest.ToJsonString()})");
        Assert.Equal("known ko", await page.Browser.TextAsync($"{Scene} + ' ' + document.documentElement.lang"));

        await page.Browser.EvaluateAsync("stage.pass(22_000)");
        Assert.Equal("idle vi", await page.Browser.TextAsync($"{Scene} + ' ' + document.documentElement.lang"));
        Assert.Empty(page.Browser.Complaints);
    }

    [Fact]
    public async Task A_kiosk_that_is_away_for_long_invites_nobody_and_says_whom_to_tell()
    {
        await using var page = await StagedPage.StartAsync();
        await page.ShowAsync(Idle, "vi");
        await page.Browser.EvaluateAsync("stage.cut(); stage.wind(14_900)");
        Assert.Equal("idle", await page.Browser.TextAsync(Scene)); // a kiosk that starts anew is back by then

        await page.Browser.EvaluateAsync("stage.wind(200)");
        Assert.Equal("outOfOrder", await page.Browser.TextAsync(Scene));
        Assert.Equal("Tạm nghỉ", (await page.Browser.SaysAsync("word")).ReplaceLineEndings(" "));
        Assert.Contains(
            "0236 000 0000", await page.Browser.TextAsync("document.querySelector('#read .call').textContent"));
        Assert.Equal("Đang nối lại với máy…", await page.Browser.TextAsync(Badge));

        // Somebody may read it in another language; then it is the first again.
        await page.Browser.EvaluateAsync("document.querySelector('#languages [lang=en]').click(); stage.wind(29_000)");
        Assert.Equal("outOfOrder en", await page.Browser.TextAsync($"{Scene} + ' ' + document.documentElement.lang"));
        await page.Browser.EvaluateAsync("stage.wind(2_000)");
        Assert.Equal("outOfOrder vi", await page.Browser.TextAsync($"{Scene} + ' ' + document.documentElement.lang"));

        await page.GreetAsync(SampleScenes.Hello);
        Assert.Equal("idle", await page.Browser.TextAsync(Scene));
        Assert.Equal("", await page.Browser.TextAsync(Badge));
        Assert.Empty(page.Browser.Complaints);
    }

    [Fact]
    public async Task An_answer_has_its_whole_time_before_a_kiosk_that_is_away_is_told()
    {
        await using var page = await StagedPage.StartAsync();
        await page.ShowAsync(Known, "vi");
        await page.Browser.EvaluateAsync("stage.cut(); stage.wind(29_000)");
        Assert.Equal("known", await page.Browser.TextAsync(Scene));

        await page.Browser.EvaluateAsync("stage.wind(2_000)");
        Assert.Equal("outOfOrder", await page.Browser.TextAsync(Scene));
        Assert.Empty(page.Browser.Complaints);
    }

    [Fact]
    public async Task After_a_mere_break_of_the_line_the_keys_are_back_at_once_with_what_was_open()
    {
        await using var page = await StagedPage.StartAsync();
        await page.ShowAsync(SampleScenes.All.First(sample => sample.Name == "home"), "vi");
        await page.Browser.EvaluateAsync("""
            // Who opened it touched the screen: the kiosk sent what stands once more.
            globalThis.sent = { ...stage.last(), at: new Date(Date.parse(stage.last().at) + 700).toISOString() };
            stage.resend(sent); stage.cut(); stage.wind(1_500)
            """);
        Assert.Equal("easy facts", await page.Browser.TextAsync(Keys));
        // The kiosk draws the code: while it is away, a picture that can't come is not shown.
        Assert.Equal(0, (await page.Browser.EvaluateAsync("document.querySelectorAll('.qr').length")).GetInt32());

        await page.GreetAsync(SampleScenes.Hello);
        await page.Browser.EvaluateAsync("stage.resend(sent)");

        Assert.Equal("listen easy facts back", await page.Browser.TextAsync(Keys));
        await page.Browser.UntilAsync("document.querySelector('.qr')?.naturalWidth > 0");
        Assert.Empty(page.Browser.Complaints);
    }

    [Fact]
    public async Task A_kiosk_that_was_killed_is_found_again_by_the_page_and_the_answer_stands_meanwhile()
    {
        await using var kiosk = await SeenKiosk.StartAsync(all => all["showing"] = JsonNode.Parse(
            """{ "sceneSeconds": 300, "publicPage": "https://trace.example/{gtin}" }"""));
        await kiosk.ScanAsync(Codes.Known);
        await kiosk.Browser.UntilAsync("document.querySelector('#keys [data-key=home]')");

        await kiosk.KillAsync();
        Assert.NotEqual("", await kiosk.Browser.TextAsync(Badge));
        Assert.Equal("known", await kiosk.Browser.TextAsync(Scene));
        Assert.Equal("easy facts", await kiosk.Browser.TextAsync(Keys));

        await kiosk.StartAgainAsync();
        var answers = Stopwatch.GetTimestamp();
        await kiosk.Browser.UntilAsync($"{Badge} === ''");
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"back {Stopwatch.GetElapsedTime(answers).TotalMilliseconds:0} ms after the kiosk was seen to answer");
        await kiosk.Kiosk.PartAsync("display web", "ok"); // it paints, and with the new run's token
        Assert.Equal("known", await kiosk.Browser.TextAsync(Scene));
        Assert.Equal(Codes.KnownName, await kiosk.Browser.SaysAsync("name"));
        Assert.Equal("easy facts", await kiosk.Browser.TextAsync(Keys));

        // The first scene of the new run has the number of the old one's.
        kiosk.Place.Line.Send(Codes.Expired);
        await kiosk.Browser.UntilAsync($"{Scene} === 'expired'");
        await kiosk.Browser.UntilAsync("document.querySelector('#keys [data-key=home]')");
    }
}
