using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Showing;

/// <summary>The page is for everybody who comes to the market.</summary>
public sealed class SceneAccessTests
{
    // Colours of the sign's ground and its words: axe-core can't see the ground, which is a drawing.
    private const string SignContrast = """
        (() => {
          const light = (text) => text.match(/[\d.]+/g).slice(0, 3).map((part) => part / 255)
            .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
            .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
          const ground = document.querySelector("#sign:not([hidden]) .body-of-sign");
          if (!ground) return 21;
          const [one, other] = [getComputedStyle(ground).fill, getComputedStyle(document.getElementById("word")).color]
            .map(light).sort((a, b) => b - a);
          return (one + 0.05) / (other + 0.05);
        })()
        """;

    // WCAG 2.2, 1.4.3; the words are larger than it asks for, but they are read from two metres.
    private const double LeastContrast = 4.5;

    [Fact]
    public async Task A_broken_rule_is_found()
    {
        await using var page = await StagedPage.StartAsync();
        await Axe.BringAsync(page.Browser);
        await page.ShowAsync(SampleScenes.All.First(sample => sample.Name == "known"), "vi");
        await page.Browser.EvaluateAsync("""
            document.querySelector(".label").style.color = "#AAAAAA";
            document.querySelector("#keys button span").textContent = "";
            document.documentElement.lang = "xx-yy-zz-1"; undefined
            """);

        var faults = string.Join('\n', await Axe.JudgeAsync(page.Browser));

        foreach (var rule in (string[])["color-contrast", "button-name", "html-lang-valid"])
            Assert.Contains(rule, faults, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1024, 600)]
    [InlineData(800, 480)]
    [InlineData(600, 1024)]
    public async Task No_scene_breaks_a_rule_of_the_guidelines_in_any_language(int width, int height)
    {
        await using var page = await StagedPage.StartAsync();
        await Axe.BringAsync(page.Browser);
        await page.Browser.ResizeAsync(width, height);
        var wrong = new List<string>();
        foreach (var language in SampleScenes.Languages)
        {
            foreach (var isEasy in (bool[])[false, true])
            {
                foreach (var sample in SampleScenes.All)
                {
                    await page.ShowAsync(sample, language, isEasy);
                    var faults = (await Axe.JudgeAsync(page.Browser)).ToList();
                    var contrast = (await page.Browser.EvaluateAsync(SignContrast)).GetDouble();
                    if (contrast < LeastContrast)
                        faults.Add($"the sign's contrast is {contrast:0.0}");
                    wrong.AddRange(faults.Select(
                        fault => $"{sample.Name}, {language}{(isEasy ? ", easy" : "")}: {fault}"));
                }
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Empty(page.Browser.Complaints);
    }
}
