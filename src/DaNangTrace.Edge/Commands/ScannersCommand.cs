using System.CommandLine;
using System.CommandLine.Parsing;
using DaNangTrace.Edge.Decoding;
using DaNangTrace.Edge.Inspecting;
using DaNangTrace.Edge.Kiosk.Configuring;
using DaNangTrace.Edge.Kiosk.Scanning;

namespace DaNangTrace.Edge.Commands;

/// <summary><c>dntrace scanners list|watch</c>: for the technician who installs and repairs.</summary>
internal static class ScannersCommand
{
    public static Command Create() =>
        new("scanners", "Shows what is plugged in, and what a scanner really sends.") { List(), Watch() };

    private static Command List()
    {
        var command = new Command("list",
            "Lists the configured scanners and whatever is plugged in that could be one: which profile fits, who owns "
            + "it, who has it open, what is wrong. Opens nothing.");
        var arguments = new ConfigurationArguments(command, isFileRequired: false);
        command.SetAction(parsed =>
        {
            var profiles = ScannerProfiles.Load(arguments.DeviceConfigOf(parsed));
            IReadOnlyList<ScannerOptions> configured = [];
            if (arguments.IsFileGiven(parsed.CommandResult))
            {
                var loaded = arguments.Load(parsed);
                if (loaded.Configuration is null)
                    return ConfigurationArguments.Tell(loaded.Faults);
                configured = loaded.Configuration.Scanning.Scanners;
            }
            return new ScannerList(profiles, Console.Out).Write(configured) ? ExitCode.Done : ExitCode.Fault;
        });
        return command;
    }

    private static Command Watch()
    {
        var device = new Option<string?>("--device")
        {
            Description = "The device to watch, instead of the configured scanners.",
            HelpName = "PATH",
        };
        var profile = new Option<string?>("--profile")
        {
            Description = "With --device: the profile. Else the one that fits what is plugged in there.",
            HelpName = "NAME",
        };
        var driver = new Option<string?>("--driver") { Description = "With --device: how it is connected." };
        driver.AcceptOnlyFromAmong("serial", "wedge", "hidPos");
        var baud = new Option<int?>("--baud") { Description = "With --device: bits a second.", HelpName = "BITS" };
        var count = new Option<int?>("--count") { Description = "Ends after so many codes.", HelpName = "CODES" };
        var command = new Command("watch",
            "Shows live what scanners send: bytes, what ended each code, its reading and how long that took. Nothing "
            + "is recorded or shown to shoppers. The kiosk must not have the scanner open: systemctl stop dntrace.")
        {
            device, profile, driver, baud, count,
        };
        var arguments = new ConfigurationArguments(command, isFileRequired: false);
        var manner = new MannerArguments(command);
        command.Validators.Add(result => CheckOneIsGiven(result, device, arguments));
        command.SetAction(async (parsed, stop) =>
        {
            var deviceConfig = arguments.DeviceConfigOf(parsed);
            var recognisers = RecogniserFile.Load(deviceConfig);
            if (recognisers.Options is null)
                return ConfigurationArguments.Tell(recognisers.Faults);
            IReadOnlyList<ScannerOptions> watched;
            if (parsed.GetValue(device) is { } path)
            {
                var named = new NamedDevice(
                    path, parsed.GetValue(profile), parsed.GetValue(driver), parsed.GetValue(baud));
                if (!named.TryGetOptions(ScannerProfiles.Load(deviceConfig), out var options, out var fault))
                {
                    await Console.Error.WriteLineAsync($"dntrace: {fault}");
                    return ExitCode.WrongUse;
                }
                watched = [options];
            }
            else
            {
                var loaded = arguments.Load(parsed);
                if (loaded.Configuration is null)
                    return ConfigurationArguments.Tell(loaded.Faults);
                watched = loaded.Configuration.Scanning.Scanners;
            }
            var watch = new ScannerWatch(recognisers.Options, manner.Of(parsed), Console.Out, parsed.GetValue(count));
            await watch.RunAsync(watched, stop);
            return ExitCode.Done;
        });
        return command;
    }

    private static void CheckOneIsGiven(
        CommandResult result, Option<string?> device, ConfigurationArguments arguments)
    {
        if (arguments.IsFileGiven(result) == result.GetResult(device) is not null)
            result.AddError("Say what to watch: --device PATH, or --config FILE for the configured scanners.");
    }
}
