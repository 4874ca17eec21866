using System.CommandLine;
using System.CommandLine.Parsing;
using DaNangTrace.Edge.Kiosk.Configuring;

namespace DaNangTrace.Edge.Commands;

/// <summary>
/// How a command finds the ledger: by the kiosk's configuration, by its data folder, or by the file itself.
/// </summary>
internal sealed class LedgerPlace
{
    private readonly Option<string?> _data = PathArguments.Option("--data", "DIR", "The kiosk's data folder.");
    private readonly Argument<string?> _file = PathArguments.Argument("FILE", "A ledger's file.");
    private readonly ConfigurationArguments _configuration;

    public LedgerPlace(Command command)
    {
        _configuration = new ConfigurationArguments(command, isFileRequired: false);
        command.Add(_data);
        command.Add(_file);
        command.Validators.Add(CheckOneIsGiven);
    }

    /// <summary>The kiosk's configuration, where the file was found by it.</summary>
    public KioskConfiguration? Configuration { get; private set; }

    /// <summary>Finds the file; else tells why not.</summary>
    public bool TryFind(ParseResult parsed, out string file, out int code)
    {
        (file, code) = ("", ExitCode.Done);
        if (PathArguments.Of(parsed, _file) is { } named)
        {
            file = named;
        }
        else if (PathArguments.Of(parsed, _data) is { } folder)
        {
            file = Path.Combine(folder, "ledger.db");
        }
        else
        {
            var loaded = _configuration.Load(parsed);
            if (loaded.Configuration is null)
            {
                code = ConfigurationArguments.Tell(loaded.Faults);
                return false;
            }
            Configuration = loaded.Configuration;
            file = Path.Combine(Configuration.Kiosk.DataFolder, "ledger.db");
        }
        if (File.Exists(file))
            return true;
        Console.Error.WriteLine(Directory.Exists(file)
            ? $"dntrace: {file} is a folder: --data {file} finds the ledger in it"
            : $"dntrace: {file} is not there: no kiosk has recorded in that folder, or this user may not look into it");
        code = ExitCode.Fault;
        return false;
    }

    private void CheckOneIsGiven(CommandResult result)
    {
        var ways = (result.GetResult(_data) is null ? 0 : 1) + (_configuration.IsFileGiven(result) ? 1 : 0)
            + (result.GetResult(_file) is { Tokens.Count: > 0 } ? 1 : 0);
        if (ways != 1)
            result.AddError("Say where the ledger is: --config FILE or --data DIR, or the ledger's FILE.");
    }
}
