namespace DaNangTrace.Edge.Kiosk.Configuring;

/// <summary>Where the layers of a configuration come from.</summary>
public sealed record ConfigurationSources
{
    /// <summary>The configuration file; null for none.</summary>
    public string? File { get; init; }

    /// <summary>Folder whose profiles win over the program's own.</summary>
    public string DeviceConfig { get; init; } = "/etc/dntrace";

    /// <summary>The environment; of it only what begins with <c>DNTRACE__</c> is read.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary><c>path=value</c> from the command line, in order.</summary>
    public IReadOnlyList<string> Set { get; init; } = [];

    /// <summary>A JSON object laid over the defaults before all else: the demo's own settings.</summary>
    public string? BuiltIn { get; init; }

    /// <summary>Names of the drivers that this program brings along, beside the kiosk's own.</summary>
    public IReadOnlyCollection<string> FurtherDrivers { get; init; } = [];

    /// <summary>The clock: whether a certificate has expired.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
