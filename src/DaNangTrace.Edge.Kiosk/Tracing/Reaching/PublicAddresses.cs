using System.Net;
using System.Net.Sockets;

namespace DaNangTrace.Edge.Kiosk.Tracing.Reaching;

/// <summary>
/// Keeps what a kiosk asks by itself out of its own network: whoever answers for a name must not be able to lead it to
/// a machine that only the market can reach (RFC 6890; IANA's special-purpose address registries). What is looked at is
/// the address that is connected to, so that no second answer can differ from the first.
/// </summary>
internal static class PublicAddresses
{
    // A server has one or two of each family; more would only be tried in vain.
    private const int MostTried = 4;

    // Where another address waits: one that is not there must not take the time of all.
    private static readonly TimeSpan BeforeTheNext = TimeSpan.FromSeconds(1);

    // A market's network answers within a second; ten are given to one that is merely slow.
    private static readonly TimeSpan ForTheLast = TimeSpan.FromSeconds(10);

    // Public as an IPv4 address inside of them (RFC 6052).
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");

    // Of IPv6 only this was ever given out (RFC 4291, 2.4).
    private static readonly IPNetwork Unicast = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] Special =
    [
        IPNetwork.Parse("0.0.0.0/8"), // this network
        IPNetwork.Parse("10.0.0.0/8"), // private
        IPNetwork.Parse("100.64.0.0/10"), // a provider's own
        IPNetwork.Parse("127.0.0.0/8"), // this machine
        IPNetwork.Parse("169.254.0.0/16"), // this link
        IPNetwork.Parse("172.16.0.0/12"), // private
        IPNetwork.Parse("192.0.0.0/24"), // protocols
        IPNetwork.Parse("192.0.2.0/24"), // documentation
        IPNetwork.Parse("192.88.99.0/24"), // 6to4 relays, given up
        IPNetwork.Parse("192.168.0.0/16"), // private
        IPNetwork.Parse("198.18.0.0/15"), // benchmarks
        IPNetwork.Parse("198.51.100.0/24"), // documentation
        IPNetwork.Parse("203.0.113.0/24"), // documentation
        IPNetwork.Parse("224.0.0.0/3"), // multicast, reserved, broadcast
        IPNetwork.Parse("2001::/23"), // protocols, Teredo
        IPNetwork.Parse("2001:db8::/32"), // documentation
        IPNetwork.Parse("2002::/16"), // 6to4: any IPv4 address
        IPNetwork.Parse("3fff::/20"), // documentation
    ];

    /// <summary>Whether an address is one of the public internet.</summary>
    public static bool IsPublic(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.IsIPv4MappedToIPv6)
            return IsPublic(address.MapToIPv4());
        if (Translated.Contains(address))
            return IsPublic(new IPAddress(address.GetAddressBytes()[^4..]));
        return (address.AddressFamily == AddressFamily.InterNetwork || Unicast.Contains(address))
            && !Array.Exists(Special, network => network.Contains(address));
    }

    /// <summary>
    /// Connects for a <see cref="SocketsHttpHandler"/>: its <see cref="SocketsHttpHandler.ConnectCallback"/>. A name is
    /// connected to at its public addresses only. An address in digits, or <c>localhost</c>, is meant as it is: it was
    /// written into a setting by whoever looks after the kiosk. The handler must use no proxy, which would look names
    /// up by itself.
    /// </summary>
    /// <exception cref="IOException">The name leads to no public address.</exception>
    /// <exception cref="SocketException">Nobody is there.</exception>
    public static ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(context);
        return ConnectAsync(context.DnsEndPoint, Dns.GetHostAddressesAsync, stop);
    }

    /// <summary>Likewise, with another way to look names up.</summary>
    internal static async ValueTask<Stream> ConnectAsync(
        DnsEndPoint server, Func<string, CancellationToken, Task<IPAddress[]>> find, CancellationToken stop)
    {
        var addresses = await find(server.Host, stop);
        if (!IsMeantAsItIs(server.Host))
            addresses = Array.FindAll(addresses, IsPublic);
        if (addresses.Length == 0)
            throw new IOException($"{server.Host} leads to no address of the public internet, and is not asked");
        var last = Math.Min(addresses.Length, MostTried) - 1;
        for (var at = 0; at < last; at++)
        {
            if (await TryConnectAsync(addresses[at], server.Port, stop) is { } stream)
                return stream;
        }
        return await ConnectAsync(addresses[last], server.Port, ForTheLast, stop);
    }

    private static bool IsMeantAsItIs(string host) =>
        IPAddress.TryParse(host, out _) || host.Equals("localhost", StringComparison.OrdinalIgnoreCase);

    private static async Task<Stream?> TryConnectAsync(IPAddress address, int port, CancellationToken stop)
    {
        try
        {
            return await ConnectAsync(address, port, BeforeTheNext, stop);
        }
        catch (Exception e) when (e is SocketException or TimeoutException)
        {
            return null;
        }
    }

    private static async Task<Stream> ConnectAsync(
        IPAddress address, int port, TimeSpan longest, CancellationToken stop)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stop);
        deadline.CancelAfter(longest);
        try
        {
            await socket.ConnectAsync(address, port, deadline.Token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            socket.Dispose();
            throw new TimeoutException($"{address} did not answer within {longest.TotalSeconds:0} s");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
