using System.Globalization;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Cataloguing;

/// <summary>A pack in a few words.</summary>
internal static class PackWords
{
    /// <summary>For example: <c>full pack 17 of 2026-11-28 05:00 UTC, 60 records</c>.</summary>
    public static string Of(PackManifest manifest) => string.Create(
        CultureInfo.InvariantCulture,
        $"{manifest.Kind} pack {manifest.Version} of {manifest.ValidFrom.UtcDateTime:yyyy-MM-dd HH:mm} UTC, "
        + $"{Counted(manifest.Count, manifest.Kind == PackManifest.Full ? "record" : "recall")}");

    /// <summary>A number with its noun.</summary>
    public static string Counted(long count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
