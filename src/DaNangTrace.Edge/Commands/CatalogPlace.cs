using System.CommandLine;
using System.CommandLine.Parsing;
using DaNangTrace.Edge.Composition;
using DaNangTrace.Edge.Kiosk.Configuring;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Kiosk.Tracing;
using DaNangTrace.Edge.Kiosk.Tracing.Packs;

namespace DaNangTrace.Edge.Commands;

/// <summary>
/// How a command finds a kiosk's catalog: by the kiosk's configuration; or by its data folder, and then with what the
/// configuration would say of packs as options.
/// </summary>
internal sealed class CatalogPlace
{
    private readonly Option<string?> _data = PathArguments.Option("--data", "DIR", "The kiosk's data folder.");
    private readonly Option<string[]> _trust = new("--trust")
    {
        Description = "Instead of the configuration's keys: a public key (PEM) whose packs are right. May be repeated.",
        HelpName = "PEM",
        Arity = ArgumentArity.ZeroOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string?> _quota = new("--quota")
    {
        Description = "Instead of the configuration's: how far old and new catalog may grow, for example \"4 GiB\".",
        HelpName = "SIZE",
    };

    private readonly ConfigurationArguments _configuration;
    private readonly bool _takesPacks;
    private readonly bool _isKioskNeeded;

    /// <summary>Adds the options.</summary>
    /// <param name="command">To this command.</param>
    /// <param name="takesPacks">Whether it needs the keys.</param>
    /// <param name="isKioskNeeded">Whether keys alone are not enough.</param>
    public CatalogPlace(Command command, bool takesPacks, bool isKioskNeeded = true)
    {
        _configuration = new ConfigurationArguments(command, isFileRequired: false);
        (_takesPacks, _isKioskNeeded) = (takesPacks, isKioskNeeded);
        command.Add(_data);
        if (takesPacks)
        {
            command.Add(_trust);
            command.Add(_quota);
            _quota.Validators.Add(CheckQuota);
        }
        command.Validators.Add(CheckOneIsGiven);
    }

    /// <summary>The data folder; empty where no kiosk was named.</summary>
    public string Folder { get; private set; } = "";

    /// <summary>Whether a kiosk was named.</summary>
    public bool HasKiosk => Folder.Length > 0;

    /// <summary>Whose packs are taken, and how large they may grow.</summary>
    public CatalogOptions Options { get; private set; } = new();

    /// <summary>Whether a configuration says so, and not the command line or nobody.</summary>
    public bool IsConfigured { get; private set; }

    /// <summary>The city's resolver; without one where no configuration names it.</summary>
    public CityOptions City { get; private set; } = new();

    /// <summary>The kiosk's clock.</summary>
    public KioskClock Clock { get; private set; } = null!;

    /// <summary>Finds the folder; else tells why not.</summary>
    public bool TryFind(ParseResult parsed, out int code)
    {
        code = ExitCode.Done;
        // Without a configuration the city's own zone: only the day of the data is told by it.
        var kiosk = new KioskOptions { TimeZone = "Asia/Ho_Chi_Minh" };
        var folder = PathArguments.Of(parsed, _data);
        if (folder is not null || !_configuration.IsFileGiven(parsed.CommandResult))
        {
            Folder = folder ?? "";
            Options = new CatalogOptions
            {
                Trust = [.. (_takesPacks ? parsed.GetValue(_trust) ?? [] : []).Select(Path.GetFullPath)],
                Quota = (_takesPacks ? parsed.GetValue(_quota) : null) ?? new CatalogOptions().Quota,
            };
        }
        else
        {
            var loaded = _configuration.Load(parsed);
            if (loaded.Configuration is null)
            {
                code = ConfigurationArguments.Tell(loaded.Faults);
                return false;
            }
            IsConfigured = true;
            kiosk = loaded.Configuration.Kiosk;
            Folder = kiosk.DataFolder;
            (Options, City) = (loaded.Configuration.Tracing.Catalog, loaded.Configuration.Tracing.City);
        }
        Clock = KioskHost.ClockOf(kiosk);
        if (!HasKiosk || Directory.Exists(Folder))
            return true;
        Console.Error.WriteLine($"dntrace: {Folder} is not there: no kiosk has run with that folder, "
            + "or this user may not look into it");
        code = ExitCode.Fault;
        return false;
    }

    /// <summary>The folder of profiles and recognisers.</summary>
    public string DeviceConfigOf(ParseResult parsed) => _configuration.DeviceConfigOf(parsed);

    /// <summary>The trusted keys.</summary>
    /// <exception cref="IOException">One is none.</exception>
    public TrustedKeys Keys() => TrustedKeys.Load(Options.Trust);

    private void CheckOneIsGiven(CommandResult result)
    {
        var isData = result.GetResult(_data) is not null;
        var isFile = _configuration.IsFileGiven(result);
        var isTrust = _takesPacks && result.GetResult(_trust) is { Implicit: false };
        if (isData && isFile)
            result.AddError("Only one of --config FILE and --data DIR says which kiosk.");
        else if (!isData && !isFile && (_isKioskNeeded || !isTrust))
            result.AddError(
                "Say which kiosk: --config FILE, or --data DIR" + (_isKioskNeeded ? "." : "; or --trust PEM alone."));
        // Else it would be believed that it was heard.
        if (!isFile && _configuration.IsSetGiven(result))
            result.AddError("--set changes a configuration: say which by --config FILE.");
        if (isTrust && isFile)
            result.AddError("--trust does not go with --config, which has tracing.catalog.trust.");
        if (_takesPacks && isFile && result.GetResult(_quota) is { Implicit: false })
            result.AddError("--quota does not go with --config, which has tracing.catalog.quota.");
    }

    private static void CheckQuota(OptionResult result)
    {
        if (result.Tokens is [{ Value: var text }] && !CatalogOptions.IsQuota(text))
            result.AddError($"--quota takes a size, for example \"512 MiB\" or \"4 GiB\", and got {text}.");
    }
}
