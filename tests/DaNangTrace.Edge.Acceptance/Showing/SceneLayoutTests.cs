using System.Text.Json.Nodes;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Showing;

/// <summary>Every face of the page finds room on every screen, in every language.</summary>
public sealed class SceneLayoutTests
{
    // All that is read, but for keys, a text a line.
    private const string Said = """
        (() => {
          const texts = [];
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const { data, parentElement: holder } = walker.currentNode;
            if (holder.checkVisibility() && !holder.closest("button")) texts.push(data.trim());
          }
          return texts.join("\n");
        })()
        """;

    private const string SeenKeys =
        "[...document.querySelectorAll('button')].filter((key) => key.checkVisibility())"
        + ".map((key) => key.textContent).join(', ')";

    private const string IsMarketCut =
        "(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)(document.getElementById('market'))";

    [Fact]
    public async Task Every_scene_fits_on_every_screen_in_every_language()
    {
        await using var page = await StagedPage.StartAsync();
        await FitAsync(page, SampleScenes.All, SampleScenes.Sizes);
    }

    [Fact]
    public async Task However_much_is_to_be_said_it_fits_on_every_screen_in_every_language()
    {
        await using var page = await StagedPage.StartAsync();
        await FitAsync(
            page, CrowdedScenes.All().Select(one => new SampleScene(one.Name, one.Scene, "")), SampleScenes.Sizes);
    }

    [Theory]
    [InlineData(800, 480, 120)]
    [InlineData(800, 480, 220)]
    [InlineData(1920, 1080, 120)]
    [InlineData(1920, 1080, 220)]
    [InlineData(600, 1024, 220)]
    [InlineData(480, 800, 170)]
    public async Task Every_scene_fits_on_coarse_and_on_fine_panels(int width, int height, int ppi)
    {
        await using var page = await StagedPage.StartAsync();
        var hello = SampleScenes.Hello;
        hello["panel"]!["ppi"] = ppi;
        await page.GreetAsync(hello);
        await FitAsync(page, SampleScenes.All, [(width, height)]);
    }

    [Fact]
    public async Task Without_touch_every_scene_fits_and_says_what_it_says_with_touch()
    {
        await using var page = await StagedPage.StartAsync();
        await page.RunAsync("faults.js");
        // Views and easy reading are opened by keys.
        var samples = SampleScenes.All.Where(sample => sample.Opens.Length == 0).ToList();
        var touched = new Dictionary<string, string[]>();
        foreach (var sample in samples)
        {
            await page.ShowAsync(sample, "vi");
            touched[sample.Name] = (await page.Browser.TextAsync(Said)).Split('\n');
        }
        var hello = SampleScenes.Hello;
        hello["panel"]!["touch"] = false;
        await page.GreetAsync(hello);
        var wrong = new List<string>();
        foreach (var sample in samples)
        {
            await page.ShowAsync(sample, "vi");
            // There is more room: it may say more.
            var said = (await page.Browser.TextAsync(Said)).Split('\n');
            wrong.AddRange(touched[sample.Name].Except(said).Select(text => $"{sample.Name}: not said: {text}"));
            if (await page.Browser.TextAsync(SeenKeys) is { Length: > 0 } keys)
                wrong.Add($"{sample.Name}: keys {keys}");
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        await FitAsync(page, samples, SampleScenes.Sizes, canBeEasy: false);
    }

    [Fact]
    public async Task That_more_products_have_the_number_is_told_wherever_eight_are_shown()
    {
        await using var page = await StagedPage.StartAsync();
        var several = SampleScenes.All.First(sample => sample.Name == "several");
        var scene = several.Scene.DeepClone().AsObject();
        var products = scene["products"]!.AsArray();
        for (var i = 0; products.Count < 8; i++)
            products.Add(products[i]!.DeepClone());
        scene["more"] = 3;
        var wrong = new List<string>();
        foreach (var (width, height) in SampleScenes.Sizes)
        {
            await page.Browser.ResizeAsync(width, height);
            foreach (var language in SampleScenes.Languages)
            {
                foreach (var isEasy in (bool[])[false, true])
                {
                    await page.ShowAsync(several with { Scene = scene }, language, isEasy);
                    var told = await page.Browser.TextAsync("document.querySelector('.rest')?.innerText ?? ''");
                    if (!told.Contains('3') || told.EndsWith('…'))
                        wrong.Add($"{language}, {width}×{height}{(isEasy ? ", easy" : "")}: {told}");
                }
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
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

    private static async Task FitAsync(
        StagedPage page, IEnumerable<SampleScene> samples, (int Width, int Height)[] sizes, bool canBeEasy = true)
    {
        await page.RunAsync("faults.js");
        var (all, wrong) = (samples.ToList(), new List<string>());
        foreach (var (width, height) in sizes)
        {
            await page.Browser.ResizeAsync(width, height);
            foreach (var language in SampleScenes.Languages)
            {
                foreach (var isEasy in canBeEasy ? (bool[])[false, true] : [false])
                {
                    foreach (var sample in all)
                        wrong.AddRange(await FaultsAsync(page, sample, language, isEasy, $"{width}×{height}"));
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
        return (sample.Shows.Length == 0 || shown == sample.Shows ? faults : [.. faults, $"it shows {shown}"])
            .Select(fault => $"{sample.Name}, {language}{(isEasy ? ", easy" : "")}, {size}: {fault}");
    }
}
