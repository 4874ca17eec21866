using System.Net;
using System.Text.Json.Nodes;
using DaNangTrace.Edge.Acceptance.Kit;
using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Showing.Drawing;
using DaNangTrace.Edge.Kiosk.Showing.Framebuffer;

namespace DaNangTrace.Edge.Acceptance.Showing;

/// <summary>The published program with displays that need no browser.</summary>
public sealed class DrivenDisplayTests
{
    private const int Width = 480;
    private const int Height = 320;

    // Whoever runs these tests may want none.
    private static readonly Dictionary<string, string> Coloured = new() { ["NO_COLOR"] = "" };

    // Nothing listens there: the city is away all the time.
    private static string Nowhere => $"mqtt://127.0.0.1:{FreePort.Take()}";

    [Fact]
    public async Task A_framebuffer_shows_each_answer_without_browser_and_network_and_is_dark_in_the_end()
    {
        using var folder = new TempFolder();
        var frame = folder.File("frame");
        using var place = new KioskPlace(Nowhere, With(Framebuffer(frame)));
        await using var kiosk = await KioskProcess.StartAsync(place);
        await kiosk.PartAsync("display framebuffer", "ok");
        var pictures = new List<string> { Picture(frame) };
        foreach (var code in (string[])[Codes.Known, Codes.Recalled, Codes.NotRegistered])
        {
            place.Line.Send(code);
            await Until.TrueAsync(() => !pictures.Contains(Picture(frame)), $"another picture for {code}");
            pictures.Add(Picture(frame));
        }
        // Who has no page misses none.
        var (_, health) = await kiosk.HealthAsync();
        Assert.DoesNotContain(
            health.GetProperty("parts").EnumerateArray(),
            part => part.GetProperty("name").GetString() == "display web");

        kiosk.Signal(Unix.Terminate);
        await kiosk.ExitAsync();
        Assert.False(File.ReadAllBytes(frame).AsSpan().ContainsAnyExcept((byte)0), "it is dark");
    }

    [Fact]
    public async Task A_terminal_that_was_stopped_holds_up_neither_another_display_nor_the_ledger_nor_the_end()
    {
        using var folder = new TempFolder();
        var frame = folder.File("frame");
        // Nobody reads from it: what is written stands in the kernel until that is full, as after Ctrl-S.
        using var terminal = new PtyPair(folder.File("terminal"));
        using var place = new KioskPlace(Nowhere, With(
            Framebuffer(frame), new JsonObject { ["driver"] = "console", ["device"] = terminal.Path }));
        await using var kiosk = await KioskProcess.StartAsync(place);
        await kiosk.PartAsync("display console", "ok");
        string[] codes = [Codes.Known, Codes.Recalled, Codes.Expired, Codes.NotRegistered];
        var before = Picture(frame);
        for (var scan = 1; scan <= 200; scan++)
        {
            place.Line.Send(codes[scan % codes.Length]);
            var count = scan;
            await Until.TrueAsync(() => Picture(frame) != before, $"scan {count} on the framebuffer");
            before = Picture(frame);
        }
        await Until.TrueAsync(() => place.Rows.Count >= 200, "all scans in the ledger");
        kiosk.Signal(Unix.Terminate);
        Assert.Equal(0, await kiosk.ExitInTimeAsync(TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task Displays_that_are_not_there_are_told_and_the_kiosk_is_down_only_without_any()
    {
        using var folder = new TempFolder();
        using var place = new KioskPlace(Nowhere, With(
            new JsonObject { ["profile"] = "lcd-20x4", ["device"] = "/dev/i2c-97" },
            new JsonObject { ["driver"] = "framebuffer", ["device"] = "/dev/fb97" }));
        await using var kiosk = await KioskProcess.StartAsync(place);
        await kiosk.PartAsync("display lcd", "down");
        var (status, health) = await kiosk.PartAsync("display framebuffer", "down");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        var told = health.GetProperty("parts").EnumerateArray()
            .ToDictionary(
                part => part.GetProperty("name").GetString()!, part => part.GetProperty("message").GetString()!);
        Assert.StartsWith("/dev/i2c-97 is not there", told["display lcd"], StringComparison.Ordinal);
        Assert.StartsWith("there is no /dev/fb97", told["display framebuffer"], StringComparison.Ordinal);
        // Look-ups and the ledger go on: a technician may be on the way.
        place.Line.Send(Codes.Known);
        await Until.TrueAsync(() => place.Rows.Count == 1, "the scan in the ledger");
    }

    [Fact]
    public async Task A_full_disk_under_a_file_is_told_and_the_picture_comes_back_with_room()
    {
        using var folder = new TempFolder();
        await using var disk = await SmallDisk.InMemoryAsync(folder.File("disk"));
        await disk.FillAsync();
        var frame = Path.Combine(disk.Folder, "frame");
        using var place = new KioskPlace(Nowhere, With(Framebuffer(frame)));
        await using var kiosk = await KioskProcess.StartAsync(place);
        var (_, health) = await kiosk.PartAsync("display framebuffer", "down");
        Assert.Contains("No space left on device", health.ToString(), StringComparison.Ordinal);
        await disk.FreeAsync();
        await kiosk.PartAsync("display framebuffer", "ok");
        Assert.True(File.ReadAllBytes(frame).AsSpan().ContainsAnyExcept((byte)0), "the picture stands");
    }

    [Fact]
    public async Task A_console_shows_each_answer_in_colour_and_goes_on_after_its_ssh_session_ended()
    {
        using var folder = new TempFolder();
        using var terminal = new ReadTerminal(folder.File("terminal"));
        using var place = new KioskPlace(Nowhere, With(
            new JsonObject { ["driver"] = "console", ["device"] = terminal.Path }));
        await using var kiosk = await KioskProcess.StartAsync(
            place, where => KioskProcess.StartProgram(where, [], Coloured));
        await terminal.HasAsync("Đưa mã vào đây");
        place.Line.Send(Codes.Recalled);
        await terminal.HasAsync("\e[1;97;48;5;124m");
        await terminal.HasAsync("Bò khô sợi");
        terminal.Unplug();
        await kiosk.PartAsync("display console", "down");
        terminal.PlugIn();
        await kiosk.PartAsync("display console", "ok");
        await terminal.HasAsync("Bò khô sợi");
    }

    [Fact]
    public async Task The_cursor_is_put_out_and_comes_back()
    {
        using var folder = new TempFolder();
        using var terminal = new ReadTerminal(folder.File("tty1"));
        var options = new DisplayOptions
        {
            Driver = "framebuffer",
            Device = folder.File("frame"),
            Width = Width,
            Height = Height,
            Console = terminal.Path,
        };
        var place = new PicturePlace(PanelScenes.Kiosk, SampleScenes.Languages, options.ScannerAt);
        using (new FrameDriver(options, place, PanelScenes.Clock).Open())
            await terminal.HasAsync("\e[?25l");
        await terminal.HasAsync("\e[?25h");
    }

    private static Action<JsonObject> With(params JsonNode[] displays) => configuration =>
        configuration["showing"] = new JsonObject { ["displays"] = new JsonArray(displays) };

    private static JsonObject Framebuffer(string file) => new()
    {
        ["driver"] = "framebuffer",
        ["device"] = file,
        ["width"] = Width,
        ["height"] = Height,
        ["bits"] = 16,
    };

    // All but the line that tells how long a scene still stands, and only when nobody is writing it.
    private static string Picture(string frame)
    {
        const int signRow = Width * 2;
        var bytes = File.ReadAllBytes(frame);
        return Convert.ToHexString(bytes.AsSpan(0, Math.Min(bytes.Length, signRow * (Height - 10))));
    }
}
