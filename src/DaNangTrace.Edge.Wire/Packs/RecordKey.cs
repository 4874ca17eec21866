namespace DaNangTrace.Edge.Wire.Packs;

/// <summary>
/// What a record is found by, as the end of a Digital Link: <c>{gtin}</c>, <c>{gtin}/10/{lot}</c> or
/// <c>{gtin}/21/{serial}</c>. The lines of a full pack stand in the ordinal order of these keys, so that a kiosk reads
/// a pack of any size as it comes; several records may have one key.
/// </summary>
public static class RecordKey
{
    /// <summary>The key of a product, of one lot, or of one item.</summary>
    public static string Of(string gtin, string? lot, string? serial) =>
        serial is not null ? $"{gtin}/21/{serial}" : lot is not null ? $"{gtin}/10/{lot}" : gtin;

    /// <summary>The key of a record; an item's record may name its lot too.</summary>
    public static string Of(Origin origin)
    {
        ArgumentNullException.ThrowIfNull(origin);
        return Of(origin.Gtin, origin.Lot, origin.Serial);
    }

    /// <summary>What a vendor's stamp is found by: <c>{vendor}/{trace code}</c>.</summary>
    public static string OfStamp(string vendor, string traceCode) => $"{vendor}/{traceCode}";

    /// <summary>What the stamp of a record is found by; null where it names none.</summary>
    public static string? OfStamp(Origin origin)
    {
        ArgumentNullException.ThrowIfNull(origin);
        return origin is { TraceCodeVendor: { } vendor, TraceCode: { } code } ? OfStamp(vendor, code) : null;
    }
}
