namespace DaNangTrace.Edge.Wire.Packs.Making;

/// <summary>
/// Finds the records of lots and items that no name would be shown for: they leave it out, and no record says it for
/// them. A kiosk would know the code and answer it in green, with nothing that tells what it is.
/// <para>A kiosk takes the name of the lot's record for an item of it, and else the product's; where several records
/// have one key it takes none, since nobody can tell which of them is meant.</para>
/// </summary>
internal static class NamelessRecords
{
    private const int GtinLength = 14;

    /// <summary>One fault for each product, since one more record mends all of its lines.</summary>
    /// <param name="records">In the order of a pack: a product stands before its lots, and those before its items.
    /// </param>
    public static IEnumerable<InputFault> In(InputRecord[] records)
    {
        for (int first = 0, end = 1; end <= records.Length; end++)
        {
            if (end < records.Length && GtinOf(records[end]).SequenceEqual(GtinOf(records[first])))
                continue;
            if (FaultOf(records.AsSpan(first..end)) is { } fault)
                yield return fault;
            first = end;
        }
    }

    private static ReadOnlySpan<char> GtinOf(InputRecord record) => record.Key.AsSpan(0, GtinLength);

    private static InputFault? FaultOf(ReadOnlySpan<InputRecord> ofProduct)
    {
        var products = 0;
        while (products < ofProduct.Length && ofProduct[products].Key.Length == GtinLength)
            products++;
        // A product always has its name.
        if (products == 1)
            return null;
        var gtin = GtinOf(ofProduct[0]).ToString();
        var (line, count, lots) = (int.MaxValue, 0, LotsIn(ofProduct));
        foreach (var record in ofProduct[products..])
        {
            if (record.HasName
                || (record.Lot is { } lot && lots.GetValueOrDefault(RecordKey.Of(gtin, lot, serial: null))))
                continue;
            (line, count) = (Math.Min(line, record.Line), count + 1);
        }
        return count == 0 ? null : new InputFault(line, Reason(gtin, products, count));
    }

    // By their keys, whether an item of the lot gets its name from there.
    private static Dictionary<string, bool> LotsIn(ReadOnlySpan<InputRecord> ofProduct)
    {
        var lots = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var record in ofProduct)
            lots[record.Key] = record.HasName && !lots.ContainsKey(record.Key);
        return lots;
    }

    private static string Reason(string gtin, int products, int count)
    {
        var more = count == 1 ? "" : $" ({count} records are without a name)";
        return products == 0
            ? $"gtin: {gtin} has no record of the product itself: add one, with productName.vi and neither lot nor "
                + $"serial number{more}"
            : $"gtin: {gtin} is of {products} products: give this lot's or item's record its own productName.vi{more}";
    }
}
