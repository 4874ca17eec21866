using System.CommandLine;
using System.CommandLine.Parsing;
using DaNangTrace.Edge.Inspecting;

namespace DaNangTrace.Edge.Commands;

/// <summary>The options by which somebody names a device, and says how to read it.</summary>
internal sealed class DeviceArguments
{
    // What a line can be set to; see the key baud in kiosk.schema.json.
    private const int LeastBaud = 300;
    private const int MostBaud = 921600;

    private readonly Option<string?> _device = PathArguments.Option(
        "--device", "PATH",
        "The device to watch, or a named pipe with a recording, instead of the configured scanners.");

    private readonly Option<string?> _profile = new("--profile")
    {
        Description = "The device's profile. Else the one that fits what is plugged in there.",
        HelpName = "NAME",
    };

    private readonly Option<string?> _driver = new("--driver") { Description = "How the device is connected." };
    private readonly Option<int> _baud = ScannersCommand.NumberOption(
        "--baud", "BITS", "Bits a second of the device's line.", LeastBaud, MostBaud);

    public DeviceArguments(Command command)
    {
        _driver.AcceptOnlyFromAmong("serial", "wedge", "hidPos");
        foreach (var option in (Option[])[_device, _profile, _driver, _baud])
            command.Add(option);
    }

    public bool IsGiven(CommandResult result) => result.GetResult(_device) is not null;

    /// <summary>Whether any of those is given that say more of the device.</summary>
    public bool AreDetailsGiven(CommandResult result) => result.GetResult(_profile) is not null
        || result.GetResult(_driver) is not null || result.GetResult(_baud) is not null;

    /// <summary>The device that is named; null for none.</summary>
    public NamedDevice? Of(ParseResult parsed) => parsed.GetValue(_device) is { } path
        ? new NamedDevice(
            path, parsed.GetValue(_profile), parsed.GetValue(_driver),
            parsed.GetValue(_baud) is > 0 and var baud ? baud : null)
        : null;
}
