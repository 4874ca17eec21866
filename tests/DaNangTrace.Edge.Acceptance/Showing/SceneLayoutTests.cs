using System.Text.Json.Nodes;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Showing;

/// <summary>Every face of the page finds room on every screen, in every language.</summary>
public sealed class SceneLayoutTests
{
    private const string IsMarketCut =
        "(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)(document.getElementById('market'))";

    [Fact]
    public async Task Every_scene_fits_on_every_screen_in_every_language()
    {
        await using var page = await StagedPage.StartAsync();
        await page.RunAsync("faults.js");
        var wrong = new List<string>();
        foreach (var (width, height) in SampleScenes.Sizes)
        {
            await page.Browser.ResizeAsync(width, height);
            foreach (var language in SampleScenes.Languages)
            {
                foreach (var isEasy in (bool[])[false, true])
                {
                    foreach (var sample in SampleScenes.All)
                        wrong.AddRange(await FaultsAsync(page, sample, language, isEasy, $"{width}×{height}"));
                }
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Empty(page.Browser.Complaints);
    }

    [Fact]
    public async Task However_much_is_to_be_said_it_fits_on_every_screen_in_every_language()
    {
        await using var page = await StagedPage.StartAsync();
        await page.RunAsync("faults.js");
        var wrong = new List<string>();
        foreach (var (width, height) in SampleScenes.Sizes)
        {
            await page.Browser.ResizeAsync(width, height);
            foreach (var language in SampleScenes.Languages)
            {
                foreach (var isEasy in (bool[])[false, true])
                {
                    foreach (var (name, scene) in CrowdedScenes.All())
                    {
                        await page.ShowAsync(new SampleScene(name, scene, ""), language, isEasy);
                        wrong.AddRange((await page.FaultsAsync()).Select(
                            fault => $"{name}, {language}{(isEasy ? ", easy" : "")}, {width}×{height}: {fault}"));
                    }
                }
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Empty(page.Browser.Complaints);
    }

    [Fact]
    public async Task The_name_of_every_market_fits_above_the_prompt()
    {
        await using var page = await StagedPage.StartAsync();
        await page.RunAsync("faults.js");
        var wrong = new List<string>();
        foreach (var file in Directory.GetFiles(Path.Combine(RealParts.Repository, "device-config", "markets")))
        {
            var hello = SampleScenes.Hello;
            hello["market"]!["name"] = JsonNode.Parse(await File.ReadAllTextAsync(file))!["name"]!.DeepClone();
            await page.GreetAsync(hello);
            foreach (var (width, height) in SampleScenes.Sizes)
            {
                await page.Browser.ResizeAsync(width, height);
                foreach (var language in SampleScenes.Languages)
                {
                    wrong.AddRange((await FaultsAsync(page, SampleScenes.All[0], language, false, $"{width}×{height}"))
                        .Select(fault => $"{Path.GetFileName(file)}: {fault}"));
                    if ((await page.Browser.EvaluateAsync(IsMarketCut)).GetBoolean())
                        wrong.Add($"{Path.GetFileName(file)}, {language}, {width}×{height}: the name is cut");
                }
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Empty(page.Browser.Complaints);
    }

    private static async Task<IEnumerable<string>> FaultsAsync(
        StagedPage page, SampleScene sample, string language, bool isEasy, string size)
    {
        var shown = await page.ShowAsync(sample, language, isEasy);
        var faults = await page.FaultsAsync();
        return (shown == sample.Shows ? faults : [.. faults, $"it shows {shown}"])
            .Select(fault => $"{sample.Name}, {language}{(isEasy ? ", easy" : "")}, {size}: {fault}");
    }
}
