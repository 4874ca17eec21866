using System.CommandLine;
using System.Globalization;
using DaNangTrace.Edge.Composition;
using DaNangTrace.Edge.Demo;
using DaNangTrace.Edge.Kiosk.Configuring;

namespace DaNangTrace.Edge.Commands;

/// <summary><c>dntrace demo</c>: broker, kiosk and page in one process, for somebody who has no hardware.</summary>
internal static class DemoCommand
{
    public static Command Create()
    {
        var port = PortOption("--port", 8080, "Port of the kiosk's page.");
        var mqttPort = PortOption("--mqtt-port", 1883, "Port of the built-in MQTT broker.");
        var data = PathArguments.Option(
            "--data", "DIR",
            "Folder for ledger and catalog, kept at the end. Without it: a temporary one, removed at the end.");
        var deviceConfig = ConfigurationArguments.DeviceConfigOption();
        var command = new Command("demo",
            "Runs a broker, a kiosk with sample products and its page, on this machine only.")
        {
            port, mqttPort, data, deviceConfig,
        };
        command.SetAction((parsed, stop) => RunAsync(
            parsed.GetValue(port), parsed.GetValue(mqttPort), PathArguments.Of(parsed, data),
            parsed.GetValue(deviceConfig)!, stop));
        return command;
    }

    private static Option<int> PortOption(string name, int value, string description)
    {
        var option = new Option<int>(name)
        {
            Description = description,
            HelpName = "PORT",
            DefaultValueFactory = _ => value,
            CustomParser = result =>
            {
                if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
                    && port is >= 1 and <= 65535)
                    return port;
                result.AddError($"{name} takes a port from 1 to 65535.");
                return value;
            },
        };
        return option;
    }

    private static async Task<int> RunAsync(
        int port, int mqttPort, string? data, string deviceConfig, CancellationToken stop)
    {
        if (DemoPorts.BusyMessage(port, mqttPort, data) is { } busy)
        {
            await Console.Error.WriteLineAsync($"dntrace: {busy}");
            return ExitCode.Fault;
        }
        // From here on Ctrl-C must leave no folder behind, also before the host listens to it.
        using var stopping = new StopSignals(stop);
        using var folder = data is null ? TemporaryFolder.Make() : null;
        var loaded = ConfigurationLoader.Load(new ConfigurationSources
        {
            DeviceConfig = deviceConfig,
            BuiltIn = DemoSetup.Configuration(port, mqttPort, data ?? folder!.Path),
        });
        if (loaded.Configuration is null)
            return ConfigurationArguments.Tell(loaded.Faults);
        var isWell = await KioskHost.RunAsync(loaded.Configuration, DemoSetup.Extras(port, mqttPort), stopping.Token);
        Console.WriteLine(data is null
            ? "Stopped; the temporary folder is removed."
            : $"Stopped; the ledger stays in {data}.");
        return isWell ? ExitCode.Done : ExitCode.Fault;
    }
}
