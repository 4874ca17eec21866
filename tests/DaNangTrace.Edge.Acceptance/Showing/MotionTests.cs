using System.Text.Json.Nodes;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Showing;

/// <summary>Whoever asked the browser for less motion gets a page that stands still.</summary>
public sealed class MotionTests
{
    private const double Seconds = 30;

    // The deck's width, of the whole, after each tenth of a second that passes.
    private const string Widths = """
        (() => {
          const deck = document.getElementById("deck");
          const widths = [];
          for (let tenth = 1; tenth < 300; tenth++) {
            stage.pass(100);
            widths.push(new DOMMatrix(getComputedStyle(deck).transform).a);
          }
          return widths;
        })()
        """;

    [Fact]
    public async Task Nothing_moves_on_any_scene_and_the_deck_steps_every_five_seconds()
    {
        await using var page = await StagedPage.StartAsync(); // it asks for less motion
        var wrong = new List<string>();
        foreach (var sample in SampleScenes.All)
        {
            await page.ShowAsync(sample, "vi");
            wrong.AddRange((await MovingAsync(page)).Select(one => $"{sample.Name}: {one}"));
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        var widths = await WidthsAsync(page);
        Assert.Equal(6, widths.Distinct().Count());
        Assert.All(Tenths(widths), one => Assert.Equal(1 - (Math.Floor(one.At / 5) * 5 / Seconds), one.Width, 0.001));
        Assert.Empty(page.Browser.Complaints);
    }

    [Fact]
    public async Task With_motion_the_hand_and_the_sign_move_and_the_deck_shrinks_evenly()
    {
        await using var page = await StagedPage.StartAsync();
        await page.Browser.AskAsync("Emulation.setEmulatedMedia", new JsonObject
        {
            ["features"] = new JsonArray(
                new JsonObject { ["name"] = "prefers-reduced-motion", ["value"] = "no-preference" }),
        });

        await page.ShowAsync(Sample("idle"), "vi");
        Assert.Superset(new HashSet<string> { "holding", "beam", "icon" }, await MovingAsync(page));
        await page.ShowAsync(Sample("known"), "vi");
        Assert.Equal(new HashSet<string> { "shape", "emblem" }, await MovingAsync(page));
        var widths = await WidthsAsync(page);
        Assert.All(Tenths(widths), one => Assert.Equal(1 - (one.At / Seconds), one.Width, 0.001));
        // A finger gives it its whole time again.
        await page.Browser.EvaluateAsync("dispatchEvent(new PointerEvent('pointerdown'))");
        Assert.Equal(widths, await WidthsAsync(page));
    }

    private static SampleScene Sample(string name) => SampleScenes.All.First(sample => sample.Name == name);

    private static async Task<List<double>> WidthsAsync(StagedPage page)
    {
        if (await page.Browser.TextAsync("document.documentElement.dataset.scene") != "known")
            await page.ShowAsync(Sample("known"), "vi");
        return [.. (await page.Browser.EvaluateAsync(Widths)).EnumerateArray().Select(width => width.GetDouble())];
    }

    private static IEnumerable<(double At, double Width)> Tenths(List<double> widths) =>
        widths.Select((width, index) => ((index + 1) / 10.0, width));

    /// <summary>What moved when the scene had come.</summary>
    private static async Task<HashSet<string>> MovingAsync(StagedPage page) =>
        [.. (await page.Browser.EvaluateAsync("stage.moving()")).EnumerateArray().Select(one => one.GetString()!)];
}
