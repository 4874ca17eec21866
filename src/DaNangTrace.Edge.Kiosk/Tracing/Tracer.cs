using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tracing;

/// <summary>Finds what can be said of a code's origin.</summary>
/// <param name="catalog">Answers at once, with or without a network.</param>
/// <param name="recalls">The recalls that stand.</param>
/// <param name="clock">Tells the day by which an item counts as expired.</param>
public sealed class Tracer(Catalog catalog, RecallList recalls, KioskClock clock)
{
    /// <summary>Traces what was read; null for what is never looked up.</summary>
    public Answer? Trace(Reading reading) => reading switch
    {
        Reading.Item item => Trace(item),
        Reading.Web { Stamp: { } stamp } => Trace(stamp),
        _ => null,
    };

    /// <summary>Traces a trade item.</summary>
    public Answer Trace(Reading.Item item)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (item.Gtin is { IsRestricted: true })
            return new Answer.InStore();
        // An SSCC, a location …: no trade item, so there is nothing to look up.
        if (item.Gtin is null)
            return catalog.Facts is null ? new Answer.OutOfReach() : new Answer.NotRegistered(null, null);
        var found = catalog.Find(item.Gtin.Digits, item.Lot, item.Serial);
        var answer = Judged(found, new Code(item.Gtin.Digits, item.Lot, item.Serial, item.Expires));
        return answer is Answer.NotRegistered none ? none with { OnCode = OnCode.Of(item, clock.Today) } : answer;
    }

    private Answer Trace(Stamp stamp) => Judged(catalog.Find(stamp), default);

    private Answer Judged(LookUp found, Code code)
    {
        // Not the catalog's now: another generation may answer since.
        var data = found.Facts is { } facts ? DataAge.Of(facts, clock) : null;
        Origin[] candidates = found switch
        {
            LookUp.Found one => [AboutIt(one.Origin, code)],
            LookUp.Several several => [.. several.Origins.Select(one => AboutIt(one, code))],
            _ => [],
        };
        // Candidates that differ in their recalls alone are one product to the shopper.
        var products = candidates.Length < 2
            ? candidates : [.. candidates.DistinctBy(one => one with { Recalls = [] })];
        var lacksLot = found is LookUp.Found { IsOfProduct: true } && (code.Lot is not null || code.Serial is not null);
        Answer answer = (products, found) switch
        {
            ([var one], _) => new Answer.Known(one, data!, lacksLot),
            ([_, ..], _) => new Answer.Several(products, data!),
            (_, LookUp.Missing) => new Answer.NotRegistered(data, null),
            // A kiosk without any data has no right to say that something is not registered.
            _ => new Answer.OutOfReach(),
        };
        var findings = candidates.Length == 0 ? [RecallOf(null, code)] : candidates.Select(one => RecallOf(one, code));
        var days = products.Length == 0 ? [null] : products.Select(one => one.Expires?.Date);
        return answer with
        {
            Recall = Judgement.RecallOfOneAmong([.. findings]),
            Expiry = Judgement.ExpiryOfOneAmong(
                [.. days.Select(day => Judgement.ExpiryOf(code.Expires, day, clock.Day))]),
            Warnings = recalls.Data,
        };
    }

    // A code that has a day of its own may be of another lot than the product's record has in mind. Of one that names
    // its lot the catalog has seen to it.
    private static Origin AboutIt(Origin origin, Code code) =>
        origin is { Lot: null, Serial: null } && code is { Lot: null, Serial: null, Expires: not null }
            ? OfAnyLot.In(origin)
            : origin;

    // What the code leaves open, its record may name: a stamp has no number of its own.
    private RecallFinding? RecallOf(Origin? origin, Code code)
    {
        var listed = (code.Gtin ?? origin?.Gtin) is { } gtin ? recalls.Of(gtin) : [];
        var names = listed.Select(one => one.Name).Concat(origin is null ? [] : [origin.Name]);
        // Where code and record name two lots, either may be the right one: a label is soon put over another.
        return Judgement.RecallOf(
            [.. listed.Select(one => one.Recall), .. origin?.Recalls ?? []],
            Named(code.Lot, origin?.Lot), Named(code.Serial, origin?.Serial),
            names.FirstOrDefault(name => name.Count > 0) ?? new Dictionary<string, string>());
    }

    private static string[] Named(string? onCode, string? onRecord) =>
        [.. new[] { onCode, onRecord }.OfType<string>().Distinct()];

    private readonly record struct Code(string? Gtin, string? Lot, string? Serial, DateOnly? Expires);
}
