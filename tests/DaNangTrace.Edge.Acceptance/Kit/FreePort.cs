using System.Net;
using System.Net.Sockets;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>
/// Ports of loopback that are free. Below the kernel's own range for outgoing connections, from which somebody else's
/// connection could take one in between.
/// </summary>
internal static class FreePort
{
    private const int First = 20_000;
    private const int Count = 12_000;

    // Several runs on one machine begin at different places.
    private static int _next = Environment.ProcessId * 97 % Count;

    /// <summary>A port that no other test of this run is given.</summary>
    public static int Take() => Take(First);

    /// <summary>Likewise, where no other test is next door: for a program that looks for the next free one.</summary>
    public static int TakeApart() => Take(First - Count);

    private static int Take(int first)
    {
        for (var i = 0; i < Count; i++)
        {
            var port = first + (int)((uint)Interlocked.Increment(ref _next) % Count);
            if (IsFree(port))
                return port;
        }
        throw new InvalidOperationException("no port of loopback is free");
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
