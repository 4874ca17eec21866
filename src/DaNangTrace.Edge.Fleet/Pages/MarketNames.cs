using System.Text.Json;

namespace DaNangTrace.Edge.Fleet.Pages;

/// <summary>
/// The markets' names, from the repository's <c>device-config/markets</c> inside the program.
/// A market that is not there is called by its id.
/// </summary>
internal sealed class MarketNames
{
    private const string Prefix = "market:";

    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);

    /// <summary>Reads the names.</summary>
    public MarketNames()
    {
        var assembly = typeof(MarketNames).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames())
        {
            if (!resource.StartsWith(Prefix, StringComparison.Ordinal))
                continue;
            using var file = assembly.GetManifestResourceStream(resource)!;
            using var json = JsonDocument.Parse(file);
            if (json.RootElement.GetProperty("name").GetProperty("vi").GetString() is { Length: > 0 } name)
                names[resource[Prefix.Length..]] = name;
        }
    }

    /// <summary>The market's name in Vietnamese.</summary>
    internal string Of(string market) => names.GetValueOrDefault(market) ?? $"Chợ {market}";
}
