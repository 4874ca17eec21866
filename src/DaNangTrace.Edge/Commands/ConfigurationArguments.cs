using System.Collections;
using System.CommandLine;
using System.CommandLine.Parsing;
using DaNangTrace.Edge.Composition;
using DaNangTrace.Edge.Kiosk.Configuring;

namespace DaNangTrace.Edge.Commands;

/// <summary>The options by which a command finds its configuration.</summary>
internal sealed class ConfigurationArguments
{
    private readonly Option<string?> _file =
        PathArguments.Option("--config", "FILE", "The kiosk's configuration file.");

    private readonly Option<string?> _deviceConfig = DeviceConfigOption();

    private readonly Option<string[]> _set = new("--set")
    {
        Description = "Sets one value, for example --set web.listen=http://127.0.0.1:8081. May be repeated.",
        HelpName = "PATH=VALUE",
        Arity = ArgumentArity.ZeroOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    public ConfigurationArguments(Command command, bool isFileRequired)
    {
        _file.Required = isFileRequired;
        command.Add(_file);
        command.Add(_deviceConfig);
        command.Add(_set);
    }

    /// <summary>The option that names a folder of profiles; the default one need not be there.</summary>
    public static Option<string?> DeviceConfigOption()
    {
        var option = PathArguments.Option(
            "--device-config", "DIR", "Folder whose profiles and recognisers win over the built-in ones.");
        option.DefaultValueFactory = _ => new ConfigurationSources().DeviceConfig;
        option.Validators.Add(result =>
        {
            if (result is { Implicit: false, Tokens: [{ Value: { Length: > 0 } folder }] } && !Directory.Exists(folder))
                result.AddError($"--device-config {folder} is no folder, or this user may not look into it.");
        });
        return option;
    }

    public string DeviceConfigOf(ParseResult parsed) => parsed.GetValue(_deviceConfig)!;

    public bool IsSetGiven(CommandResult result) => result.GetResult(_set) is { Implicit: false };

    public bool IsFileGiven(CommandResult result) => result.GetResult(_file) is { Implicit: false };

    public LoadedConfiguration Load(ParseResult parsed, string? builtIn = null) =>
        ConfigurationLoader.Load(new ConfigurationSources
        {
            File = PathArguments.Of(parsed, _file),
            DeviceConfig = parsed.GetValue(_deviceConfig)!,
            Environment = EnvironmentVariables(),
            Set = parsed.GetValue(_set) ?? [],
            BuiltIn = builtIn,
            FurtherDrivers = ProgramDrivers.All.Names,
        });

    /// <summary>Tells all faults in one message.</summary>
    public static int Tell(IReadOnlyList<SettingFault> faults)
    {
        var plural = faults.Count == 1 ? "" : "s";
        Console.Error.WriteLine($"dntrace: the configuration has {faults.Count} fault{plural}:");
        foreach (var fault in faults)
            Console.Error.WriteLine($"  {fault}");
        return ExitCode.Configuration;
    }

    private static Dictionary<string, string> EnvironmentVariables() => Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "", StringComparer.Ordinal);
}
