using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;

namespace DaNangTrace.Edge.Fleet;

/// <summary>The command line: options, their checks, and what each fault is called.</summary>
internal static class FleetCommand
{
    /// <summary>Exit code of a fault while starting or running.</summary>
    internal const int Fault = 1;

    /// <summary>Exit code of wrong use.</summary>
    internal const int WrongUse = 2;

    private const int DefaultBrokerPort = 1883;
    private const int DefaultPort = 8090;

    // Our longest sentence with a long argument in it.
    private const int LongestMessage = 500;

    private static readonly Option<(string Host, int Port)?> Broker = new("--broker")
    {
        Description = "The city's MQTT broker: mqtt://HOST[:PORT] [default: mqtt://127.0.0.1:1883]",
        HelpName = "URI",
        CustomParser = ParseBroker,
    };

    private static readonly Option<int> Port = new("--port")
    {
        Description = "Port of the page on 127.0.0.1 [default: 8090]",
        HelpName = "N",
        CustomParser = ParsePort,
    };

    private static readonly Option<IPEndPoint?> Listen = new("--listen")
    {
        Description = "Address of the page, loopback only: http://127.0.0.1:PORT or http://[::1]:PORT",
        HelpName = "URL",
        CustomParser = ParseListen,
    };

    private static readonly Option<string?> Data = new("--data")
    {
        Description = "Folder of the store [default: ~/.local/state/dntrace-fleet]",
        HelpName = "DIR",
    };

    private static readonly Option<string[]> Hosts = new("--hosts")
    {
        Description = "Further host names under which the page may be asked for, behind a proxy or a tunnel",
        HelpName = "NAME",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
    };

    /// <summary>Reads the command line, runs the program and answers its exit code.</summary>
    internal static async Task<int> InvokeAsync(
        string[] args, TextWriter errors, Func<FleetOptions, CancellationToken, Task<int>> run)
    {
        var root = new RootCommand("The city's intake and the manager's page for the market kiosks of Da Nang.")
        {
            Broker, Port, Listen, Data, Hosts,
        };
        root.Validators.Add(result =>
        {
            if (result.GetResult(Port) is { Implicit: false } && result.GetResult(Listen) is { Implicit: false })
                result.AddError("--port and --listen say the same; give one of them.");
        });
        root.SetAction((parsed, stop) => run(OptionsOf(parsed), stop));

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is not System.CommandLine.Help.HelpAction)
        {
            foreach (var error in parsed.Errors)
            {
                await errors.WriteLineAsync($"dntrace-fleet: {Plain.Of(error.Message, LongestMessage)}")
                    .ConfigureAwait(false);
            }
            await errors.WriteLineAsync("See: dntrace-fleet --help").ConfigureAwait(false);
            return WrongUse;
        }
        // The host ends the program itself; the default would kill it two seconds after SIGTERM.
        return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null })
            .ConfigureAwait(false);
    }

    /// <summary>The folder of the store when none was given (XDG Base Directory Specification).</summary>
    internal static string DefaultDataFolder(string? stateHome, string userFolder)
    {
        // A relative XDG path is to be ignored.
        var state = Path.IsPathFullyQualified(stateHome ?? "") ? stateHome! : Path.Join(userFolder, ".local", "state");
        return Path.Join(state, "dntrace-fleet");
    }

    private static FleetOptions OptionsOf(ParseResult parsed)
    {
        var (host, port) = parsed.GetValue(Broker) ?? ("127.0.0.1", DefaultBrokerPort);
        var page = parsed.GetValue(Port) is > 0 and var given ? given : DefaultPort;
        return new FleetOptions
        {
            BrokerHost = host,
            BrokerPort = port,
            Listen = parsed.GetValue(Listen) ?? new IPEndPoint(IPAddress.Loopback, page),
            DataFolder = Path.GetFullPath(parsed.GetValue(Data) ?? DefaultDataFolder(
                Environment.GetEnvironmentVariable("XDG_STATE_HOME"),
                Environment.GetFolderPath(Environment.SpecialFolder.UserProfile))),
            Hosts = parsed.GetValue(Hosts) ?? [],
        };
    }

    private static (string Host, int Port)? ParseBroker(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme != "mqtt" || uri.Host == ""
            || uri.UserInfo != "" || uri.PathAndQuery is not ("" or "/"))
        {
            result.AddError($"--broker {text}: not mqtt://HOST[:PORT] (TLS and passwords are not served yet).");
            return null;
        }
        return (uri.IdnHost, uri.Port > 0 ? uri.Port : DefaultBrokerPort);
    }

    private static int ParsePort(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0)
            return port;
        result.AddError($"--port {text}: not a port from 1 to 65535.");
        return 0;
    }

    private static IPEndPoint? ParseListen(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme != "http" || uri.Port is < 1 or > 65535
            || uri.PathAndQuery != "/" || uri.UserInfo != "")
        {
            result.AddError($"--listen {text}: not http://127.0.0.1:PORT or http://[::1]:PORT.");
            return null;
        }
        var address = uri.Host == "localhost" ? IPAddress.Loopback
            : IPAddress.TryParse(uri.DnsSafeHost, out var parsed) ? parsed : null;
        if (address is not null && IPAddress.IsLoopback(address))
            return new IPEndPoint(address, uri.Port);
        result.AddError($"--listen {text}: the page has no sign-in yet, so it listens on loopback only "
            + "(127.0.0.1 or [::1]); reach it from elsewhere by a tunnel: ssh -L 8090:127.0.0.1:8090 HOST.");
        return null;
    }
}
