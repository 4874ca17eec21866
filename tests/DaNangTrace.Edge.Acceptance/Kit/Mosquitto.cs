namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>What a broker does beyond the ordinary.</summary>
internal sealed record MosquittoRules
{
    /// <summary>
    /// Settings of a second listener, through which the kiosk comes: TLS, who may come in, what he may do. Null = it
    /// comes in where the witness does, and nobody asks who it is.
    /// </summary>
    public IReadOnlyList<string>? Door { get; init; }

    /// <summary>Settings of the whole broker.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>Where it keeps what it acknowledged; null = a folder of its own.</summary>
    public string? Storage { get; init; }

    /// <summary>The network that it is in; null = the test's own.</summary>
    public NetworkSpace? Space { get; init; }
}

/// <summary>The city's broker: a real Mosquitto of the test's own, which keeps what it acknowledged.</summary>
internal sealed class Mosquitto : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _program = RealParts.NeedMosquitto();
    private readonly string _storage;
    private readonly NetworkSpace? _space;
    private Child? _child;

    private Mosquitto(MosquittoRules rules)
    {
        _storage = rules.Storage ?? _folder.Path;
        _space = rules.Space;
        Change(rules);
    }

    /// <summary>Where the witness comes in, and the kiosk unless there is a door of its own.</summary>
    public int Port { get; } = FreePort.Take();

    /// <summary>Where the kiosk comes in if the rules say how.</summary>
    public int DoorPort { get; } = FreePort.Take();

    public string Address => $"mqtt://{Host}:{Port}";

    /// <summary>Its address without the port.</summary>
    public string Host => _space?.Address ?? "127.0.0.1";

    /// <summary>Where it keeps what waits for a client.</summary>
    public string Folder => _storage;

    public static async Task<Mosquitto> StartAsync(MosquittoRules? rules = null)
    {
        var broker = new Mosquitto(rules ?? new MosquittoRules());
        await broker.BeginAsync();
        return broker;
    }

    /// <summary>Makes one that is away: its port is known, nobody listens there.</summary>
    public static Mosquitto Away() => new(new MosquittoRules());

    /// <summary>Other rules from the next start on.</summary>
    // What it writes to stdout waits in a buffer. Debian's Mosquitto, started by root, would become a user that can't
    // write here.
    public void Change(MosquittoRules rules) => File.WriteAllText(_folder.File("mosquitto.conf"), $"""
        per_listener_settings true
        log_dest stderr
        persistence true
        persistence_location {_storage}/
        autosave_on_changes true
        autosave_interval 1
        max_queued_messages 0
        max_inflight_messages 0
        {(Unix.User() == 0 ? "user root" : "")}
        {string.Join('\n', rules.Settings)}
        listener {Port} {Host}
        allow_anonymous true
        {(rules.Door is null ? "" : $"listener {DoorPort} {Host}\n{string.Join('\n', rules.Door)}")}

        """);

    /// <summary>Reads its access list, its certificates and its list of revoked ones anew.</summary>
    public async Task ReloadAsync()
    {
        var said = _child!.Lines.Count;
        _child.Signal(Unix.HangUp);
        await _child.LineAsync("Reloading config", said);
    }

    public async Task BeginAsync()
    {
        string[] arguments = ["-c", _folder.File("mosquitto.conf")];
        _child = _space?.Start(_program, arguments) ?? Child.Start(_program, arguments);
        await Until.TrueAsync(ListensAsync, $"mosquitto on port {Port}");
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

    private async Task<bool> ListensAsync() => _space is null
        ? await _child!.ListensAsync(Port)
        : await _child!.ListensAsync(Host, Port, await _space.SocketAsync());
}
