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
            return Of([.. ofItem.SelectMany(one => Merge(one, ReadLot(gtin, lot ?? one.Lot), ofProduct))]);
        }
        var ofLot = ReadLot(gtin, lot);
        if (ofLot.Count > 0)
            return Of([.. ofLot.SelectMany(one => Merge(one, [], ofProduct))]);
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
                found.AddRange(Merge(origin, ofLot, isOfProduct ? [] : Read(origin.Gtin)));
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

    // A record over the more general ones. Where those are several, nobody can tell whose recalls are the item's: then
    // it is answered twice, with them and without.
    private static List<Origin> Merge(Origin special, List<Origin> ofLot, List<Origin> ofProduct)
    {
        List<Origin> ofAllLots = [.. ofProduct.Select(OfAnyLot.In)];
        List<Origin>[] general = [ofLot, ofAllLots];
        var merged = general.Where(level => level.Count == 1).Select(level => level[0]).Aggregate(special, Over);
        var ambiguous = general.Where(level => level.Count > 1).SelectMany(level => level);
        Recall[] open = [.. ambiguous.SelectMany(one => one.Recalls)];
        return open.Length == 0 ? [merged] : [merged with { Recalls = [.. merged.Recalls, .. open] }, merged];
    }

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

    private static Origin Over(Origin special, Origin general) => OverDays(special, general) with
    {
        Lot = special.Lot ?? general.Lot,
        TraceCode = special.TraceCode ?? general.TraceCode,
        TraceCodeVendor = (special.TraceCode is null ? general : special).TraceCodeVendor,
        Name = special.Name.Count > 0 ? special.Name : general.Name,
        Description = special.Description ?? general.Description,
        Image = special.Image ?? general.Image,
        Brand = special.Brand ?? general.Brand,
        Model = special.Model ?? general.Model,
        Place = special.Place ?? general.Place,
        Maker = special.Maker ?? general.Maker,
        Certificates = Of(special.Certificates, general.Certificates),
        Stages = Of(special.Stages, general.Stages),
        Stall = special.Stall ?? general.Stall,
        Standards = Of(special.Standards, general.Standards),
        // A recall of the product is one of each of its lots.
        Recalls = [.. special.Recalls, .. general.Recalls],
        // What was noticed of a lot was noticed of its code, and not of each item's.
        Hint = special.Hint,
        EvidenceOf = EvidenceOver(special, general),
    };

    private static TextEvidence? EvidenceOver(Origin special, Origin general) =>
        special.EvidenceOf is null && general.EvidenceOf is null
            ? null
            : new TextEvidence(
                (special.Name.Count > 0 ? special : general).EvidenceOf?.Name,
                (special.Description is null ? general : special).EvidenceOf?.Description,
                (special.Image is null ? general : special).EvidenceOf?.Image,
                (special.Brand is null ? general : special).EvidenceOf?.Brand,
                (special.Model is null ? general : special).EvidenceOf?.Model,
                (HasDays(special) ? special : general).EvidenceOf?.ShelfLife,
                (special.TraceCode is null ? general : special).EvidenceOf?.TraceCode);

    // Days belong together: an older day of use beside a new day of making would be nobody's word.
    private static Origin OverDays(Origin special, Origin general) =>
        HasDays(special)
            ? special
            : special with { Made = general.Made, Expires = general.Expires, ShelfLife = general.ShelfLife };

    private static bool HasDays(Origin origin) => origin is not { Made: null, Expires: null, ShelfLife: null };

    private static IReadOnlyList<T> Of<T>(IReadOnlyList<T> special, IReadOnlyList<T> general) =>
        special.Count > 0 ? special : general;
}
