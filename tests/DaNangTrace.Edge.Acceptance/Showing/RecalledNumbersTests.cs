using System.Globalization;
using System.Text.Json.Nodes;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Showing;

/// <summary>Of the numbers that a shopper is to compare, each stands whole on the face, or is counted.</summary>
public sealed class RecalledNumbersTests
{
    // What each list shows, and what it says behind that.
    private const string Lists = """
        [...document.querySelectorAll("#read .numbers")].map((list) => ({
          shown: [...list.children].map((number) => number.querySelector("bdi").textContent),
          rest: list.lastChild.nodeType === Node.TEXT_NODE ? list.lastChild.data : "",
        }))
        """;

    [Theory]
    [InlineData(1024, 600)]
    [InlineData(800, 480)]
    [InlineData(600, 1024)]
    public async Task Each_is_shown_whole_or_counted(int width, int height)
    {
        await using var page = await StagedPage.StartAsync();
        await page.Browser.ResizeAsync(width, height);
        foreach (var (name, recall) in CrowdedScenes.Heavy())
        {
            foreach (var alert in (string?[])[null, "expired"])
            {
                var scene = CrowdedScenes.Known(["compareLot", "newerWarnings"], isPast: alert is not null);
                (scene["recall"], scene["alert"]) = (recall.DeepClone(), alert);
                await page.ShowAsync(new SampleScene(name, scene, ""), "vi");
                var lists = (await page.Browser.EvaluateAsync(Lists)).EnumerateArray().ToList();
                var told = (string[][])[Numbers(recall, "lots"), Numbers(recall, "serials")];
                if (lists.Count > 0)
                    Assert.Equal(told.Count(numbers => numbers.Length > 0), lists.Count);
                else
                    Assert.Equal(("expired", true), (alert, name.StartsWith("8 ranges", StringComparison.Ordinal)));
                foreach (var (list, numbers) in lists.Zip(told))
                {
                    var shown = list.GetProperty("shown").EnumerateArray().Select(one => one.GetString()!).ToList();
                    Assert.Equal(numbers.Take(shown.Count), shown);
                    var rest = list.GetProperty("rest").GetString()!.Trim();
                    var left = numbers.Length - shown.Count;
                    Assert.Equal(
                        left == 0 ? "" : string.Create(
                            CultureInfo.InvariantCulture, $"và {left} mục khác: hãy hỏi ban quản lý chợ"),
                        rest);
                }
                // Where not even one of each kind finds room, it is said who knows them; never where the sign asks to
                // compare.
                if (lists.Count == 0)
                {
                    Assert.Equal("Hãy hỏi ban quản lý chợ số nào bị thu hồi.", await page.Browser.TextAsync(
                        "document.querySelector('#read .of-recall').textContent.trim()"));
                }
            }
        }
        Assert.Empty(page.Browser.Complaints);
    }

    [Fact]
    public async Task Where_there_is_room_all_are_shown()
    {
        await using var page = await StagedPage.StartAsync();
        var scene = CrowdedScenes.Known(["compareLot"]);
        scene["recall"] = CrowdedScenes.ManyLots(8);
        await page.ShowAsync(new SampleScene("eight", scene, ""), "vi");
        var list = Assert.Single((await page.Browser.EvaluateAsync(Lists)).EnumerateArray());
        Assert.Equal(8, list.GetProperty("shown").GetArrayLength());
        Assert.Equal("", list.GetProperty("rest").GetString());
    }

    private static string[] Numbers(JsonNode recall, string kind) =>
        [.. recall[kind]!.AsArray().Select(number => (string)number!)];
}
