using System.Text.Json.Nodes;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Showing;

/// <summary>
/// How a stall holder gets a mistake mended: a full face may have no room for that line, the ten facts always have.
/// </summary>
public sealed class MendingTests
{
    private const string Line = """
        (() => {
          const line = document.querySelector("#read .mend");
          return line?.checkVisibility() ? line.textContent : "none";
        })()
        """;

    [Theory]
    [InlineData(1024, 600)]
    [InlineData(800, 480)]
    [InlineData(600, 1024)]
    public async Task An_office_of_a_long_name_and_no_number_takes_no_room_of_the_facts(int width, int height)
    {
        var hello = SampleScenes.Hello;
        hello["market"]!["contact"] = new JsonObject
        {
            ["name"] = new JsonObject
            {
                ["vi"] = "Ban quản lý chợ đầu mối nông sản và các chợ truyền thống phường Hòa Cường, Đà Nẵng",
            },
        };
        await using var page = await StagedPage.StartAsync();
        await page.RunAsync("faults.js");
        await page.Browser.ResizeAsync(width, height);
        await page.GreetAsync(hello);
        var wrong = new List<string>();
        foreach (var language in SampleScenes.Languages)
        {
            foreach (var sample in SampleScenes.Registered.Where((_, index) => index % 3 == 0))
            {
                await page.ShowAsync(sample with { Opens = ["#keys [data-key=facts]"] }, language);
                if (!(await page.Browser.TextAsync(Line)).Contains("Ban quản lý chợ đầu mối", StringComparison.Ordinal))
                    wrong.Add($"{sample.Name}, {language}: not whom to tell");
                wrong.AddRange((await page.FaultsAsync()).Select(fault => $"{sample.Name}, {language}: {fault}"));
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    // There are no ten facts of what nobody registered: it stands on the face, and so does the key that asks the seller.
    [Theory]
    [InlineData(1024, 600)]
    [InlineData(800, 480)]
    [InlineData(600, 1024)]
    public async Task Where_nothing_is_registered_neither_it_nor_the_key_gives_way(int width, int height)
    {
        await using var page = await StagedPage.StartAsync();
        await page.Browser.ResizeAsync(width, height);
        var wrong = new List<string>();
        foreach (var language in SampleScenes.Languages)
        {
            foreach (var isEasy in (bool[])[false, true])
            {
                foreach (var sample in SampleScenes.All.Where(
                    sample => sample.Scene["what"]?.GetValue<string>() is "item" or "stamp"))
                {
                    await page.ShowAsync(sample, language, isEasy);
                    var name = $"{sample.Name}, {language}{(isEasy ? ", easy" : "")}";
                    var isKey = await page.Browser.EvaluateAsync(
                        "document.querySelector('#read .speak')?.checkVisibility() === true");
                    if (!isKey.GetBoolean())
                        wrong.Add($"{name}: no key");
                    // Larger letters and all that a code may say leave no room for it on the smallest screen.
                    if (isEasy && width == 800 && sample.Name == "not-registered-dated")
                        continue;
                    var line = await page.Browser.TextAsync(Line);
                    if (!line.EndsWith("0236 000 0000 · k-han-001", StringComparison.Ordinal))
                        wrong.Add($"{name}: {line}");
                }
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }
}
