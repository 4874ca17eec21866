using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tracing.Storing;

/// <summary>
/// Lays the record of an item or a lot over those of its lot and product: what it leaves out is as the more general one
/// says, where there is exactly one. Each has its evidence beside its facts (<see cref="Evidence.Spread"/>).
/// </summary>
internal static class OriginLayers
{
    /// <summary>
    /// A record over the more general ones. Where those are several, nobody can tell whose recalls are the item's: then
    /// it is answered twice, with them and without.
    /// </summary>
    /// <param name="special">Of an item, a lot, or a product.</param>
    /// <param name="ofLot">Those of its lot, where it is an item's.</param>
    /// <param name="ofProduct">Those of its product.</param>
    public static List<Origin> Merge(Origin special, List<Origin> ofLot, List<Origin> ofProduct)
    {
        List<Origin> ofAllLots = [.. ofProduct.Select(OfAnyLot.In)];
        List<Origin>[] general = [ofLot, ofAllLots];
        var merged = general.Where(level => level.Count == 1).Select(level => level[0]).Aggregate(special, Over);
        var ambiguous = general.Where(level => level.Count > 1).SelectMany(level => level);
        Recall[] open = [.. ambiguous.SelectMany(one => one.Recalls)];
        return open.Length == 0 ? [merged] : [merged with { Recalls = [.. merged.Recalls, .. open] }, merged];
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
