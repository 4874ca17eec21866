using System.Net;
using System.Text.Json.Nodes;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Session;

/// <summary><c>dntrace-session</c> with the real browser, on a screen that nobody sees.</summary>
public sealed class SessionTests
{
    [Fact]
    public async Task A_browser_that_starts_before_the_kiosk_shows_its_page_when_it_comes()
    {
        RealParts.NeedChromium();
        await using var screen = await VirtualScreen.StartAsync();
        await using var run = await SessionRun.StartAsync(screen);
        await run.Page.CloseAsync();
        await Until.TrueAsync(() => run.Browser() != 0, "a browser");
        var browser = run.Browser();
        await Task.Delay(TimeSpan.FromSeconds(3));

        await run.Page.OpenAsync();

        await run.PaintsAsync();
        Assert.Equal(browser, run.Browser());
    }

    [Fact]
    public async Task What_waits_for_the_kiosk_goes_to_the_page_of_a_real_one_which_speaks_for_the_screen()
    {
        using var place = new KioskPlace($"mqtt://127.0.0.1:{FreePort.Take()}");
        await using var browser = await Browser.StartAsync();
        var waiting = Path.Combine(RealParts.Repository, "deploy/kiosk-session/waiting.html");
        await browser.AskAsync(
            "Page.navigate", new JsonObject { ["url"] = $"file://{waiting}#{place.Address}#screen" });
        await browser.UntilAsync("document.title === 'dntrace'");

        await using var kiosk = await KioskProcess.StartAsync(place);

        using var web = new HttpClient();
        await Until.TrueAsync(
            async () => (await web.GetAsync($"{place.Address}beat?screen")).StatusCode == HttpStatusCode.NoContent,
            "a beat of the screen");
        await browser.UntilAsync("location.hash === '#screen' && document.documentElement.dataset.scene === 'idle'");
    }

    [Fact]
    public async Task A_page_that_paints_nothing_gets_a_new_browser()
    {
        RealParts.NeedChromium();
        await using var screen = await VirtualScreen.StartAsync();
        await using var run = await SessionRun.StartAsync(screen);
        await run.PaintsAsync();
        var first = run.Browser();

        run.Page.Hears = false;
        await run.Script.LineAsync("the browser is started again");
        run.Page.Hears = true;

        await run.AnotherAsync(first);
        var line = Assert.Single(run.Said);
        Assert.Contains("its page paints nothing, asked 3 times: no page of this machine has painted[31m", line,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_frozen_browser_is_killed_and_replaced()
    {
        RealParts.NeedChromium();
        await using var screen = await VirtualScreen.StartAsync();
        await using var run = await SessionRun.StartAsync(screen);
        await run.PaintsAsync();
        var first = run.Processes();
        var browser = run.Browser();
        run.Freeze();

        await run.AnotherAsync(browser);

        await Until.TrueAsync(
            () => !run.Processes().Select(one => one.Id).Intersect(first.Select(one => one.Id)).Any(),
            "nothing left of the frozen one");
    }

    [Fact]
    public async Task A_browser_that_was_killed_comes_back()
    {
        RealParts.NeedChromium();
        await using var screen = await VirtualScreen.StartAsync();
        await using var run = await SessionRun.StartAsync(screen);
        await run.PaintsAsync();
        var first = run.Browser();

        _ = Unix.Signal(first, Unix.Kill);

        await run.AnotherAsync(first);
        Assert.Contains("it ended by itself (exit code 137)", Assert.Single(run.Said), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_kiosk_is_away_the_browser_stays()
    {
        RealParts.NeedChromium();
        await using var screen = await VirtualScreen.StartAsync();
        await using var run = await SessionRun.StartAsync(screen);
        await run.PaintsAsync();
        var browser = run.Browser();
        // So that it is past its grace.
        await Task.Delay(TimeSpan.FromSeconds(SessionRun.Grace + 1));

        await run.Page.CloseAsync();
        await Task.Delay(TimeSpan.FromSeconds(8));

        Assert.Equal(browser, run.Browser());
        await run.Page.OpenAsync();
        await run.PaintsAsync();
        Assert.Equal(browser, run.Browser());
        Assert.Empty(run.Said);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_signal_ends_all_of_it(bool isFrozen)
    {
        RealParts.NeedChromium();
        await using var screen = await VirtualScreen.StartAsync();
        await using var run = await SessionRun.StartAsync(screen);
        await run.PaintsAsync();
        if (isFrozen)
            run.Freeze();

        run.Script.Signal(Unix.Terminate);

        Assert.Equal(0, await run.Script.ExitAsync());
        await Until.TrueAsync(() => run.Processes().Count == 0, "nothing left");
        Assert.False(Directory.Exists(Path.Combine(run.Folder, "dntrace-browser")));
    }

    [Fact]
    public async Task A_browser_that_can_not_start_is_tried_again_with_growing_pauses()
    {
        await using var run = await SessionRun.StartAsync(null, new()
        {
            ["DNTRACE_SESSION_BROWSER"] = "false",
            ["DNTRACE_SESSION_LONGEST_PAUSE"] = "4",
        });

        await Until.TrueAsync(() => run.Said.Count() == 4, "four tries");

        Assert.Equal(["in 1 s", "in 2 s", "in 4 s", "in 4 s"], run.Said.Select(line => line[29..35]));
        Assert.All(run.Said, line => Assert.Contains("(exit code 1)", line, StringComparison.Ordinal));
    }
}
