using System.Globalization;
using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Tracing;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Cataloguing;

/// <summary>Prints an answer for a technician, each fact with how it is known.</summary>
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
            foreach (var (name, value, evidence) in FactsOf(origin))
                Row(name, Shown.Of(value, 100) + Known(evidence));
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

    private static IEnumerable<(string Name, string Value, Evidence? Evidence)> FactsOf(Origin origin)
    {
        var texts = origin.EvidenceOf;
        return ((IEnumerable<(string Name, string? Value, Evidence? Evidence)>)
        [
            ("name", Text(origin.Name), texts?.Name),
            ("about", Text(origin.Description), texts?.Description),
            ("picture", origin.Image, texts?.Image),
            ("brand", origin.Brand, texts?.Brand),
            ("model", origin.Model, texts?.Model),
            ("maker", origin.Maker?.Name ?? "not given", origin.Maker?.Evidence),
            ("place", Text(origin.Place?.Text) ?? "not given", origin.Place?.Evidence),
            ("made", Day(origin.Made?.Date), origin.Made?.Evidence),
            ("use by", Day(origin.Expires?.Date), origin.Expires?.Evidence),
            ("keeps", Text(origin.ShelfLife), texts?.ShelfLife),
            .. origin.Certificates.Select(one => (
                "holds",
                (string?)Joined(one.Scheme, $"{one.Stars}", one.Number, one.Agency, Day(one.ValidUntil, "until ")),
                one.Evidence)),
            .. origin.Stages.Select(one => (
                "step",
                (string?)Joined(
                    one.Kind, Text(one.Label), Text(one.Place), Day(one.Time), one.Gln, one.TraceCode),
                one.Evidence)),
            ("sold at", Text(origin.Stall?.Name), origin.Stall?.Evidence),
            .. origin.Standards.Select(one => ("standard", (string?)one.Name, one.Evidence)),
            ("stamp", origin.TraceCode is null ? null : Joined(origin.TraceCodeVendor, origin.TraceCode),
                texts?.TraceCode),
        ]).Where(one => one.Value is not null).Select(one => (one.Name, one.Value!, one.Evidence));

        static string? Day(DateOnly? day, string before = "") =>
            day is { } known ? string.Create(CultureInfo.InvariantCulture, $"{before}{known:yyyy-MM-dd}") : null;
        static string Joined(params string?[] parts) =>
            string.Join(' ', parts.Where(one => !string.IsNullOrEmpty(one)));
    }

    // Only a product's name must be there in Vietnamese.
    private static string? Text(IReadOnlyDictionary<string, string>? texts) =>
        texts is null ? null : texts.GetValueOrDefault("vi") ?? texts.Values.FirstOrDefault();

    private static string Known(Evidence? evidence)
    {
        if (evidence is null)
            return "";
        var by = Text(evidence.By) is { } who ? $" by {Shown.Of(who, 40)}" : "";
        return string.Create(CultureInfo.InvariantCulture, $" ({evidence.Grade}{by}{evidence.On:', 'yyyy-MM-dd})");
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

    private static string NameOf(Origin origin) => Shown.Of(origin.Name.GetValueOrDefault("vi", origin.Gtin), 60);

    private static string Notice(Recall recall) =>
        recall.Notice is { } notice ? $" (notice {Shown.Of(notice, 40)})" : "";
}
