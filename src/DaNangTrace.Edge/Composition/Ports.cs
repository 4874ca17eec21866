using System.Net;
using System.Net.Sockets;

namespace DaNangTrace.Edge.Composition;

/// <summary>Looks whether a port can be listened on.</summary>
internal static class Ports
{
    /// <summary>Whether nobody listens on this port of loopback.</summary>
    public static bool IsFree(int port) => IsFree(new IPEndPoint(IPAddress.Loopback, port));

    /// <summary>Whether nobody listens on an address like <c>http://127.0.0.1:8080</c>.</summary>
    public static bool IsFree(string listen)
    {
        var address = new Uri(listen);
        return IsFree(new IPEndPoint(
            address.Host == "localhost" ? IPAddress.Loopback : IPAddress.Parse(address.Host.Trim('[', ']')),
            address.Port));
    }

    private static bool IsFree(IPEndPoint place)
    {
        using var socket = new Socket(place.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(place);
            socket.Listen();
            return true;
        }
        catch (SocketException e)
        {
            // Any other trouble, such as an address that this machine does not have, is told by who listens.
            return e.SocketErrorCode != SocketError.AddressAlreadyInUse;
        }
    }
}
