using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Wire;

namespace DaNangTrace.Edge.Exporting;

/// <summary>Sightings as one JSON array, each as it is stored.</summary>
internal static class SightingArray
{
    public static void Write(IEnumerable<(LedgerRow Row, Sighting Sighting)> rows, Stream output)
    {
        var separator = "[\n"u8;
        foreach (var (row, _) in rows)
        {
            output.Write(separator);
            output.Write(row.Bytes);
            separator = ",\n"u8;
        }
        output.Write(separator[0] == '[' ? "[]\n"u8 : "\n]\n"u8);
    }

    /// <summary>The sighting of a row; false where its bytes are none.</summary>
    public static bool TryRead(LedgerRow row, [NotNullWhen(true)] out Sighting? sighting)
    {
        try
        {
            sighting = WireJson.ToSighting(row.Bytes);
            return true;
        }
        catch (JsonException)
        {
            sighting = null;
            return false;
        }
    }
}
