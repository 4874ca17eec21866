using DaNangTrace.Edge.Kiosk.Configuring;
using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Scanning.Finding;

namespace DaNangTrace.Edge.Inspecting;

/// <summary>
/// Writes what <c>dntrace scanners list</c> answers: the configured scanners, then what else is plugged in, each with
/// what is wrong and with the line that would configure it.
/// </summary>
/// <param name="profiles">The profiles that are known.</param>
/// <param name="arguments">What was said behind <c>scanners list</c>.</param>
/// <param name="output">Where it is written.</param>
internal sealed class ScannerList(ScannerProfiles profiles, IReadOnlyList<string> arguments, TextWriter output)
{
    private readonly Dictionary<string, string> _owners = new(StringComparer.Ordinal);

    /// <summary>Writes it; false where something is wrong with a configured scanner or a profile.</summary>
    public bool Write(IReadOnlyList<ScannerOptions> configured)
    {
        foreach (var fault in profiles.Faults)
            output.WriteLine($"profile {fault}");
        output.WriteLine(Environment.IsPrivilegedProcess
            ? "Seen as root, who may open everything; as the service sees it: sudo -u dntrace dntrace scanners list"
                + string.Concat(arguments.Select(argument => " " + Quoted(argument)))
            : $"Seen as user {Environment.UserName}; who else has a device open, only root may see.");
        var isWell = profiles.Faults.Count == 0;
        if (configured.Count > 0)
            output.WriteLine("Configured");
        foreach (var scanner in configured)
            isWell &= WriteConfigured(scanner);
        var others = PluggedDevices.OnThisMachine.All().Where(device => !_owners.ContainsKey(device.Path)).ToList();
        output.WriteLine(configured.Count > 0 ? "Also plugged in" : "Plugged in");
        foreach (var device in others)
            WritePlugged(device);
        if (others.Count == 0)
            output.WriteLine("  nothing that could be a scanner");
        return isWell;
    }

    private bool WriteConfigured(ScannerOptions scanner)
    {
        var look = DeviceLook.At(scanner);
        if (scanner.Driver is "tcp" or "scripted")
        {
            output.WriteLine($"  {scanner.Name}: {scanner.Driver}, {scanner.Port}, which is no device");
            return true;
        }
        if (look.Device is { } device && !_owners.TryAdd(device, scanner.Name))
            look = look.OfAnother(scanner, _owners[device]);
        var profile = scanner.Profile is null ? "no profile" : $"profile {scanner.Profile}";
        output.WriteLine($"  {scanner.Name}: {scanner.Driver}, {profile}");
        if (scanner.Port is not null)
            output.WriteLine($"    port      {PortOf(scanner.Port, look.Device)}");
        else if (look.Device is not null)
            output.WriteLine($"    device    {look.Device}");
        // The kiosk itself may be one.
        if (scanner.Driver == "serial" && look.Holders.Count > 1)
            look = look with
            {
                Problem = look.Problem ?? "a code that one reads is missing in the others: stop all but dntrace",
            };
        WriteLook(look);
        return look.Problem is null;
    }

    // As a shell takes it.
    private static string Quoted(string argument) =>
        argument.All(one => char.IsAsciiLetterOrDigit(one) || "-_./:=,@+".Contains(one, StringComparison.Ordinal))
            ? argument
            : $"'{argument.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    private static string PortOf(string port, string? device) =>
        device is null || device == port ? port : $"{port}, now {device}";

    private void WritePlugged(PluggedDevice device)
    {
        var ids = device.Vendor is null ? "" : $" {device.Vendor}:{device.Product}";
        var serial = device.Serial is null ? "" : $", serial number {device.Serial}";
        output.WriteLine($"  {device.Path}:{ids} {device.Name ?? "without a name"}{serial}");
        var profile = profiles.Fitting(device);
        var isKnownMaker = profile?.Options.Vendors.Count > 0;
        var stable = StableNames.Of(device.Path);
        output.WriteLine($"    driver    {device.Driver}, profile {profile?.Name ?? "none"}");
        var options = (profile?.Options ?? new ScannerOptions()) with
        {
            Name = "front",
            Driver = device.Driver,
            Port = device.Path,
        };
        WriteLook(DeviceLook.At(options));
        if (device.Driver == "wedge" && !isKnownMaker)
        {
            output.WriteLine(
                "    caution   it may be an ordinary keyboard: configured, it would type for the kiosk only");
            return;
        }
        var driver = profile?.Options.Driver == device.Driver ? "" : $", \"driver\": \"{device.Driver}\"";
        var where = stable is not null ? $"\"port\": \"{stable}\""
            : device.Vendor is null ? "\"port\": a link that stays, made by the rules of device-config/udev/"
            : $"\"vendors\": [\"{device.Vendor}\"], \"product\": \"{device.Product}\"";
        output.WriteLine(
            $$"""    paste     { "name": "front", "profile": "{{profile?.Name}}"{{driver}}, {{where}} }""");
    }

    private void WriteLook(DeviceLook look)
    {
        if (look.Owner is not null)
            output.WriteLine($"    owner     {look.Owner}");
        if (look.Holders.Count > 0)
            output.WriteLine($"    open in   {look.HoldersTold}");
        output.WriteLine(look.Problem is null ? "    state     nothing is wrong" : $"    wrong     {look.Problem}");
    }
}
