using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Session;

/// <summary>A screen that nobody sees, with an X server and no window manager.</summary>
internal sealed class VirtualScreen : IAsyncDisposable
{
    private readonly Child _server;
    private readonly TempFolder _picture;

    private VirtualScreen(Child server, TempFolder picture, string display) =>
        (_server, _picture, Display) = (server, picture, display);

    /// <summary>What goes into DISPLAY.</summary>
    public string Display { get; }

    public static async Task<VirtualScreen> StartAsync()
    {
        var program = RealParts.NeedXvfb();
        var picture = new TempFolder();
        var server = Child.Start(program, [
            "-displayfd", "1", "-screen", "0", "1024x600x24", "-nolisten", "tcp", "-fbdir", picture.Path,
        ]);
        try
        {
            await Until.TrueAsync(() => server.HasEnded || server.Lines.Any(IsNumber), "an X server");
            return new VirtualScreen(server, picture, $":{server.Lines.First(IsNumber)}");
        }
        catch
        {
            await server.DisposeAsync();
            picture.Dispose();
            throw;
        }
    }

    /// <summary>What stands on it now, whoever painted it: Xvfb's own file of its first screen.</summary>
    public ScreenPicture Picture() => ScreenPicture.Read(_picture.File("Xvfb_screen0"));

    /// <summary>Presses keys, as a keyboard that somebody brought would.</summary>
    public async Task PressAsync(string keys)
    {
        await using var child = Child.Start(
            RealParts.NeedXdotool(), ["key", keys], new Dictionary<string, string> { ["DISPLAY"] = Display });
        Assert.Equal(0, await child.ExitAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _picture.Dispose();
    }

    private static bool IsNumber(string line) => int.TryParse(line, out _);
}
