using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Showing;

/// <summary>Whatever a text from outside says, it stays a text in its place.</summary>
public sealed class HostileSceneTests
{
    // No scene has a frame, a form or a script of its own, nor a handler on an element. A label is read, not followed.
    private const string Markup = """
        [...document.querySelectorAll("body, body *")].flatMap((element) => [
          ...(element.matches("script, iframe, object, embed, link, style, base, form, meta, h1 h1, img[src$='/x']")
            ? [`<${element.localName}>`] : []),
          ...[...element.attributes].filter(({ name, value }) =>
            /^on/i.test(name) || (name !== "aria-label" && /^\s*javascript:/i.test(value)))
            .map(({ name, value }) => `${name}=${value.slice(0, 40)}`),
        ]).concat("hurt" in window ? ["it ran"] : []).join(", ")
        """;

    [Theory]
    [InlineData("vi", 1024, 600)]
    [InlineData("en", 800, 480)]
    [InlineData("zh", 600, 1024)]
    public async Task No_hostile_text_becomes_more_than_a_text(string language, int width, int height)
    {
        await using var page = await StagedPage.StartAsync();
        await page.RunAsync("faults.js");
        await page.Browser.ResizeAsync(width, height);
        var wrong = new List<string>();
        foreach (var (name, text) in HostileTexts.All)
        {
            await page.GreetAsync(HostileTexts.Full(SampleScenes.Hello, text));
            foreach (var isEasy in (bool[])[false, true])
            {
                foreach (var sample in SampleScenes.All)
                {
                    var hostile = sample with { Scene = HostileTexts.Full(HostileTexts.Filled(sample.Scene), text) };
                    wrong.AddRange((await FaultsAsync(page, hostile, language, isEasy)).Select(
                        fault => $"{sample.Name}{(isEasy ? ", easy" : "")}, {name}: {fault}"));
                }
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Empty(page.Browser.Complaints);
    }

    [Fact]
    public async Task No_single_field_without_end_or_without_a_word_breaks_its_scene()
    {
        await using var page = await StagedPage.StartAsync();
        await page.RunAsync("faults.js");
        var wrong = new List<string>();
        foreach (var (name, text) in HostileTexts.All.Where(one => one.Name is "10,000 words" or "nothing"))
        {
            foreach (var sample in SampleScenes.All)
            {
                foreach (var (field, scene) in HostileTexts.OneByOne(HostileTexts.Filled(sample.Scene), text, "vi"))
                {
                    wrong.AddRange((await FaultsAsync(page, sample with { Scene = scene }, "vi", isEasy: false)).Select(
                        fault => $"{sample.Name}, {field}, {name}: {fault}"));
                }
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Empty(page.Browser.Complaints);
    }

    private static async Task<List<string>> FaultsAsync(
        StagedPage page, SampleScene sample, string language, bool isEasy)
    {
        var shown = await page.ShowAsync(sample, language, isEasy);
        var faults = (await page.FaultsAsync()).ToList();
        var markup = await page.Browser.TextAsync(Markup);
        if (markup.Length > 0)
            faults.Add($"markup: {markup}");
        if (shown != sample.Shows)
            faults.Add($"it shows {shown}");
        if (shown is not ("idle" or "announcement") && await page.Browser.SaysAsync("word") == "")
            faults.Add("its sign says nothing");
        return faults;
    }
}
