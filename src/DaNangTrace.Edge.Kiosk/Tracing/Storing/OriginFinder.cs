using System.Text;
using DaNangTrace.Edge.Wire.Packs;
using LiteDB;

namespace DaNangTrace.Edge.Kiosk.Tracing.Storing;

/// <summary>
/// Finds the most specific record of a code in a generation: of its item, else of its lot, else of its product. What it
/// leaves out is as the more general one says, where there is exactly one. A recall is never left out: one that may or
/// may not be the item's makes it two candidates, which differ in that recall alone.
/// </summary>
internal sealed class OriginFinder
{
    private readonly Generation _generation;

    private OriginFinder(Generation generation) => _generation = generation;

    // Of all records that were read.
    private int Bytes { get; set; }

    /// <summary>Looks up.</summary>
    /// <returns>What was found, and the bytes of the records that it was made of.</returns>
    /// <exception cref="CatalogException">A record could not be read.</exception>
    public static (LookUp Answer, int Bytes) Find(Generation generation, LookUpKey key)
    {
        var finder = new OriginFinder(generation);
        var answer = key.IsStamp ? finder.FindStamp(key.Code) : finder.FindItem(key.Code, key.Lot, key.Serial);
        return (answer with { Facts = generation.Facts }, finder.Bytes);
    }

    private LookUp FindItem(string gtin, string? lot, string? serial)
    {
        var ofProduct = Read(gtin);
        List<Origin> ofItem = serial is null ? [] : Read(RecordKey.Of(gtin, null, serial));
        if (ofItem.Count > 0)
        {
            // The code of an item may leave out the lot that its record names.
            return Of([.. ofItem.SelectMany(one => OriginLayers.Merge(one, ReadLot(gtin, lot ?? one.Lot), ofProduct))]);
        }
        var ofLot = ReadLot(gtin, lot);
        if (ofLot.Count > 0)
            return Of([.. ofLot.SelectMany(one => OriginLayers.Merge(one, [], ofProduct))]);
        return Of(
            lot is null && serial is null ? ofProduct : ofProduct.ConvertAll(OfAnyLot.In), isOfProduct: true);
    }

    private LookUp FindStamp(string stamp)
    {
        var found = new List<Origin>();
        foreach (var key in _generation.FindStamp(stamp).Select(Encoding.ASCII.GetString))
        {
            foreach (var origin in Read(key).Where(one => RecordKey.OfStamp(one) == stamp))
            {
                var isOfProduct = key.Length == origin.Gtin.Length;
                var ofLot = origin.Serial is null ? [] : ReadLot(origin.Gtin, origin.Lot);
                found.AddRange(OriginLayers.Merge(origin, ofLot, isOfProduct ? [] : Read(origin.Gtin)));
            }
        }
        // The stamp named no lot that could be missing.
        return Of(found);
    }

    private static LookUp Of(List<Origin> found, bool isOfProduct = false) => found switch
    {
        [] => new LookUp.Missing(),
        [var one] => new LookUp.Found(one, isOfProduct),
        _ => new LookUp.Several(found),
    };

    private List<Origin> ReadLot(string gtin, string? lot) =>
        lot is null ? [] : Read(RecordKey.Of(gtin, lot, null));

    private List<Origin> Read(string key)
    {
        var records = new List<Origin>();
        foreach (var line in _generation.Find(key))
        {
            Bytes += line.Length;
            if (!PackJson.TryReadOrigin(line, out var origin, out var fault))
                throw CatalogException.Of(_generation.Folder, new LiteException(0, $"the record of {key}: {fault}"));
            // Before records are laid one over the other: what comes from another is known as that one says.
            records.Add(Evidence.Spread(origin));
        }
        return records;
    }
}
