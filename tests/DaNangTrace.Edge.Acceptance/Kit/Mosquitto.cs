using System.Net.Sockets;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>The city's broker: a real Mosquitto of the test's own, which keeps what it acknowledged.</summary>
internal sealed class Mosquitto : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _program = RealParts.NeedMosquitto();
    private Child? _child;

    private Mosquitto()
    {
        // Debian's Mosquitto, started by root, would become a user that can't write here.
        File.WriteAllText(_folder.File("mosquitto.conf"), $"""
            listener {Port} 127.0.0.1
            allow_anonymous true
            log_dest stdout
            persistence true
            persistence_location {_folder.Path}/
            autosave_on_changes true
            autosave_interval 1
            max_queued_messages 0
            max_inflight_messages 0
            {(Unix.User() == 0 ? "user root" : "")}

            """);
    }

    public int Port { get; } = FreePort.Take();

    public string Address => $"mqtt://127.0.0.1:{Port}";

    /// <summary>Where it keeps what waits for a client.</summary>
    public string Folder => _folder.Path;

    public static async Task<Mosquitto> StartAsync()
    {
        var broker = new Mosquitto();
        await broker.BeginAsync();
        return broker;
    }

    /// <summary>Makes one that is away: its port is known, nobody listens there.</summary>
    public static Mosquitto Away() => new();

    public async Task BeginAsync()
    {
        _child = Child.Start(_program, ["-c", _folder.File("mosquitto.conf")]);
        await Until.TrueAsync(CanConnectAsync, $"mosquitto on port {Port}");
    }

    public void Signal(int signal) => _child!.Signal(signal);

    /// <summary>Ends it; what it holds stays on its disk.</summary>
    public async Task EndAsync(int signal = Unix.Terminate)
    {
        _child!.Signal(signal);
        await _child.ExitAsync();
        await _child.DisposeAsync();
        _child = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_child is not null)
            await _child.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<bool> CanConnectAsync()
    {
        if (_child!.HasEnded)
            throw new InvalidOperationException($"mosquitto ended:\n{_child.Tail()}");
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("127.0.0.1", Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
