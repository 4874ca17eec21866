using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Showing;

/// <summary>How what is pressed on the page reaches the kiosk.</summary>
public sealed class PressTests
{
    // The kiosk takes its time: each press is answered when the test says so.
    private const string Hold = """
        globalThis.pressed = [];
        globalThis.fetch = (path, { body }) => new Promise((done) => {
          const { language } = JSON.parse(body);
          if (path === "/beat") globalThis.beats++;
          if (path !== "/language") return done({ ok: true });
          pressed.push({ language, answer: () => done({ ok: true }) });
        });
        undefined
        """;

    private const string Languages = "pressed.map(({ language }) => language).join(' ')";

    [Fact]
    public async Task Who_changes_their_mind_is_heard_in_the_order_of_the_presses()
    {
        await using var page = await StartAsync();
        await ChooseAsync(page, "en", "ko", "zh");

        await page.Browser.UntilAsync("pressed.length > 0");
        Assert.Equal("en", await page.Browser.TextAsync(Languages));
        await page.Browser.EvaluateAsync("pressed[0].answer()");
        await page.Browser.UntilAsync("pressed.length > 1");
        Assert.Equal("en ko", await page.Browser.TextAsync(Languages));
        await page.Browser.EvaluateAsync("pressed[1].answer()");
        await page.Browser.UntilAsync($"{Languages} === 'en ko zh'");
        Assert.Empty(page.Browser.Complaints);
    }

    [Fact]
    public async Task While_the_kiosk_hangs_presses_wait_up_to_a_limit()
    {
        await using var page = await StartAsync();
        for (var i = 0; i < 20; i++)
            await ChooseAsync(page, "en", "ko");
        await page.Browser.UntilAsync("pressed.length > 0");

        await page.Browser.EvaluateAsync("""
            (async () => {
              for (let i = 0; i < pressed.length; i++) {
                pressed[i].answer();
                await new Promise((done) => requestAnimationFrame(done));
              }
            })()
            """);

        Assert.InRange((await page.Browser.EvaluateAsync("pressed.length")).GetInt32(), 2, 16);
        Assert.Empty(page.Browser.Complaints);
    }

    [Fact]
    public async Task A_kiosk_that_is_slow_to_take_a_press_still_hears_that_the_page_paints()
    {
        await using var page = await StartAsync();
        await ChooseAsync(page, "en", "ko");
        await page.Browser.UntilAsync("pressed.length > 0");

        await page.Browser.EvaluateAsync("globalThis.beats = 0; stage.pass(10_000)");
        await page.Browser.UntilAsync("beats > 0");
        Assert.Equal("en", await page.Browser.TextAsync(Languages));

        // What waited so long is no longer meant.
        await page.Browser.EvaluateAsync("pressed[0].answer()");
        await ChooseAsync(page, "zh");
        await page.Browser.UntilAsync("pressed.length > 1");
        Assert.Equal("en zh", await page.Browser.TextAsync(Languages));
        Assert.Empty(page.Browser.Complaints);
    }

    private static async Task<StagedPage> StartAsync()
    {
        var page = await StagedPage.StartAsync();
        await page.Browser.EvaluateAsync(Hold);
        var hello = SampleScenes.Hello;
        hello["token"] = "sample";
        await page.GreetAsync(hello);
        return page;
    }

    private static async Task ChooseAsync(StagedPage page, params string[] languages)
    {
        foreach (var language in languages)
            await page.Browser.EvaluateAsync($"document.querySelector('#languages button[lang={language}]').click()");
    }
}
