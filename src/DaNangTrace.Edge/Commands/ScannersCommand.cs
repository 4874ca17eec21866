using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
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
        command.Validators.Add(result =>
        {
            if (arguments.IsSetGiven(result) && !arguments.IsFileGiven(result))
                result.AddError("--set changes a configuration: say which by --config FILE.");
        });
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
            // Behind "scanners list".
            var said = parsed.Tokens.Skip(2).Select(token => token.Value).ToList();
            return new ScannerList(profiles, said, Console.Out).Write(configured) ? ExitCode.Done : ExitCode.Fault;
        });
        return command;
    }

    private static Command Watch()
    {
        var command = new Command("watch",
            "Shows live what scanners send: bytes, what ended each code, its reading and how long that took. Nothing "
            + "is recorded or shown to shoppers. The kiosk must not have the scanner open: systemctl stop dntrace.");
        var device = new DeviceArguments(command);
        var count = NumberOption("--count", "CODES", "Ends after so many codes.", 1, int.MaxValue);
        command.Add(count);
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
            if (device.Of(parsed) is { } named)
            {
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
                if (watched.Count == 0)
                {
                    await Console.Error.WriteLineAsync("dntrace: scanning.scanners is empty: nothing can be watched");
                    return ExitCode.Configuration;
                }
            }
            var most = parsed.GetValue(count) is > 0 and var codes ? codes : (int?)null;
            var watch = new ScannerWatch(recognisers.Options, manner.Of(parsed), Console.Out, most);
            await WatchAsync(watch, watched, stop);
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task WatchAsync(
        ScannerWatch watch, IReadOnlyList<ScannerOptions> scanners, CancellationToken stop)
    {
        using var stopping = new StopSignals(stop);
        await watch.RunAsync(scanners, stopping.Token);
    }

    private static void CheckOneIsGiven(CommandResult result, DeviceArguments device, ConfigurationArguments arguments)
    {
        if (arguments.IsFileGiven(result) && device.IsGiven(result))
            result.AddError("Watch either --device PATH or the scanners of --config FILE, not both.");
        else if (!arguments.IsFileGiven(result) && !device.IsGiven(result))
            result.AddError("Say what to watch: --device PATH, or --config FILE for the configured scanners.");
        else if (device.IsGiven(result) && arguments.IsSetGiven(result))
            result.AddError("--set changes a configuration, and does not go with --device.");
        else if (!device.IsGiven(result) && device.AreDetailsGiven(result))
            result.AddError("--profile, --driver and --baud say more of --device; use --set with --config.");
    }

    /// <summary>An option that takes a whole number; 0 where it is not given.</summary>
    internal static Option<int> NumberOption(string name, string unit, string description, int least, int most)
    {
        return new Option<int>(name)
        {
            Description = description,
            HelpName = unit,
            CustomParser = result =>
            {
                if (int.TryParse(
                    result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    && number >= least && number <= most)
                    return number;
                result.AddError(most == int.MaxValue
                    ? $"{name} takes a whole number from {least}."
                    : $"{name} takes a whole number from {least} to {most}.");
                return 0;
            },
        };
    }
}
