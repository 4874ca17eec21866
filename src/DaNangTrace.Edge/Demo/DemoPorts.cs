using System.Globalization;
using DaNangTrace.Edge.Composition;

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
        else if (!Ports.IsFree(port))
            busy.Add($"port {port} of the page is in use by another program");
        if (!Ports.IsFree(mqttPort))
            busy.Add($"port {mqttPort} of the broker is in use by another program");
        if (busy.Count == 0)
            return null;
        var freePage = Ports.IsFree(port) ? port : FreeFrom(port + 1, mqttPort);
        var freeBroker = Ports.IsFree(mqttPort) && mqttPort != freePage ? mqttPort : FreeFrom(mqttPort + 1, freePage);
        if (freePage != 8080)
            options += string.Create(CultureInfo.InvariantCulture, $" --port {freePage}");
        if (freeBroker != 1883)
            options += string.Create(CultureInfo.InvariantCulture, $" --mqtt-port {freeBroker}");
        if (data is not null)
            options += $" --data {Quoted(data)}";
        return $"{string.Join(", and ", busy)}. This works:\n  {Invocation()} demo{options}";
    }

    // As it was started: from the sources, or the published program where it lies.
    private static string Invocation()
    {
        var program = Environment.ProcessPath ?? "dntrace";
        string[] built = ["/bin/Debug/", "/bin/Release/"];
        return Path.GetFileName(program) == "dotnet"
            || built.Any(folder => program.Contains(folder, StringComparison.Ordinal))
            ? "dotnet run --project src/DaNangTrace.Edge --"
            : Quoted(program);
    }

    // As a shell takes it, whatever stands in a path.
    private static string Quoted(string text) =>
        text.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_')
            ? text
            : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static int FreeFrom(int first, int not)
    {
        for (var port = first; port < first + Reach && port <= 65535; port++)
        {
            if (port != not && Ports.IsFree(port))
                return port;
        }
        return first;
    }
}
