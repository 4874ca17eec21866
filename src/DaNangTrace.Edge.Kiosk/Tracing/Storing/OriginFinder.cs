using System.Text;
using DaNangTrace.Edge.Wire.Packs;
using LiteDB;

namespace DaNangTrace.Edge.Kiosk.Tracing.Storing;

/// <summary>
/// Finds the most specific record of a code in a generation: of its item, else of its lot, else of its product. What it
/// leaves out is as the more general one says, where there is exactly one.
/// </summary>
internal static class OriginFinder
{
    /// <summary>Looks up.</summary>
    /// <exception cref="CatalogException">A record could not be read.</exception>
    public static LookUp Find(Generation generation, LookUpKey key) =>
        key.IsStamp ? FindStamp(generation, key.Gtin) : FindItem(generation, key.Gtin, key.Lot, key.Serial);

    private static LookUp FindItem(Generation generation, string gtin, string? lot, string? serial)
    {
        var ofItem = serial is null ? [] : Read(generation, RecordKey.Of(gtin, null, serial));
        // The code of an item may leave out the lot that its record names.
        var ofLot = (lot ?? Single(ofItem)?.Lot) is { } known ? Read(generation, RecordKey.Of(gtin, known, null)) : [];
        var ofProduct = Read(generation, gtin);
        return Merge(ofItem, ofLot, ofProduct);
    }

    private static LookUp FindStamp(Generation generation, string traceCode)
    {
        var found = new List<Origin>();
        foreach (var key in generation.FindCode(traceCode).Select(Encoding.ASCII.GetString))
        {
            foreach (var origin in Read(generation, key).Where(one => one.TraceCode == traceCode))
            {
                var isOfProduct = key.Length == origin.Gtin.Length;
                var ofLot = origin is { Serial: not null, Lot: { } lot }
                    ? Read(generation, RecordKey.Of(origin.Gtin, lot, null))
                    : [];
                var merged = Merge([origin], ofLot, isOfProduct ? [] : Read(generation, origin.Gtin));
                found.Add(((LookUp.Found)merged).Origin);
            }
        }
        return found switch
        {
            [] => new LookUp.Missing(),
            // The stamp named no lot that could be missing.
            [var one] => new LookUp.Found(one, IsOfProduct: false),
            _ => new LookUp.Several(found),
        };
    }

    private static LookUp Merge(List<Origin> ofItem, List<Origin> ofLot, List<Origin> ofProduct)
    {
        var levels = (List<Origin>[])[.. ((List<Origin>[])[ofItem, ofLot, ofProduct]).Where(one => one.Count > 0)];
        return levels switch
        {
            [] => new LookUp.Missing(),
            [{ Count: > 1 } several, ..] => new LookUp.Several(several),
            _ => new LookUp.Found(
                levels.TakeWhile(one => one.Count == 1).Select(one => one[0]).Aggregate(Over),
                IsOfProduct: ofItem.Count == 0 && ofLot.Count == 0),
        };
    }

    private static Origin? Single(List<Origin> records) => records is [var one] ? one : null;

    private static List<Origin> Read(Generation generation, string key)
    {
        var records = new List<Origin>();
        foreach (var line in generation.Find(key))
        {
            if (!PackJson.TryReadOrigin(line, out var origin, out var fault))
                throw CatalogException.Of(generation.Folder, new LiteException(0, $"the record of {key}: {fault}"));
            records.Add(origin);
        }
        return records;
    }

    private static Origin Over(Origin special, Origin general) => special with
    {
        Lot = special.Lot ?? general.Lot,
        TraceCode = special.TraceCode ?? general.TraceCode,
        Name = special.Name.Count > 0 ? special.Name : general.Name,
        Description = special.Description ?? general.Description,
        Image = special.Image ?? general.Image,
        Brand = special.Brand ?? general.Brand,
        Model = special.Model ?? general.Model,
        Place = special.Place ?? general.Place,
        Maker = special.Maker ?? general.Maker,
        Made = special.Made ?? general.Made,
        Expires = special.Expires ?? general.Expires,
        ShelfLife = special.ShelfLife ?? general.ShelfLife,
        Certificates = Of(special.Certificates, general.Certificates),
        Stages = Of(special.Stages, general.Stages),
        Stall = special.Stall ?? general.Stall,
        Standards = Of(special.Standards, general.Standards),
        // A recall of the product is one of each of its lots.
        Recalls = [.. special.Recalls, .. general.Recalls],
        Hint = special.Hint ?? general.Hint,
    };

    private static IReadOnlyList<T> Of<T>(IReadOnlyList<T> special, IReadOnlyList<T> general) =>
        special.Count > 0 ? special : general;
}
