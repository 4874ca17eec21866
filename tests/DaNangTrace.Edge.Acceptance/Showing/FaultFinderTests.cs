using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Showing;

/// <summary>What finds no fault must be able to find one: each is planted in a page that has none.</summary>
public sealed class FaultFinderTests
{
    private static readonly (string Fault, string Plant, string Told)[] Planted =
    [
        ("a text cut by its box", "Object.assign(at('time'), { width: '.3rem', overflow: 'clip' })", "is cut by time"),
        ("a line that looks out", "Object.assign(at('#name'), { height: '.62rem' }), more('#name')", "looks out of"),
        ("a text too small", "at('.label').fontSize = '.19rem'", "has 19.0 u"),
        ("a text in a drawing too small", "draw('.way svg', '<text font-size=\"14\" y=\"20\">1</text>')", "has 14.0 u"),
        ("a text outside the screen", "at('#action').marginLeft = '-1rem'", "is cut by body"),
        ("a text outside its sign", "at('#action').marginLeft = '3rem'", "leaves section#sign"),
        ("a text on another", "at('.facts').marginTop = '-.6rem'", "lies on"),
        ("a text behind something", "at('#shape').zIndex = 1", "stands before"),
        ("a key too small", "at('#languages button').height = '.5rem'", "× 50 u"),
        ("a key on another", "at('#languages button').marginRight = '-.5rem'", "lies on"),
        ("a key outside the screen", "at('#keys').marginRight = '-1rem'", "leaves the screen"),
        ("a text longer than its key", "Object.assign(at('#keys span'), { translate: '-.4rem' })", "leaves button"),
        ("a column too high", "at('.way').paddingBottom = '3rem'", "section#read.known is"),
        ("a page too wide", "at('#bar').width = '120vw', at('body').overflow = 'auto'", "the page is"),
    ];

    [Fact]
    public async Task Each_planted_fault_is_found()
    {
        await using var page = await StagedPage.StartAsync();
        await page.RunAsync("faults.js");
        var known = SampleScenes.All.First(sample => sample.Name == "known");
        var wrong = new List<string>();
        foreach (var (fault, plant, told) in Planted)
        {
            await page.ShowAsync(known, "vi");
            wrong.AddRange((await page.FaultsAsync()).Select(found => $"before {fault}: {found}"));
            await page.Browser.EvaluateAsync($$"""
                globalThis.one = (selector) => document.querySelector(selector);
                globalThis.planted = [];
                globalThis.at = (selector) => {
                  const element = one(selector === "time" ? ".strip time" : selector);
                  planted.push([element, element.style.cssText]);
                  return element.style;
                };
                globalThis.more = (selector) => one(selector).append(" và nhiều lời nữa cho đến khi xuống dòng");
                globalThis.draw = (selector, markup) => one(selector).insertAdjacentHTML("beforeend", markup);
                {{plant}};undefined
                """);
            var faults = await page.FaultsAsync();
            if (!faults.Any(found => found.Contains(told, StringComparison.Ordinal)))
                wrong.Add($"{fault}: not found in [{string.Join("; ", faults)}]");
            await page.Browser.EvaluateAsync("""
                for (const [element, style] of planted.reverse()) element.style.cssText = style;
                """);
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }
}
