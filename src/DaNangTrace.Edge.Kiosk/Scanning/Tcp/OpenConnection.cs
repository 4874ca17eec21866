using System.Net.Sockets;
using DaNangTrace.Edge.Kiosk.Scanning.Attaching;

namespace DaNangTrace.Edge.Kiosk.Scanning.Tcp;

/// <summary>A connection as a device. When the lane and what is read ahead are full, the sender waits.</summary>
internal sealed class OpenConnection : OpenDevice
{
    // A peer that lost its power says nothing: it is asked after half a minute of silence, and given up after a minute.
    private const int SilenceSeconds = 30;
    private const int AskSeconds = 10;
    private const int Asks = 3;

    private readonly Socket _socket;

    private OpenConnection(Socket socket) => _socket = socket;

    /// <summary>Watches over a connection that was just accepted; null where it is closed already.</summary>
    /// <param name="socket">Closed with what is made of it.</param>
    public static OpenConnection? Of(Socket socket)
    {
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, SilenceSeconds);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, AskSeconds);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, Asks);
            return new OpenConnection(socket);
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }

    /// <inheritdoc/>
    public override async Task<int> ReadAsync(Memory<byte> buffer)
    {
        try
        {
            return await _socket.ReceiveAsync(buffer, SocketFlags.None, CancellationToken.None);
        }
        catch (SocketException e)
        {
            throw new IOException(e.Message, e);
        }
    }

    /// <inheritdoc/>
    public override void Dispose() => _socket.Dispose();
}
