using System.Diagnostics.CodeAnalysis;
using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Tracing.Importing;

namespace DaNangTrace.Edge.Kiosk.Tracing.Fetching;

/// <summary>
/// From where packs are fetched without a person who typed the address: below the addresses that the settings name, and
/// nowhere else, whoever signed the pack.
/// </summary>
internal sealed class PackSources
{
    // An address is a stranger's word until its pack is taken.
    private const int MostShown = 120;

    private readonly List<Uri> _sources = [];

    /// <summary>Makes the list.</summary>
    /// <param name="sources">Addresses of folders; what is none was told when the settings were read.</param>
    public PackSources(IEnumerable<string> sources)
    {
        foreach (var source in sources)
        {
            if (TryRead(source, out var address, out _))
                _sources.Add(address);
        }
    }

    /// <summary>Whether nothing is fetched at all.</summary>
    public bool AreNone => _sources.Count == 0;

    /// <summary>Reads the address of a pack's folder, if packs are fetched from there.</summary>
    /// <param name="text">What a notice says.</param>
    /// <param name="address">The address; null where it is refused.</param>
    /// <param name="fault">Why it is refused, in a sentence.</param>
    public bool TryAllow(string text, [NotNullWhen(true)] out Uri? address, out string fault)
    {
        if (!TryRead(text, out address, out fault))
        {
            fault = $"its address {Shown.Of(text, MostShown)} {fault}";
            return false;
        }
        var asked = address;
        if (_sources.Exists(source => Covers(source, asked)))
            return true;
        fault = $"its address {Shown.Of(text, MostShown)} is below none of tracing.catalog.sources";
        address = null;
        return false;
    }

    /// <summary>
    /// Reads the address of a folder that says one thing only: whoever compares it and whoever asks for it must mean
    /// the same.
    /// </summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out Uri? address, out string fault)
    {
        fault = "";
        if (!PackDownload.TryRead(text, out address))
            fault = "is no address of a folder: expected https://HOST/FOLDER/ or http://HOST/FOLDER/";
        else if (address.UserInfo.Length > 0)
            fault = "names a user: expected an address without one";
        // A server may take an escaped dot or slash for a plain one, and leave the folder.
        else if (HasDetour(text))
            fault = "has a detour in its path: expected one without . and .. and without escapes of them";
        if (fault.Length > 0)
            address = null;
        return address is not null;
    }

    private static bool HasDetour(string text)
    {
        var path = text[(text.IndexOf("://", StringComparison.Ordinal) + 3)..];
        return path.Contains('\\', StringComparison.Ordinal)
            || path.Split('/').Any(segment => segment is "." or "..")
            || ((string[])["%2e", "%2f", "%5c"]).Any(
                escape => path.Contains(escape, StringComparison.OrdinalIgnoreCase));
    }

    // Both paths end in a slash, so that a prefix ends at a segment's border.
    private static bool Covers(Uri source, Uri asked) =>
        source.Scheme == asked.Scheme && source.IdnHost == asked.IdnHost && source.Port == asked.Port
        && asked.AbsolutePath.StartsWith(source.AbsolutePath, StringComparison.Ordinal);
}
