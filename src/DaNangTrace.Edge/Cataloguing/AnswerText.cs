using System.Globalization;
using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Kiosk.Tracing;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Cataloguing;

/// <summary>Prints an answer for a technician, each fact with how it is known.</summary>
/// <param name="catalog">How the catalog is that was asked.</param>
/// <param name="today">The kiosk's day, at least.</param>
/// <param name="output">Where to.</param>
internal sealed class AnswerText(Condition.State catalog, DateOnly today, TextWriter output)
{
    // A stamp's code stands on eight records at most.
    private const int MostProducts = 8;

    // Who compares a label with them begins at the first; export --recalls has them all.
    private const int MostRanges = 5;

    private const int MostShown = 300;
    private const int MostOfName = 60;

    public void Print(Reading reading, Answer? answer)
    {
        Row("read", Words(reading));
        Row("answer", Words(answer));
        // Of those nothing is looked up, no warning either.
        if (answer is null or Answer.InStore)
            return;
        switch (answer)
        {
            case Answer.Known known:
                foreach (var (name, value) in OriginFacts.Of(known.Origin, today))
                    Row(name, value);
                break;
            case Answer.Several several:
                PrintProducts(several.Origins);
                break;
            case Answer.NotRegistered { OnCode: { } said }:
                Row("on code", Words(said));
                break;
        }
        if (answer.Recall is { } recall)
            PrintRecall(recall);
        if (answer.Expiry is { } expiry)
            Row("date", string.Create(
                CultureInfo.InvariantCulture,
                $"{expiry.Date:yyyy-MM-dd}, as the {(expiry.OnCode ? "code" : "record")} says: "
                + $"{Past(expiry)}"));
        Row("recalls", answer.Warnings is { } warnings
            ? string.Create(CultureInfo.InvariantCulture, $"list of {warnings.AsOf.UtcDateTime:yyyy-MM-dd HH:mm} UTC")
            : "this kiosk has no recall list");
    }

    private void Row(string name, string value) => output.WriteLine($"{name,-9} {value}");

    private void PrintProducts(IReadOnlyList<Origin> origins)
    {
        foreach (var origin in origins.Take(MostProducts))
            Row("product", Shown.Of(
                OriginFacts.Joined(
                    OriginFacts.Text(origin.Name) ?? origin.Gtin, origin.Brand is { } brand ? $"brand {brand}" : null,
                    origin.Maker is { } maker ? $"maker {maker.Name}" : null),
                MostShown));
        if (origins.Count > MostProducts)
            Row("", $"and {origins.Count - MostProducts} more");
    }

    /// <summary>Prints a recall, and whether it concerns the item.</summary>
    public void PrintRecall(RecallFinding recall)
    {
        var notice = recall.Notice;
        Row("recall", recall.Match != RecallMatch.ThisItem
            ? "some are recalled, and the code does not say whether this is one"
            : notice.IsOfAll ? "this item is recalled, as all of this product are" : "this item is recalled");
        RowOf("authority", OriginFacts.Text(notice.Authority));
        RowOf("reason", OriginFacts.Text(notice.Reason));
        RowOf("notice", OriginFacts.Joined(notice.Notice, OriginFacts.Day(notice.Date)));
        RowOf("lots", Words(recall.Lots));
        RowOf("serials", Words(recall.Serials));
        RowOf("advice", OriginFacts.Text(notice.Advice));
        RowOf("contact", OriginFacts.Text(notice.Contact));

        void RowOf(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                Row(name, Shown.Of(value, MostShown));
        }
    }

    private static string Words(IReadOnlyList<CodeRange> ranges) => OriginFacts.Joined(
        ranges.Take(MostRanges).Select(one => one.ToString()))
        + (ranges.Count > MostRanges ? $" and {ranges.Count - MostRanges} more" : "");

    private static string Words(Reading reading) => reading switch
    {
        Reading.Item { Gtin: { } gtin } item => OriginFacts.Joined(
            $"GTIN {gtin.Digits}",
            item.Lot is { } lot ? $"lot {Shown.Of(lot, 20)}" : null,
            item.Serial is { } serial ? $"serial {Shown.Of(serial, 20)}" : null),
        Reading.Web { Stamp: { } stamp } => $"a stamp of {stamp.Vendor}, trace code {stamp.TraceCode}",
        Reading.Unreadable unreadable => $"nothing: {unreadable.Faults[0].Code}",
        _ => reading.GetType().Name.ToLowerInvariant(),
    };

    private static string Words(OnCode said) => OriginFacts.Joined(
        said.Lot is { } lot ? $"lot {Shown.Of(lot, 20)}" : null,
        said.Serial is { } serial ? $"serial {Shown.Of(serial, 20)}" : null,
        OriginFacts.Day(said.Made, "made "), OriginFacts.Day(said.Packed, "packed "),
        OriginFacts.Day(said.BestBefore, "best before "), OriginFacts.Day(said.Expires, "use by "),
        said.Country is { } country ? $"country {country}" : null);

    private string Words(Answer? answer) => answer switch
    {
        Answer.Known known => $"known: {NameOf(known.Origin)}{(known.LacksLot ? "; nothing of this lot or item" : "")}"
            + $"{(known.Origin.Hint is { } hint ? $"; {hint.Kind}" : "")}",
        Answer.Several several => $"several products: {several.Origins.Count}, and the code does not say which",
        Answer.NotRegistered => "not registered",
        Answer.InStore => "a number of one shop's own",
        // A disk that fails for a moment is no word about the catalog.
        Answer.OutOfReach => catalog.Wellness == Wellness.Ok
            ? "out of reach: the catalog can't be asked"
            : $"out of reach: {catalog.Message}",
        _ => "none: such a code is never looked up",
    };

    private static string Past(Expiry expiry) => expiry.IsCertain || expiry.IsOfSome
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"{(expiry.IsDayKnown ? "" : "at least ")}{PackWords.Counted(expiry.DaysPast, "day")} past"
            + $"{(expiry.IsOfSome ? ", for some of them" : "")}{(expiry.IsDayKnown ? "" : "; the clock is not set")}")
        : "the clock is not set, so it can't be judged";

    private static string NameOf(Origin origin) =>
        Shown.Of(OriginFacts.Text(origin.Name) ?? origin.Gtin, MostOfName);
}
