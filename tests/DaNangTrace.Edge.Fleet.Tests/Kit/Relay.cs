using System.Net;
using System.Net.Sockets;

namespace DaNangTrace.Edge.Fleet.Tests.Kit;

/// <summary>A wire between a client and a port, which can be cut, mended, and made to swallow everything.</summary>
internal sealed class Relay : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Lock gate = new();
    private readonly List<TcpClient> open = [];
    private readonly int target;
    private bool isCut;
    private volatile bool swallows;

    internal Relay(int target)
    {
        this.target = target;
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    internal int Port { get; }

    /// <summary>Ends every connection and refuses new ones.</summary>
    internal void Cut()
    {
        lock (gate)
        {
            isCut = true;
            CloseAll();
        }
    }

    /// <summary>Keeps the connections open and carries nothing any more, as a broker that was stopped.</summary>
    internal void Swallow() => swallows = true;

    internal void Mend()
    {
        lock (gate)
        {
            isCut = false;
            swallows = false;
            CloseAll();
        }
    }

    public void Dispose()
    {
        Cut();
        listener.Dispose();
    }

    private void CloseAll()
    {
        foreach (var client in open)
            client.Dispose();
        open.Clear();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            TcpClient client;
            try
            {
                client = await listener.AcceptTcpClientAsync();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }
            var server = new TcpClient();
            lock (gate)
            {
                if (isCut)
                {
                    client.Dispose();
                    continue;
                }
                open.AddRange([client, server]);
            }
            _ = CarryAsync(client, server);
        }
    }

    private async Task CarryAsync(TcpClient client, TcpClient server)
    {
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, target);
            await Task.WhenAny(
                PumpAsync(client.GetStream(), server.GetStream()), PumpAsync(server.GetStream(), client.GetStream()));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut.
        }
        client.Dispose();
        server.Dispose();
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await from.ReadAsync(buffer) is > 0 and var read)
            {
                if (!swallows)
                    await to.WriteAsync(buffer.AsMemory(0, read));
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // Cut.
        }
    }
}
