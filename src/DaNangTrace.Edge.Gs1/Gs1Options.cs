using System.Diagnostics.CodeAnalysis;

namespace DaNangTrace.Edge.Gs1;

/// <summary>What a reader is told about the places where it reads.</summary>
public sealed class Gs1Options
{
    internal static readonly string[] DefaultCompressedHosts = ["id.gs1.org"];

    internal static readonly Gs1Options Default = new();

    /// <summary>
    /// Hosts in lower case whose addresses may be compressed Digital Links; <c>id.gs1.org</c> unless told otherwise.
    /// On any other host a token is an ordinary address: one opaque token in a few thousand would otherwise unpack to a
    /// GTIN that was never meant.
    /// </summary>
    public IReadOnlyList<string> CompressedHosts { get; init; } = Array.AsReadOnly(DefaultCompressedHosts);

    /// <summary>Vendors whose stamps carry a trace code in a web address; the first that fits wins.</summary>
    public IReadOnlyList<StampRecogniser> Stamps { get; init; } = [];

    /// <summary>
    /// A whole host name as addresses are compared by: in lower case, other letters than ASCII's mapped (punycode).
    /// </summary>
    /// <param name="text">A host without scheme, port, path or user information.</param>
    /// <param name="host">The same in lower case and ASCII.</param>
    /// <returns>False if it is none.</returns>
    public static bool TryHost(string text, [NotNullWhen(true)] out string? host)
    {
        ArgumentNullException.ThrowIfNull(text);
        const string Scheme = "https://";
        var address = $"{Scheme}{text}/";
        var isWhole = WebAddress.TryParse(address, out var parts)
            && parts.Host == new Stretch(Scheme.Length, address.Length - 1);
        host = isWhole ? parts.HostIn(address) : null;
        return isWhole;
    }
}
