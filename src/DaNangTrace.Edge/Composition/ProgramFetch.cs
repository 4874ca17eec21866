using System.Diagnostics;
using DaNangTrace.Edge.Kiosk.Tracing;
using DaNangTrace.Edge.Kiosk.Tracing.Fetching;

namespace DaNangTrace.Edge.Composition;

/// <summary>Fetches a catalog by this very program, as a technician would start it beside the kiosk.</summary>
internal static class ProgramFetch
{
    /// <summary>The way to take catalogs.</summary>
    /// <param name="folder">The kiosk's data folder.</param>
    /// <param name="options">Whose packs are taken, and how far they may grow.</param>
    public static TakePack Of(string folder, CatalogOptions options) =>
        new PackChild(address => StartOf(address, folder, options)).TakeAsync;

    private static ProcessStartInfo StartOf(Uri address, string folder, CatalogOptions options)
    {
        var program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        // Started as: dotnet dntrace.dll.
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
            start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        string[] arguments =
        [
            "catalog", "fetch", address.AbsoluteUri, "--unattended", "--data", folder, "--quota", options.Quota,
            .. options.Trust.SelectMany(key => (string[])["--trust", key]),
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        // The service manager's words to the kiosk are none to its child.
        start.Environment.Remove("NOTIFY_SOCKET");
        start.Environment.Remove("WATCHDOG_PID");
        start.Environment.Remove("WATCHDOG_USEC");
        return start;
    }
}
