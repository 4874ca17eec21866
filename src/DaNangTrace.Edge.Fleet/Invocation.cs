using System.Net;
using System.Net.Sockets;

namespace DaNangTrace.Edge.Fleet;

/// <summary>How the program was called, so that a message can say how to call it differently.</summary>
internal static class Invocation
{
    private const string Project = "src/DaNangTrace.Edge.Fleet";

    /// <summary>The same call with another port of the page.</summary>
    internal static string WithPort(IReadOnlyList<string> args, int port, string programPath, string workingFolder)
    {
        var kept = new List<string>();
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] is "--port" or "--listen")
                i++;
            else if (!args[i].StartsWith("--port=", StringComparison.Ordinal)
                && !args[i].StartsWith("--listen=", StringComparison.Ordinal))
                kept.Add(Quoted(args[i]));
        }
        kept.AddRange(["--port", $"{port}"]);
        return $"{Program(programPath, workingFolder)} {string.Join(' ', kept)}";
    }

    /// <summary>A port that nobody has taken, the nearest above <paramref name="taken"/>.</summary>
    internal static int FreePortAbove(int taken)
    {
        for (var port = taken + 1; port < 65536; port++)
        {
            if (IsFree(new IPEndPoint(IPAddress.Loopback, port)))
                return port;
        }
        return FreePortAbove(1023);
    }

    /// <summary>Whether nobody has taken an address.</summary>
    internal static bool IsFree(IPEndPoint address)
    {
        try
        {
            using var probe = new TcpListener(address);
            probe.Start();
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return false;
        }
    }

    // `dotnet run` starts the program out of the project's bin folder.
    private static string Program(string programPath, string workingFolder)
    {
        var at = programPath.IndexOf($"{Project}/bin/", StringComparison.Ordinal);
        if (at < 0)
            return Quoted(programPath);
        var project = Path.GetRelativePath(workingFolder, programPath[..(at + Project.Length)]);
        return $"dotnet run --project {Quoted(project)} --";
    }

    private static string Quoted(string text) =>
        text.All(c => char.IsAsciiLetterOrDigit(c) || "/.-_:=@".Contains(c, StringComparison.Ordinal))
            ? text
            : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
