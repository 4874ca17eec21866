using System.Net.Sockets;
using System.Security.Authentication;
using MQTTnet;
using MQTTnet.Exceptions;

namespace DaNangTrace.Edge.Kiosk.Sending;

/// <summary>What a link can fail with, and how that is told.</summary>
internal static class LinkFault
{
    /// <summary>Whether it is one of them; everything else is a fault of the program.</summary>
    public static bool Is(Exception e) => e is MqttCommunicationException or MqttProtocolViolationException
        or OperationCanceledException or SocketException or IOException or AuthenticationException
        or ObjectDisposedException or MqttClientNotConnectedException or InvalidOperationException;

    /// <summary>Whether there was no connection at all.</summary>
    public static bool IsNobodyThere(Exception e) => Innermost(e) is SocketException
    {
        SocketErrorCode: SocketError.ConnectionRefused or SocketError.HostNotFound or SocketError.TryAgain
            or SocketError.NoData or SocketError.NetworkUnreachable or SocketError.HostUnreachable
            or SocketError.NetworkDown or SocketError.TimedOut,
    };

    /// <summary>Whether a link that was there is not any more; else nobody knows.</summary>
    public static bool IsCut(Exception e) =>
        e is not (OperationCanceledException or MqttCommunicationTimedOutException);

    /// <summary>What went wrong, in a sentence.</summary>
    public static string WordsOf(Exception e)
    {
        if (e is OperationCanceledException or MqttCommunicationTimedOutException)
            return "no answer";
        if (e is MqttClientNotConnectedException)
            return "the link broke while it was made";
        return Innermost(e).Message.Trim().TrimEnd('.');
    }

    /// <summary>Why the broker ended the link (MQTT 5.0, 3.14.2.1).</summary>
    public static string WordsOf(MqttClientDisconnectedEventArgs ended) => ended.Reason switch
    {
        MqttClientDisconnectReason.SessionTakenOver =>
            "another client took the kiosk's id at the broker: two kiosks have the same kiosk.id",
        MqttClientDisconnectReason.NormalDisconnection => ended.Exception is null
            ? "the broker closed the link"
            : $"the link broke ({WordsOf(ended.Exception)})",
        MqttClientDisconnectReason.UnspecifiedError when ended.Exception is not null =>
            $"the link broke ({WordsOf(ended.Exception)})",
        var reason => $"the broker closed the link ({reason})",
    };

    private static Exception Innermost(Exception e)
    {
        while (e.InnerException is { } inner)
            e = inner;
        return e;
    }
}
