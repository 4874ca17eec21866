using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Session;

/// <summary>
/// <c>dntrace-session</c> with the real kiosk, the real browser and its policy, as they are installed together: what a
/// stand-in of one of them could be wrong about.
/// </summary>
public sealed class KioskSessionTests
{
    // As often does dntrace-session ask before it gives a browser up, here each second.
    private const int Misses = 3;

    // As tokens.css has them: a change there is one here. What waits for the kiosk has the idle screen's ground, and no
    // bar.
    private const string Sea8 = "#093540";
    private const string Sea9 = "#05232B";
    private const string Known = "#0B7040";
    private const string Red = "#A80F1B";

    [Fact]
    public async Task Under_cage_the_page_comes_with_the_kiosk_and_a_frozen_browser_is_replaced()
    {
        NeedParts();
        RealParts.NeedCage();
        using var place = new KioskPlace($"mqtt://127.0.0.1:{FreePort.Take()}");
        await using var run = await SessionRun.StartAsync(
            null, SessionRun.Cage, isOrdinary: true, govern: _ => { }, kiosk: place);
        await Until.TrueAsync(() => run.Browser() != 0, "a browser");
        var browser = run.Browser();
        // Longer than one whose page paints nothing is kept: that nothing comes can only be waited out.
        await Task.Delay(TimeSpan.FromSeconds(SessionRun.Grace + (2 * Misses)), TestContext.Current.CancellationToken);

        await using var kiosk = await KioskProcess.StartAsync(place);
        await run.PaintsAsync();
        await kiosk.PartAsync("display web", "ok");
        Assert.Empty(run.Said);
        Assert.Equal(browser, run.Browser());

        run.Freeze();

        await run.AnotherAsync(browser);
        var line = Assert.Single(run.Said);
        Assert.Contains("its page paints nothing, asked 3 times: ", line, StringComparison.Ordinal);
        Assert.EndsWith("The page of the kiosk's own screen has painted nothing within 15 s.", line,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_scanned_fills_the_screen_and_a_kiosk_that_is_killed_finds_the_same_browser()
    {
        NeedParts();
        using var place = new KioskPlace($"mqtt://127.0.0.1:{FreePort.Take()}");
        await using var screen = await VirtualScreen.StartAsync();
        await using var run = await SessionRun.StartAsync(screen, govern: _ => { }, kiosk: place);
        await SeenAsync(screen, sign: Sea8, bar: Sea8);
        var browser = run.Browser();

        await using (var kiosk = await KioskProcess.StartAsync(place))
        {
            await run.PaintsAsync();
            await SeenAsync(screen, sign: Sea8, bar: Sea9);
            place.Line.Send(Codes.Known);
            await SeenAsync(screen, sign: Known, bar: Sea9);
            await kiosk.KillAsync();
        }

        await using var again = await KioskProcess.StartAsync(place);
        // The new process has heard of no page yet.
        await run.PaintsAsync();
        place.Line.Send(Codes.Recalled);
        await SeenAsync(screen, sign: Red, bar: Sea9);
        Assert.Empty(run.Said);
        Assert.Equal(browser, run.Browser());
    }

    private static void NeedParts()
    {
        RealParts.NeedProgram();
        RealParts.NeedChromium();
        RealParts.NeedMount();
    }

    // Nothing but the screen is believed: on the left the sign with the verdict, below it the bar.
    private static async Task SeenAsync(VirtualScreen screen, string sign, string bar)
    {
        var seen = "";
        try
        {
            await Until.TrueAsync(
                () =>
                {
                    var picture = screen.Picture();
                    seen = $"{picture.Ground(0, 0, 0.35, 0.8)} over {picture.Ground(0, 0.86, 1, 1)}";
                    return seen == $"{sign} over {bar}";
                },
                $"{sign} over {bar} on the screen");
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}; it shows {seen}");
        }
    }
}
