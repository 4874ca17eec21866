using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance;

/// <summary>The kiosk's data folder where it is not there yet, or is not for this user.</summary>
[SupportedOSPlatform("linux")]
public sealed class DataFolderTests
{
    private static readonly string Nowhere = $"mqtt://127.0.0.1:{FreePort.Take()}";

    [Fact]
    public async Task A_folder_that_is_not_there_is_made()
    {
        using var outer = new TempFolder();
        var folder = outer.File("var/lib/dntrace");
        using var place = new KioskPlace(Nowhere, all => all["kiosk"]!["dataFolder"] = folder);
        await using var kiosk = await KioskProcess.StartAsync(place);
        place.Line.Send(Codes.Known);

        await LedgerRows.UntilAsync(folder, 1);
    }

    [Theory]
    [InlineData("not-there", "can't be made", "make it for this user, or set kiosk.dataFolder")]
    [InlineData("", "can't be written by this user", "give it to the user that runs dntrace")]
    public async Task Who_may_not_write_there_is_told_what_to_do(string below, string what, string advice)
    {
        using var outer = new TempFolder();
        var configuration = outer.File("kiosk.json");
        var folder = Directory.CreateDirectory(outer.File("data")).FullName;
        var asked = Path.Combine(folder, below);
        var settings = new JsonObject
        {
            ["kiosk"] = new JsonObject { ["id"] = "k-test-001", ["market"] = "han", ["dataFolder"] = asked },
            ["web"] = new JsonObject { ["listen"] = $"http://127.0.0.1:{FreePort.Take()}" },
        };
        await File.WriteAllTextAsync(configuration, settings.ToJsonString());
        File.SetUnixFileMode(outer.Path, OrdinaryUser.MayLook | UnixFileMode.UserWrite);
        File.SetUnixFileMode(folder, OrdinaryUser.MayLook);

        await using var kiosk = OrdinaryUser.Start("kiosk", "--config", configuration);

        Assert.Equal(1, await kiosk.ExitAsync());
        var told = Assert.Single(kiosk.Lines);
        Assert.StartsWith($"dntrace: The data folder {asked} {what}", told, StringComparison.Ordinal);
        Assert.Contains(advice, told, StringComparison.Ordinal);
    }
}
