using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Session;

/// <summary>
/// <c>dntrace-session</c> with cage around the browser, as on a kiosk, on a screen that does not exist.
/// </summary>
public sealed class CageTests
{
    private const string Screen = "1280x720";

    [Fact]
    public async Task Under_cage_the_page_fills_the_screen_and_a_frozen_one_is_replaced()
    {
        RealParts.NeedChromium();
        RealParts.NeedCage();
        await using var run = await SessionRun.StartAsync(null, SessionRun.Cage, isOrdinary: true);
        await run.PaintsAsync();
        await FilledAsync(run);
        var browser = run.Browser();

        run.Freeze();

        await run.AnotherAsync(browser);
        Assert.Contains("its page paints nothing, asked 3 times", Assert.Single(run.Said), StringComparison.Ordinal);
        await FilledAsync(run);
    }

    // A window's first frame may come before it has its size.
    private static Task FilledAsync(SessionRun run) => Until.TrueAsync(
        () => run.Page.Size == $"?window={Screen}&screen={Screen}", "the page over the whole screen");
}
