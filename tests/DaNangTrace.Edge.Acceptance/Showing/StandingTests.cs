using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Showing;

/// <summary>What may stand for years burns nothing in, and is whole wherever it stands.</summary>
public sealed class StandingTests
{
    private const int Places = 9;
    private const int MillisecondsAPlace = 3 * 60_000;

    // u: what moves by more is seen to move.
    private const double Farthest = 11;

    // Where each text and each large drawing stands. The deck goes across the whole screen: it moves up and down only,
    // and while somebody reads it shrinks.
    private const string Where = """
        (() => {
          const places = [];
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          // Clocks end at their right edge, and not all digits are of one width.
          const put = (name, box, isClock) =>
            box.width && places.push([name, isClock ? box.right : box.left, box.top]);
          while (walker.nextNode()) {
            const { data, parentElement: holder } = walker.currentNode;
            const range = document.createRange();
            range.selectNodeContents(walker.currentNode);
            const name = holder.closest("[id]")?.id ?? holder.localName;
            if (data.trim() && holder.checkVisibility())
              put(`a text of ${name}`, range.getBoundingClientRect(), holder.closest("time"));
          }
          for (const drawing of document.querySelectorAll("#emblem, #shape path, #hand .scanner, #bridge .tube"))
            if (drawing.checkVisibility())
              put(drawing.id || drawing.getAttribute("class"), drawing.getBoundingClientRect());
          return places;
        })()
        """;

    [Fact]
    public async Task By_a_clock_that_is_not_set_neither_time_nor_day_stands()
    {
        await using var page = await StagedPage.StartAsync();
        foreach (var rest in SampleScenes.All.Take(3))
        {
            var scene = rest.Scene.DeepClone().AsObject();
            foreach (var isKnown in (bool[])[true, false])
            {
                scene["isTimeKnown"] = isKnown;
                Assert.Equal(rest.Shows, await page.ShowAsync(rest with { Scene = scene }, "vi"));
                var seen = await page.Browser.TextAsync("document.body.innerText");
                Assert.Equal(isKnown, Regex.IsMatch(seen, "10:42"));
                if (!isKnown)
                    Assert.DoesNotContain("Thứ Năm", seen, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Whatever_stands_while_nobody_scans_moves_over_nine_places_and_is_whole_at_each()
    {
        await using var page = await StagedPage.StartAsync();
        await page.RunAsync("faults.js");
        var rests = SampleScenes.All.Where(sample => (int)sample.Scene["seconds"]! == 0).ToList();
        Assert.Equal(["idle", "announcement", "out-of-order"], rests.Select(rest => rest.Name));
        var wrong = new List<string>();
        foreach (var language in SampleScenes.Languages)
        {
            // Nobody is there to choose: the kiosk's first language stands.
            var hello = SampleScenes.Hello;
            hello["languages"] = new JsonArray(
                [.. SampleScenes.Languages.OrderBy(one => one != language).Select(one => (JsonNode)one)]);
            await page.GreetAsync(hello);
            foreach (var (width, height) in SampleScenes.Sizes)
            {
                await page.Browser.ResizeAsync(width, height);
                foreach (var rest in rests)
                    wrong.AddRange((await FaultsAsync(page, rest, language)).Select(
                        fault => $"{rest.Name}, {language}, {width}×{height}: {fault}"));
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Empty(page.Browser.Complaints);
    }

    [Fact]
    public async Task A_shoppers_scene_stands_still()
    {
        await using var page = await StagedPage.StartAsync();
        await page.ShowAsync(SampleScenes.All[0], "vi");
        await page.Browser.EvaluateAsync($"stage.pass({MillisecondsAPlace})");
        await page.ShowAsync(SampleScenes.All.First(sample => sample.Name == "known"), "vi");

        Assert.Equal(
            "none none", await page.Browser.TextAsync(
                "['verdict', 'keys'].map((id) => getComputedStyle(document.getElementById(id)).translate).join(' ')"));
    }

    private static async Task<List<string>> FaultsAsync(StagedPage page, SampleScene rest, string language)
    {
        var faults = new List<string>();
        var shown = await page.ShowAsync(rest, language);
        if (shown != rest.Shows)
            faults.Add($"it shows {shown}");
        var unit = (await page.Browser.EvaluateAsync(
            "parseFloat(getComputedStyle(document.documentElement).fontSize) / 100")).GetDouble();
        var places = new List<JsonElement[]>();
        for (var place = 0; place < Places; place++)
        {
            faults.AddRange((await page.FaultsAsync()).Select(fault => $"at place {place}: {fault}"));
            places.Add([.. (await page.Browser.EvaluateAsync(Where)).EnumerateArray()]);
            await page.Browser.EvaluateAsync($"stage.pass({MillisecondsAPlace})");
        }
        for (var i = 0; i < places[0].Length; i++)
        {
            var spots = places.Select(place => (X: place[i][1].GetDouble(), Y: place[i][2].GetDouble())).ToList();
            var count = spots.DistinctBy(spot => (Math.Round(spot.X), Math.Round(spot.Y))).Count();
            if (count != Places)
                faults.Add($"{places[0][i][0]} stands at {count} places");
            var way = Math.Max(
                spots.Max(spot => spot.X) - spots.Min(spot => spot.X),
                spots.Max(spot => spot.Y) - spots.Min(spot => spot.Y));
            if (way > Farthest * unit)
                faults.Add($"{places[0][i][0]} moves by {way / unit:0.0} u");
        }
        return faults;
    }
}
