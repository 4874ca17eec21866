using System.Net;
using System.Net.Sockets;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>What a link does to those who use it. A way up is from the kiosk to the broker.</summary>
internal sealed record LinkFault
{
    public static readonly LinkFault None = new();

    /// <summary>Nothing gets through either way; connections are taken all the same.</summary>
    public static readonly LinkFault BlackHole = new() { StallsUp = true, StallsDown = true };

    /// <summary>How long each byte is on its way.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>How many pass in a second, each way; 0 = as many as come.</summary>
    public int BytesPerSecond { get; init; }

    /// <summary>What goes up waits, as TCP lets it wait: once healed, it arrives.</summary>
    public bool StallsUp { get; init; }

    /// <summary>Likewise what comes down.</summary>
    public bool StallsDown { get; init; }

    /// <summary>A connection is cut when so many bytes have gone up.</summary>
    public long? CutAfterUp { get; init; }

    /// <summary>A connection is cut when so many bytes have come down.</summary>
    public long? CutAfterDown { get; init; }

    /// <summary>Comes down to the kiosk in the middle of everything, once a connection.</summary>
    public byte[]? GarbageDown { get; init; }

    /// <summary>Goes up to the broker in the middle of everything, once a connection.</summary>
    public byte[]? GarbageUp { get; init; }

    /// <summary>New connections are cut at once.</summary>
    public bool Refuses { get; init; }

    /// <summary>Whatever a new connection says, somebody else answers this, as a hotel's sign-in page does.</summary>
    public byte[]? Answer { get; init; }
}

/// <summary>
/// A link that can fail: a TCP proxy on loopback in front of a broker, whose fault is switched while it runs.
/// </summary>
internal sealed class FaultyLink : IAsyncDisposable
{
    private readonly int _toPort;
    private readonly TcpListener _listener;
    private readonly List<LinkPassage> _open = [];
    private readonly Task _accepting;
    private volatile LinkFault _fault = LinkFault.None;
    private int _connections;

    public FaultyLink(int toPort)
    {
        _toPort = toPort;
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port { get; } = FreePort.Take();

    public string Address => $"mqtt://127.0.0.1:{Port}";

    /// <summary>How many connections were taken so far.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>What it does to connections that are open, and to those that come.</summary>
    public LinkFault Fault
    {
        get => _fault;
        set => _fault = value;
    }

    public void Heal() => Fault = LinkFault.None;

    /// <summary>Cuts all open connections, at both ends and without a farewell.</summary>
    public void Cut() => ForAll(passage => passage.Cut());

    /// <summary>Cuts all open connections at the broker's end; at the kiosk's nobody hears of it.</summary>
    public void CutFar() => ForAll(passage => passage.CutFar());

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
        List<LinkPassage> open;
        lock (_open)
            open = [.. _open];
        foreach (var passage in open)
            await passage.DisposeAsync();
        _listener.Dispose();
    }

    private void ForAll(Action<LinkPassage> act)
    {
        lock (_open)
            _open.ForEach(act);
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket near;
            try
            {
                near = await _listener.AcceptSocketAsync();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }
            Interlocked.Increment(ref _connections);
            var passage = new LinkPassage(near, _toPort, () => _fault);
            lock (_open)
            {
                _open.RemoveAll(one => one.Ended.IsCompleted);
                _open.Add(passage);
            }
        }
    }
}
