using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace DaNangTrace.Edge.Demo;

/// <summary>Looks whether the demo's ports are free, and says which command works if not.</summary>
internal static class DemoPorts
{
    // How far a free port is looked for: a machine with that many busy in a row has other troubles.
    private const int Reach = 100;

    /// <summary>Null when both are free; else what is busy and what to do.</summary>
    public static string? BusyMessage(int port, int mqttPort, string? data)
    {
        var busy = new List<string>();
        var options = "";
        if (port == mqttPort)
            busy.Add($"page and broker can't share port {port}");
        else if (!IsFree(port))
            busy.Add($"port {port} of the page is in use by another program");
        if (!IsFree(mqttPort))
            busy.Add($"port {mqttPort} of the broker is in use by another program");
        if (busy.Count == 0)
            return null;
        var freePage = IsFree(port) ? port : FreeFrom(port + 1, mqttPort);
        var freeBroker = IsFree(mqttPort) && mqttPort != freePage ? mqttPort : FreeFrom(mqttPort + 1, freePage);
        if (freePage != 8080)
            options += string.Create(CultureInfo.InvariantCulture, $" --port {freePage}");
        if (freeBroker != 1883)
            options += string.Create(CultureInfo.InvariantCulture, $" --mqtt-port {freeBroker}");
        if (data is not null)
            options += $" --data '{data}'";
        return $"{string.Join(", and ", busy)}. This works:\n  {Invocation()} demo{options}";
    }

    // The command as a newcomer typed it: from the sources, or the published program.
    private static string Invocation() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" || AppContext.BaseDirectory.Contains(
            $"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            ? "dotnet run --project src/DaNangTrace.Edge --"
            : "dntrace";

    private static int FreeFrom(int first, int not)
    {
        for (var port = first; port < first + Reach && port <= 65535; port++)
        {
            if (port != not && IsFree(port))
                return port;
        }
        return first;
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
