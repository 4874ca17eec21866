using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tracing;

/// <summary>Judges what is known against the item at hand.</summary>
internal static class Judgement
{
    /// <summary>What is to be said of a day of use.</summary>
    /// <param name="onCode">As the code has it; it was printed with this very batch.</param>
    /// <param name="onRecord">As the record of this very lot or item has it.</param>
    /// <param name="day">Which day it is, and whether that is certain.</param>
    public static Expiry? ExpiryOf(DateOnly? onCode, DateOnly? onRecord, KioskDay day)
    {
        // Of two words about one lot the earlier day counts: who relies on the later one may eat what is spoilt.
        var isOnCode = onCode is not null && !(onRecord < onCode);
        if ((isOnCode ? onCode : onRecord) is not { } last)
            return null;
        var days = day.Date.DayNumber - last.DayNumber;
        if (days > 0)
            return new Expiry(last, days, isOnCode, IsCertain: true) { IsDayKnown = day.IsCertain };
        return day.IsCertain ? null : new Expiry(last, 0, isOnCode, IsCertain: false) { IsDayKnown = false };
    }

    /// <summary>What is to be said of the days of several candidates, of which one is the item.</summary>
    /// <param name="ofEach">What is to be said of each of them, at least one; null = nothing.</param>
    public static Expiry? ExpiryOfOneAmong(IReadOnlyList<Expiry?> ofEach)
    {
        Expiry[] told = [.. ofEach.OfType<Expiry>().OrderBy(one => one.Date)];
        if (told.Length == 0)
            return null;
        // All have passed, the last of them so many days ago: so many it is at least.
        if (told.Length == ofEach.Count && told.All(one => one.IsCertain))
            return told[^1];
        // The earliest: who relies on a later one may eat what is spoilt.
        return told[0] is { IsCertain: true } past ? past with { IsCertain = false, IsOfSome = true } : told[0];
    }

    /// <summary>The recall among these that concerns an item, else what may concern it.</summary>
    /// <param name="recalls">The product's.</param>
    /// <param name="lots">The item's lot, as code and record name it; none where neither does.</param>
    /// <param name="serials">Its serial number, likewise.</param>
    /// <param name="name">The product's.</param>
    public static RecallFinding? RecallOf(
        IReadOnlyList<Recall> recalls, string[] lots, string[] serials, IReadOnlyDictionary<string, string> name)
    {
        foreach (var recall in recalls)
        {
            var (byLot, bySerial) = (Holds(recall.Lots, lots), Holds(recall.Serials, serials));
            // Only what the item was found by: a recall of its lot may name serial numbers of other lots too.
            if (recall.IsOfAll || byLot || bySerial)
                return new RecallFinding(
                    RecallMatch.ThisItem, recall, byLot ? recall.Lots : [], bySerial ? recall.Serials : [], name);
        }
        // What the code names was compared. What it does not name, nobody here can.
        var open = recalls.Where(recall =>
            (recall.Lots.Count > 0 && lots.Length == 0) || (recall.Serials.Count > 0 && serials.Length == 0)).ToArray();
        return open is [var first, ..]
            ? new RecallFinding(
                RecallMatch.NotTold, first,
                lots.Length == 0 ? [.. open.SelectMany(recall => recall.Lots).Distinct()] : [],
                serials.Length == 0 ? [.. open.SelectMany(recall => recall.Serials).Distinct()] : [],
                name)
            : null;
    }

    /// <summary>The recall that concerns an item of which only several candidates are known.</summary>
    /// <param name="ofEach">What concerns each of them, at least one; null = nothing.</param>
    public static RecallFinding? RecallOfOneAmong(IReadOnlyList<RecallFinding?> ofEach)
    {
        RecallFinding[] found = [.. ofEach.OfType<RecallFinding>()];
        if (found is not [var first, ..])
            return null;
        if (ofEach.Count == 1 || (found.Length == ofEach.Count && found.All(one => one.Match == RecallMatch.ThisItem)))
            return first;
        // Where all of one candidate is recalled there is no number to compare, and the others' would mislead.
        var canCompare = found.All(one => one.Lots.Count + one.Serials.Count > 0);
        return first with
        {
            Match = RecallMatch.NotTold,
            Lots = canCompare ? [.. found.SelectMany(one => one.Lots).Distinct()] : [],
            Serials = canCompare ? [.. found.SelectMany(one => one.Serials).Distinct()] : [],
        };
    }

    private static bool Holds(IReadOnlyList<CodeRange> ranges, string[] numbers) =>
        numbers.Any(number => ranges.Any(range => range.Holds(number)));
}
