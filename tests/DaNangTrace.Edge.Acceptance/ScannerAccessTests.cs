using System.Text.Json.Nodes;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance;

/// <summary>Devices that may not be opened, are in use, or are shared.</summary>
public sealed class ScannerAccessTests
{
    [Fact]
    public async Task Who_may_not_open_a_device_is_told_what_to_do()
    {
        using var folder = new TempFolder();
        using var line = new PtyPair(folder.File("scanner"));
        // As root everything may be opened; for anybody else the console is closed.
        var device = Unix.User() == 0 ? line.Device! : "/dev/console";
        await using var watch = OrdinaryUser.Start("scanners", "watch", "--device", device);

        var told = await watch.LineAsync("may not be opened by user");

        Assert.Contains($"{device} may not be opened by user ", told, StringComparison.Ordinal);
        Assert.Contains("device-config/udev/", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_finds_a_device_in_use_is_told_by_whom()
    {
        using var folder = new TempFolder();
        using var line = new PtyPair(folder.File("scanner"));
        if (Unix.User() == 0)
            Assert.Equal(0, Unix.Own(line.Device!, Unix.Nobody, Unix.Nobody));
        await using var first = OrdinaryUser.Start("scanners", "watch", "--device", line.Device!);
        await first.LineAsync("listens on");
        await using var second = OrdinaryUser.Start("scanners", "watch", "--device", line.Device!);

        var told = await second.LineAsync("is in use by");

        Assert.Contains($"dntrace (pid {first.Id})", told, StringComparison.Ordinal);
        first.Signal(Unix.Terminate);
        await first.ExitAsync();
        await second.LineAsync("listens on");
    }

    [Fact]
    public async Task A_line_that_another_program_reads_too_is_told_until_that_one_ends()
    {
        using var folder = new TempFolder();
        using var line = new PtyPair(folder.File("second"));
        await using var other = await LineHolder.StartAsync(line.Device!);
        await using var kiosk = await KioskOnALine.StartAsync(scanning => scanning["scanners"]!.AsArray().Add(
            JsonNode.Parse($$"""{ "name": "back", "profile": "generic-serial", "port": "{{line.Path}}" }""")));

        var (_, body) = await kiosk.Kiosk.PartAsync("scanner back", "degraded");

        Assert.Contains($"is open in sleep (pid {other.Id}) as well", body.ToString(), StringComparison.Ordinal);
        other.Signal(Unix.Terminate);
        await kiosk.Kiosk.PartAsync("scanner back", "ok");
    }
}
