using System.Globalization;
using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Tracing;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Cataloguing;

/// <summary>Prints an answer for a technician, without what a record holds besides.</summary>
internal static class AnswerText
{
    public static void Print(Reading reading, Answer? answer, TextWriter output)
    {
        Row("read", reading switch
        {
            Reading.Item { Gtin: { } gtin } item => string.Join(
                ", ", (IEnumerable<string>)
                [
                    $"GTIN {gtin.Digits}",
                    .. item.Lot is { } lot ? [$"lot {Shown.Of(lot, 20)}"] : (string[])[],
                    .. item.Serial is { } serial ? [$"serial {Shown.Of(serial, 20)}"] : (string[])[],
                ]),
            Reading.Web { Stamp: { } stamp } => $"a stamp of {stamp.Vendor}, trace code {stamp.TraceCode}",
            Reading.Unreadable unreadable => $"nothing: {unreadable.Faults[0].Code}",
            _ => reading.GetType().Name.ToLowerInvariant(),
        });
        Row("answer", Words(answer));
        // Of those nothing is looked up, no warning either.
        if (answer is null or Answer.InStore)
            return;
        if (answer is Answer.Known { Origin: var origin })
        {
            Row("maker", Shown.Of(origin.Maker?.Name ?? "not given", 60) + Grade(origin.Maker?.Evidence));
            Row("place", Shown.Of(origin.Place?.Text.GetValueOrDefault("vi") ?? "not given", 60)
                + Grade(origin.Place?.Evidence));
            foreach (var one in origin.Certificates)
                Row("holds", $"{Shown.Of($"{one.Scheme} {one.Stars}".TrimEnd(), 60)}{Grade(one.Evidence)}");
        }
        if (answer.Recall is { } recall)
            Row("recall", recall.Match == RecallMatch.ThisItem
                ? $"this item is recalled{Notice(recall.Notice)}"
                : $"some are recalled, and the code does not say whether this is one{Notice(recall.Notice)}");
        if (answer.Expiry is { } expiry)
            Row("date", string.Create(
                CultureInfo.InvariantCulture,
                $"{expiry.Date:yyyy-MM-dd}, as the {(expiry.OnCode ? "code" : "record")} says: "
                + $"{Past(expiry)}"));
        Row("warnings", answer.Warnings is { } warnings
            ? string.Create(CultureInfo.InvariantCulture, $"of {warnings.AsOf.UtcDateTime:yyyy-MM-dd HH:mm} UTC")
            : "this kiosk has no recall list");

        void Row(string name, string value) => output.WriteLine($"{name,-9} {value}");
    }

    private static string Past(Expiry expiry) => expiry.IsCertain || expiry.IsOfSome
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"{PackWords.Counted(expiry.DaysPast, "day")} past{(expiry.IsOfSome ? ", for some of them" : "")}")
        : "the clock is not set, so it can't be judged";

    private static string Words(Answer? answer) => answer switch
    {
        Answer.Known known => $"known: {NameOf(known.Origin)}{(known.LacksLot ? "; nothing of this lot or item" : "")}"
            + $"{(known.Origin.Hint is { } hint ? $"; {hint.Kind}" : "")}",
        Answer.Several several => $"several products: {string.Join(" · ", several.Origins.Select(NameOf))}",
        Answer.NotRegistered => "not registered",
        Answer.InStore => "a number of one shop's own",
        Answer.OutOfReach => "out of reach: the catalog can't be asked",
        _ => "none: such a code is never looked up",
    };

    private static string Grade(Evidence? evidence) => evidence is null ? "" : $" ({evidence.Grade})";

    private static string NameOf(Origin origin) => Shown.Of(origin.Name.GetValueOrDefault("vi", origin.Gtin), 60);

    private static string Notice(Recall recall) =>
        recall.Notice is { } notice ? $" (notice {Shown.Of(notice, 40)})" : "";
}
