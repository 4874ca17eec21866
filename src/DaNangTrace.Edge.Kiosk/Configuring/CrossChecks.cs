using System.Text.RegularExpressions;
using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Scanning.Finding;
using DaNangTrace.Edge.Kiosk.Scanning.Tcp;
using DaNangTrace.Edge.Kiosk.Sending;
using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Tracing;
using DaNangTrace.Edge.Kiosk.Tracing.Asking;
using DaNangTrace.Edge.Kiosk.Tracing.Fetching;
using DaNangTrace.Edge.Kiosk.Tracing.Packs;

namespace DaNangTrace.Edge.Kiosk.Configuring;

/// <summary>What the schema can't say: what joins several keys, and what must exist on this machine.</summary>
internal static partial class CrossChecks
{
    /// <summary>Adds a fault for each thing that does not fit.</summary>
    public static void Check(KioskConfiguration configuration, ConfigurationSources sources, List<SettingFault> faults)
    {
        CheckKiosk(configuration.Kiosk, faults);
        CheckScanners(configuration, faults);
        CheckWeb(configuration, faults);
        CheckShowing(configuration.Showing, faults);
        DisplayChecks.Check(configuration.Showing, sources.FurtherDrivers, faults);
        CheckTracing(configuration.Tracing, faults);
        CheckSending(configuration.Sending, sources.Time, faults);
    }

    private static void CheckKiosk(KioskOptions kiosk, List<SettingFault> faults)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(kiosk.TimeZone, out _))
            faults.Add(new("kiosk.timeZone",
                $"this machine knows no time zone {kiosk.TimeZone}: correct it, or install tzdata"));
        if (kiosk.Gln is { } gln && !CheckDigit.IsRight(gln))
            faults.Add(new("kiosk.gln", $"{gln} has a wrong check digit"));
        if (kiosk.Uri is { } uri && Gs1Key().IsMatch(uri))
            faults.Add(new("kiosk.uri", $"{uri} names a key of GS1's: a place with a GLN is told by kiosk.gln"));
    }

    // Who checks an event's id writes those anew, by GS1's rules, before hashing.
    [GeneratedRegex("^urn:epc|/(00|01|253|255|40[12]|41[47]|gln|800[346]|801[078])/[0-9]", RegexOptions.IgnoreCase)]
    private static partial Regex Gs1Key();

    private static void CheckScanners(KioskConfiguration configuration, List<SettingFault> faults)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var ports = new HashSet<string>(StringComparer.Ordinal);
        Uri.TryCreate(configuration.Web.Listen, UriKind.Absolute, out var web);
        for (var i = 0; i < configuration.Scanning.Scanners.Count; i++)
        {
            var scanner = configuration.Scanning.Scanners[i];
            var path = $"scanning.scanners[{i}]";
            if (!names.Add(scanner.Name))
                faults.Add(new($"{path}.name",
                    $"two scanners are called {scanner.Name}: each needs a name of its own"));
            if (scanner is { LengthByte: true, Terminator: "auto" })
                faults.Add(new($"{path}.terminator",
                    "auto does not go with lengthByte, since a length of 13 looks like CR: expected what the scanner "
                    + "is set to, none, CR, LF, CRLF, TAB or ETX"));
            if (scanner is { LengthByte: true, Envelope: "auto" })
                faults.Add(new($"{path}.envelope",
                    "auto does not go with lengthByte, since a length of 2 looks like STX: expected stxEtx or none"));
            if (FaultOfPort(scanner) is { } fault)
                faults.Add(new($"{path}.port", fault));
            else if (scanner.Port is null && !ports.Add($"{scanner.Driver} {DeviceMatch.Wanted(scanner)}"))
                faults.Add(new($"{path}.serial",
                    $"another {scanner.Driver} scanner is {DeviceMatch.Wanted(scanner)} as well: expected a serial "
                    + "number or a port that tells them apart"));
            else if (scanner.Driver == "tcp" && PortOf(scanner) == $"{web?.Port}")
                faults.Add(new($"{path}.port", $"{web?.Port} is the port of web.listen: expected another one"));
            else if (PortOf(scanner) is { } port && !ports.Add(port))
                faults.Add(new($"{path}.port", $"{port} is another scanner's port already: expected another one"));
        }
    }

    // 0.0.0.0 overlaps all other addresses: so the number alone must differ; there are enough.
    private static string? PortOf(ScannerOptions scanner) =>
        scanner.Driver == "tcp" && TcpScanner.TryRead(scanner.Port ?? "", out var address)
            ? $"{address.Port}"
            : scanner.Port;

    private static string? FaultOfPort(ScannerOptions scanner) => (scanner.Driver, scanner.Port) switch
    {
        ("tcp", null) => "missing, expected a port, for example 9101",
        ("tcp", var port) => TcpScanner.TryRead(port, out var address) && address.Port > 0
            ? null
            : $"{port} has no port from 1 to 65535",
        ("scripted", null) => "missing, expected a file, or - for standard input",
        ("scripted", ['/', ..] or "-") => null,
        ("scripted", var port) => $"{port} is no absolute path of a file, and not - for standard input",
        (_, null) when scanner.Vendors.Count == 0 =>
            "missing, expected the scanner's device, or vendors; dntrace scanners list shows what is plugged in and "
            + "the line for it",
        (_, null) => null,
        (_, var port) when !port.StartsWith('/') => $"{port} is no device file: expected a path",
        // The next plug-in gives the same name to another device: for a wedge, to somebody's keyboard.
        (_, var port) when OrderedName().IsMatch(Path.GetFullPath(port)) =>
            $"{port} is whichever device came first: expected a name that stays, from /dev/serial/by-id, "
            + "/dev/serial/by-path, /dev/input/by-id, /dev/input/by-path or /dev/dntrace, or vendors instead of a "
            + "port; dntrace scanners list shows them",
        // It names a socket: whatever is plugged in there, also somebody's keyboard.
        ("wedge", var port) when port.Contains("/by-path/", StringComparison.Ordinal) && scanner.Vendors.Count == 0 =>
            $"{port} is whatever is plugged in there, and that may be somebody's keyboard: expected vendors as well",
        ("serial", var port) when port.StartsWith("/dev/input/", StringComparison.Ordinal) =>
            $"{port} is an input device: expected a serial line, or driver wedge",
        ("wedge" or "hidPos", var port) when port.StartsWith("/dev/serial/", StringComparison.Ordinal) =>
            $"{port} is a serial line: expected an input or HID device, or driver serial",
        _ => null,
    };

    [GeneratedRegex("^/dev/((ttyACM|ttyUSB|hidraw|input/event)[0-9]+$|char/|bus/)")]
    private static partial Regex OrderedName();

    private static void CheckWeb(KioskConfiguration configuration, List<SettingFault> faults)
    {
        var listen = configuration.Web.Listen;
        if (!Uri.TryCreate(listen, UriKind.Absolute, out var address) || address.Port is < 1 or > 65535)
            faults.Add(new("web.listen", $"{listen} has no port from 1 to 65535"));
        else if (address.HostNameType == UriHostNameType.Dns && address.Host != "localhost")
            faults.Add(new("web.listen",
                $"{address.Host} is a name: expected an IP address of this machine, or localhost"));
    }

    private static void CheckShowing(ShowingOptions showing, List<SettingFault> faults)
    {
        if (showing.PublicPage is { } template && !PublicPage.TryRead(template, out _, out var fault))
            faults.Add(new("showing.publicPage", $"{template}: {fault}"));
    }

    private static void CheckTracing(TracingOptions tracing, List<SettingFault> faults)
    {
        if (tracing.Catalog.Seed is { } seed and not CatalogSeed.Sample && !File.Exists(seed))
            faults.Add(new("tracing.catalog.seed", $"{seed} is not there: expected an NDJSON file, or sample"));
        for (var i = 0; i < tracing.Catalog.Trust.Count; i++)
        {
            var file = tracing.Catalog.Trust[i];
            if (!TrustedKeys.TryRead(file, out var key, out var fault))
                faults.Add(new($"tracing.catalog.trust[{i}]", $"{file}: {fault}") { IsTolerable = true });
            key?.Dispose();
        }
        for (var i = 0; i < tracing.Catalog.Sources.Count; i++)
        {
            if (!PackSources.TryRead(tracing.Catalog.Sources[i], out _, out var fault))
                faults.Add(new($"tracing.catalog.sources[{i}]", $"{tracing.Catalog.Sources[i]} {fault}"));
        }
        CheckCity(tracing.City, faults);
    }

    private static void CheckCity(CityOptions city, List<SettingFault> faults)
    {
        if (city.Resolver is { } resolver
            && (!Uri.TryCreate(resolver, UriKind.Absolute, out var address) || address is not
            {
                UserInfo: "",
                Query: "",
                Fragment: "",
            }))
            faults.Add(new("tracing.city.resolver",
                $"{resolver} is no resolver's address: expected https://HOST/ or https://HOST/PATH/, without user, "
                + "query or fragment"));
        for (var i = 0; i < city.Hosts.Count; i++)
        {
            if (!Uri.TryCreate($"https://{city.Hosts[i]}/", UriKind.Absolute, out var host) || host.AbsolutePath != "/")
                faults.Add(new($"tracing.city.hosts[{i}]", $"{city.Hosts[i]} is no host: expected HOST or HOST:PORT"));
        }
        if (city.Resolver is null && (city.Hosts.Count > 0 || city.Ca is not null))
            faults.Add(new("tracing.city.resolver",
                "missing, expected an address, since tracing.city.hosts or tracing.city.ca is given"));
        // It may be renewed later; shoppers are served by the catalog meanwhile.
        if (city.Ca is { } ca && CityTrust.FaultOf(ca) is { } fault)
            faults.Add(new("tracing.city.ca", fault) { IsTolerable = true });
    }

    private static void CheckSending(SendingOptions sending, TimeProvider time, List<SettingFault> faults)
    {
        for (var i = 0; i < sending.Servers.Count; i++)
        {
            if (!Uri.TryCreate(sending.Servers[i], UriKind.Absolute, out var server) || server.Port is 0 or > 65535)
                faults.Add(new($"sending.servers[{i}]", $"{sending.Servers[i]} has no port from 1 to 65535"));
        }
        if ((sending.Certificate is null) != (sending.Key is null))
            faults.Add(new("sending.certificate", "certificate and key go together: expected both or none"));
        if (sending is { PasswordFile: not null, Username: null })
            faults.Add(new("sending.username", "missing, expected a name, since sending.passwordFile is given"));
        // It may come later, or be mended, and shoppers are served without it.
        faults.AddRange(LinkFiles.TryRead(sending, out var files)
            .Select(fault => new SettingFault($"sending.{fault.Setting}", fault.Words) { IsTolerable = true }));
        using (files)
        {
            if (files?.IsValid(time.GetUtcNow()) == false)
                faults.Add(new(
                    "sending.certificate",
                    $"{sending.Certificate} is valid from {files.Begins:yyyy-MM-dd} to {files.Expires:yyyy-MM-dd} "
                        + "only: renew it, or correct this machine's clock")
                {
                    IsTolerable = true,
                });
        }
    }
}
