namespace DaNangTrace.Edge.Gs1;

/// <summary>What a reader is told about the places where it reads.</summary>
public sealed class Gs1Options
{
    internal static readonly string[] DefaultCompressedHosts = ["id.gs1.org"];

    /// <summary>
    /// Hosts in lower case whose addresses may be compressed Digital Links; <c>id.gs1.org</c> unless told otherwise.
    /// On any other host a token is an ordinary address: one opaque token in a few thousand would otherwise unpack to a
    /// GTIN that was never meant.
    /// </summary>
    public IReadOnlyList<string> CompressedHosts { get; init; } = DefaultCompressedHosts;

    /// <summary>Vendors whose stamps carry a trace code in a web address; the first that fits wins.</summary>
    public IReadOnlyList<StampRecogniser> Stamps { get; init; } = [];
}
