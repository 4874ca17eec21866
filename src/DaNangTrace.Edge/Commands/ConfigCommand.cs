using System.CommandLine;
using DaNangTrace.Edge.Kiosk.Configuring;

namespace DaNangTrace.Edge.Commands;

/// <summary><c>dntrace config check|show</c>.</summary>
internal static class ConfigCommand
{
    public static Command Create() => new("config", "Checks or shows the kiosk's configuration.") { Check(), Show() };

    private static Command Check()
    {
        var command = new Command("check", "Names every fault of a configuration; exit code 78 if there is one.");
        var arguments = new ConfigurationArguments(command, isFileRequired: true);
        command.SetAction(parsed =>
        {
            var loaded = arguments.Load(parsed);
            if (loaded.Configuration is null || loaded.Faults.Count > 0)
                return ConfigurationArguments.Tell(loaded.Faults);
            Console.WriteLine("The configuration is right.");
            if (loaded.Configuration.Scanning.Scanners.Count == 0)
                Console.WriteLine(
                    "But scanning.scanners is empty: nothing will be scanned, and /health will say down.");
            foreach (var hint in DisplayHints.Of(loaded.Configuration.Showing))
                Console.WriteLine($"But {hint}");
            foreach (var server in loaded.Configuration.Sending.Servers.Where(IsOpen))
                Console.WriteLine(
                    $"But {server} is not encrypted: who listens on the way reads sightings and password; expected "
                    + "mqtts://");
            return ExitCode.Done;
        });
        return command;
    }

    // On this machine nobody listens who could not read the files.
    private static bool IsOpen(string server) => new Uri(server) is { Scheme: "mqtt", IsLoopback: false };

    private static Command Show()
    {
        var command = new Command("show",
            "Prints the effective values, each with the layer it came from; secrets are masked.");
        var arguments = new ConfigurationArguments(command, isFileRequired: false);
        command.SetAction(parsed =>
        {
            var loaded = arguments.Load(parsed);
            var width = loaded.Settings
                .Select(setting => setting.Path.Length + setting.Value.Length + 3).DefaultIfEmpty().Max();
            foreach (var setting in loaded.Settings)
            {
                var line = $"{setting.Path} = {setting.Value}".PadRight(Math.Min(width, 72));
                Console.WriteLine($"{line}  # {setting.Layer}");
            }
            return loaded.Faults.Count > 0 ? ConfigurationArguments.Tell(loaded.Faults) : ExitCode.Done;
        });
        return command;
    }
}
