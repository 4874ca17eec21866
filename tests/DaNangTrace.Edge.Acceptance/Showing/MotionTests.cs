using System.Text.Json.Nodes;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Showing;

/// <summary>Whoever asked the browser for less motion gets a page that stands still.</summary>
public sealed class MotionTests
{
    // How many widths the deck has while half a minute passes, looked at ten times a second.
    private const string Widths = """
        (() => {
          const deck = document.getElementById("deck");
          const [shrinking] = deck.getAnimations();
          const seen = new Set();
          for (let time = 0; time < 30_000; time += 100) {
            shrinking.currentTime = time;
            seen.add(getComputedStyle(deck).transform);
          }
          return seen.size;
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
            wrong.AddRange((await MovingAsync(page)).Where(one => one is not ("deck", 5))
                .Select(one => $"{sample.Name}: {one}"));
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        await page.ShowAsync(Sample("known"), "vi");
        Assert.Equal(6, (await page.Browser.EvaluateAsync(Widths)).GetInt32());
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
        Assert.Superset(new HashSet<string> { "holding", "beam", "icon" }, await NamesAsync());
        await page.ShowAsync(Sample("known"), "vi");
        Assert.Equal(new HashSet<string> { "deck", "shape", "emblem" }, await NamesAsync());
        Assert.Equal(300, (await page.Browser.EvaluateAsync(Widths)).GetInt32());

        async Task<HashSet<string>> NamesAsync() => [.. (await MovingAsync(page)).Select(one => one.What)];
    }

    private static SampleScene Sample(string name) => SampleScenes.All.First(sample => sample.Name == name);

    /// <summary>What moved when the scene had come, and how many seconds each of its steps stands; 0 where it flows.
    /// </summary>
    private static async Task<List<(string What, double Seconds)>> MovingAsync(StagedPage page) =>
        [.. (await page.Browser.EvaluateAsync("stage.moving()")).EnumerateArray().Select(one =>
            (one.GetProperty("what").GetString() ?? "", one.GetProperty("seconds").GetDouble()))];
}
