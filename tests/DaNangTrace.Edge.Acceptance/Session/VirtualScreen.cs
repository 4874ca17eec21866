using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Session;

/// <summary>A screen that nobody sees, with an X server and no window manager.</summary>
internal sealed class VirtualScreen : IAsyncDisposable
{
    private readonly Child _server;

    private VirtualScreen(Child server, string display) => (_server, Display) = (server, display);

    /// <summary>What goes into DISPLAY.</summary>
    public string Display { get; }

    public static async Task<VirtualScreen> StartAsync()
    {
        var server = Child.Start(
            RealParts.NeedXvfb(), ["-displayfd", "1", "-screen", "0", "1024x600x24", "-nolisten", "tcp"]);
        try
        {
            await Until.TrueAsync(() => server.HasEnded || server.Lines.Any(IsNumber), "an X server");
            return new VirtualScreen(server, $":{server.Lines.First(IsNumber)}");
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Presses keys, as a keyboard that somebody brought would.</summary>
    public async Task PressAsync(string keys)
    {
        await using var child = Child.Start(
            RealParts.NeedXdotool(), ["key", keys], new Dictionary<string, string> { ["DISPLAY"] = Display });
        Assert.Equal(0, await child.ExitAsync());
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static bool IsNumber(string line) => int.TryParse(line, out _);
}
