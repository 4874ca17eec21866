using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Showing;

/// <summary>The page stays light: a kiosk's machine is small, and a page is loaded anew with each version.</summary>
public sealed class PageWeightTests
{
    private const long MostBytes = 300_000;

    [Fact]
    public async Task The_page_without_its_pictures_weighs_at_most_300_kB()
    {
        using var place = new KioskPlace($"mqtt://127.0.0.1:{FreePort.Take()}");
        await using var kiosk = await KioskProcess.StartAsync(place);
        await using var browser = await Browser.StartAsync();

        var weight = await PageWeight.OfAsync(browser, place.Address);

        // A kind that was not seen would make it light.
        Assert.Empty(((string[])["Document", "Stylesheet", "Script", "Font", "Fetch"]).Except(weight.Bytes.Keys));
        Assert.True(weight.OtherBytes <= MostBytes, $"{weight.OtherBytes} bytes: {weight}");
    }
}
