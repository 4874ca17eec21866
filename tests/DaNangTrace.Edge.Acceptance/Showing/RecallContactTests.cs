using System.Text.Json.Nodes;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Showing;

/// <summary>Whom to ask about a recall: who waits at the kiosk must not look for the number.</summary>
public sealed class RecallContactTests
{
    private const string Number = "0236 000 0000";

    [Fact]
    public async Task A_recall_that_names_nobody_is_told_with_the_market_s_number()
    {
        await using var page = await StagedPage.StartAsync();
        await page.RunAsync("faults.js");
        foreach (var language in SampleScenes.Languages)
        {
            await page.ShowAsync(Recalled(contact: null), language);
            Assert.Contains(Number, await ReadAsync(page), StringComparison.Ordinal);
            Assert.Empty(await page.FaultsAsync());
        }

        await page.ShowAsync(Recalled(JsonNode.Parse("""{ "vi": "Chi cục: quầy số 1" }""")), "vi");
        var named = await ReadAsync(page);
        Assert.Contains("Chi cục: quầy số 1", named, StringComparison.Ordinal);
        Assert.DoesNotContain(Number, named, StringComparison.Ordinal);

        var hello = SampleScenes.Hello;
        hello["market"]!["contact"] = null;
        await page.GreetAsync(hello);
        await page.ShowAsync(Recalled(contact: null), "en");
        Assert.Contains("Need help? Ask the market office", await ReadAsync(page), StringComparison.Ordinal);
        Assert.Empty(page.Browser.Complaints);
    }

    private static SampleScene Recalled(JsonNode? contact)
    {
        var sample = SampleScenes.All.Single(one => one.Name == "recalled");
        var scene = sample.Scene.DeepClone().AsObject();
        scene["recall"]!["contact"] = contact;
        return sample with { Scene = scene };
    }

    private static async Task<string> ReadAsync(StagedPage page) =>
        (await page.Browser.SaysAsync("read")).Replace('\u00a0', ' ');
}
