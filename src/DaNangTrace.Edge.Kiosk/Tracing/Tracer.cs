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
        Answer answer = found switch
        {
            LookUp.Found one => new Answer.Known(
                one.Origin, data, LacksLot: one.IsOfProduct && (code.Lot is not null || code.Serial is not null)),
            LookUp.Several several => new Answer.Several(several.Origins, data),
            LookUp.Missing => new Answer.NotRegistered(data, null),
            // A kiosk without any data has no right to say that something is not registered.
            _ => new Answer.OutOfReach(),
        };
        var origin = (found as LookUp.Found)?.Origin;
        return answer with
        {
            Recall = RecallOf(found, code with
            {
                Gtin = code.Gtin ?? origin?.Gtin,
                Lot = code.Lot ?? origin?.Lot,
                Serial = code.Serial ?? origin?.Serial,
            }),
            Expiry = Judgement.ExpiryOf(code.Expires, origin?.Expires?.Date, clock.Day),
            Warnings = recalls.Data,
        };
    }

    private RecallFinding? RecallOf(LookUp found, Code code)
    {
        var listed = code.Gtin is null ? [] : recalls.Of(code.Gtin);
        IReadOnlyList<Origin> origins = found switch
        {
            LookUp.Found one => [one.Origin],
            LookUp.Several several => several.Origins,
            _ => [],
        };
        if (listed.Count == 0 && !origins.Any(origin => origin.Recalls.Count > 0))
            return null;
        var name = listed is [var first, ..] ? first.Name : origins[0].Name;
        var finding = Judgement.RecallOf(
            [.. listed.Select(one => one.Recall), .. origins.SelectMany(origin => origin.Recalls)], code.Lot,
            code.Serial, name);
        // Of several products one may be recalled, and nobody here can tell which it is.
        return origins.Count > 1 && listed.Count == 0 && finding is not null
            ? finding with { Match = RecallMatch.NotTold }
            : finding;
    }

    private readonly record struct Code(string? Gtin, string? Lot, string? Serial, DateOnly? Expires);
}
