using System.CommandLine;
using DaNangTrace.Edge.Composition;
using DaNangTrace.Edge.Kiosk.Configuring;

namespace DaNangTrace.Edge.Commands;

/// <summary><c>dntrace kiosk</c>: the kiosk itself, until it is told to stop.</summary>
internal static class KioskCommand
{
    public static Command Create()
    {
        var command = new Command("kiosk", "Runs the kiosk.");
        var arguments = new ConfigurationArguments(command, isFileRequired: true);
        command.SetAction(async (parsed, stop) =>
        {
            var loaded = arguments.Load(parsed);
            if (loaded.Configuration is null)
                return ConfigurationArguments.Tell(loaded.Faults);
            // What shoppers do not need is told, here and by /health; they are served.
            if (loaded.Faults.Count > 0)
                ConfigurationArguments.Tell(loaded.Faults);
            foreach (var hint in DisplayHints.Of(loaded.Configuration.Showing))
                await Console.Error.WriteLineAsync($"dntrace: {hint}");
            return await KioskHost.RunAsync(loaded.Configuration, new KioskExtras(), stop)
                ? ExitCode.Done
                : ExitCode.Fault;
        });
        return command;
    }
}
