using System.Text.Json.Nodes;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Showing;

/// <summary>
/// How a stall holder gets a mistake mended: where a full face has no room for it, it stands below the ten facts
/// (<see cref="KnownFaceTests"/>); of what nobody registered there are none, and it stays on the face.
/// </summary>
public sealed class MendingTests
{
    private const string Name = "Ban quản lý chợ đầu mối nông sản và các chợ truyền thống phường Hòa Cường, Đà Nẵng";

    private const string HeightOfTheFacts = "document.querySelector('.ten-list').clientHeight";

    // Upright there is room for a second line of it.
    [Theory]
    [InlineData(1024, 600)]
    [InlineData(800, 480)]
    public async Task An_office_of_a_long_name_and_no_number_takes_no_room_of_the_facts(int width, int height)
    {
        var hello = SampleScenes.Hello;
        hello["market"]!["contact"] = new JsonObject { ["name"] = new JsonObject { ["vi"] = Name } };
        await using var page = await StagedPage.StartAsync();
        await page.RunAsync("faults.js");
        await page.Browser.ResizeAsync(width, height);
        var facts = SampleScenes.All.First(sample => sample.Name == "facts");
        foreach (var language in SampleScenes.Languages)
        {
            await page.GreetAsync(SampleScenes.Hello);
            await page.ShowAsync(facts, language);
            var expected = await page.Browser.EvaluateAsync(HeightOfTheFacts);

            await page.GreetAsync(hello);
            await page.ShowAsync(facts, language);

            Assert.Equal(expected.GetInt32(), (await page.Browser.EvaluateAsync(HeightOfTheFacts)).GetInt32());
            Assert.Contains("Ban quản lý chợ đầu mối", await page.MendAsync(), StringComparison.Ordinal);
            Assert.Empty(await page.FaultsAsync());
        }
    }

    [Theory]
    [InlineData(1024, 600)]
    [InlineData(800, 480)]
    [InlineData(600, 1024)]
    public async Task Where_nothing_is_registered_neither_it_nor_the_key_that_asks_gives_way(int width, int height)
    {
        await using var page = await StagedPage.StartAsync();
        await page.Browser.ResizeAsync(width, height);
        var things = SampleScenes.All
            .Where(sample => sample.Shows == "notRegistered").ToList();
        Assert.NotEmpty(things);
        var wrong = new List<string>();
        foreach (var language in SampleScenes.Languages)
        {
            foreach (var isEasy in (bool[])[false, true])
            {
                foreach (var sample in things)
                {
                    await page.ShowAsync(sample, language, isEasy);
                    var name = $"{sample.Name}, {language}{(isEasy ? ", easy" : "")}";
                    var isKey = await page.Browser.EvaluateAsync(
                        "document.querySelector('#read .speak')?.checkVisibility() === true");
                    if (!isKey.GetBoolean())
                        wrong.Add($"{name}: no key");
                    if (await page.MendAsync() is var mend
                        && !mend.EndsWith(SampleScenes.MendEnd, StringComparison.Ordinal))
                        wrong.Add($"{name}: {mend}");
                }
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }
}
