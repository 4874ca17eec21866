using System.Text.Json.Nodes;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Showing;

/// <summary>Where the maker is, on the face of a verdict.</summary>
public sealed class MakerAddressTests
{
    [Fact]
    public async Task It_stands_beside_the_maker_without_the_place_that_stands_above()
    {
        await using var page = await StagedPage.StartAsync();
        var known = SampleScenes.All.First(sample => sample.Name == "known");
        foreach (var (address, place, shown) in (IReadOnlyList<(string? Address, string? Place, string Shown)>)
            [
                ("12 Đường Mẫu, Cẩm Lệ, Đà Nẵng", "Cẩm Lệ, Đà Nẵng", "12 Đường Mẫu"),
                ("Nam Ô, Đà Nẵng", "Nam Ô, Đà Nẵng", ""),
                ("Chợ Đà Nẵng", "Đà Nẵng", "Chợ Đà Nẵng"),
                ("3 Đường Mẫu, Hội An", "Đà Nẵng", "3 Đường Mẫu, Hội An"),
                ("3 Đường Mẫu, Hội An", null, "3 Đường Mẫu, Hội An"),
                (null, "Đà Nẵng", ""),
            ])
        {
            var scene = known.Scene.DeepClone().AsObject();
            var origin = scene["origin"]!;
            origin["manufacturer"]!["address"] = Texts(address);
            origin["provenanceStatement"]!["text"] = Texts(place);
            await page.ShowAsync(known with { Scene = scene }, "vi");
            Assert.Equal(shown, await page.Browser.TextAsync("document.querySelector('.address')?.textContent ?? ''"));
        }
    }

    private static JsonObject? Texts(string? vi) => vi is null ? null : new JsonObject { ["vi"] = vi };
}
