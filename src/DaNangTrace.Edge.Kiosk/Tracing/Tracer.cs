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

    private Answer Trace(Stamp stamp) => Judged(catalog.FindStamp(stamp.TraceCode), default);

    private Answer Judged(LookUp found, Code code)
    {
        var data = catalog.Data;
        var origin = (found as LookUp.Found)?.Origin;
        Answer answer = found switch
        {
            LookUp.Found one => new Answer.Known(
                one.Origin, data, LacksLot: one.IsOfProduct && (code.Lot is not null || code.Serial is not null)),
            LookUp.Several several => new Answer.Several(several.Origins, data),
            LookUp.Missing => new Answer.NotRegistered(data, null),
            // A kiosk without any data has no right to say that something is not registered.
            _ => new Answer.OutOfReach(),
        };
        IReadOnlyList<Origin?> candidates = found is LookUp.Several any ? [.. any.Origins] : [origin];
        return answer with
        {
            Recall = Judgement.RecallOfOneAmong([.. candidates.Select(one => RecallOf(one, code))]),
            Expiry = Judgement.ExpiryOf(code.Expires, origin?.Expires?.Date, clock.Day),
            Warnings = recalls.Data,
        };
    }

    // What the code leaves open, its record may name: a stamp has no number of its own.
    private RecallFinding? RecallOf(Origin? origin, Code code)
    {
        var listed = (code.Gtin ?? origin?.Gtin) is { } gtin ? recalls.Of(gtin) : [];
        var names = listed.Select(one => one.Name).Concat(origin is null ? [] : [origin.Name]);
        return Judgement.RecallOf(
            [.. listed.Select(one => one.Recall), .. origin?.Recalls ?? []],
            code.Lot ?? origin?.Lot, code.Serial ?? origin?.Serial,
            names.FirstOrDefault(name => name.Count > 0) ?? new Dictionary<string, string>());
    }

    private readonly record struct Code(string? Gtin, string? Lot, string? Serial, DateOnly? Expires);
}
