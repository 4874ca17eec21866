using System.Globalization;
using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Tracing;
using DaNangTrace.Edge.Wire;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Showing;

/// <summary>Makes the scene of a reading and its answer.</summary>
public static class SceneBuilder
{
    // More names than these a shopper does not compare with a label.
    private const int MostProducts = 8;

    // As a Vietnamese reader looks names up: đ after d, and a tone decides only where the letters are the same.
    private static readonly StringComparer ByName = StringComparer.Create(new CultureInfo("vi-VN"), ignoreCase: true);

    /// <summary>The scene of a scan.</summary>
    /// <param name="reading">What was read.</param>
    /// <param name="answer">What is known of it; null for what is never looked up.</param>
    public static Scene Of(Reading reading, Answer? answer) => Untimed(reading, answer) with
    {
        IsAgeKnown = DataOf(answer) is not { IsCertain: false },
        IsWarningsAgeKnown = answer?.Warnings is not { IsCertain: false },
        AreWarningsUnheard = answer is { AreWarningsUnheard: true },
        Source = (DataOf(answer) ?? answer?.Warnings)?.Source switch
        {
            DataSource.Sample => "sample",
            DataSource.Seed => "seed",
            _ => null,
        },
    };

    /// <summary>The scene while the city is asked about an item.</summary>
    public static Scene While(Reading.Item item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return new Scene.Reading(Printed(item));
    }

    private static Scene Untimed(Reading reading, Answer? answer) => (reading, answer) switch
    {
        (_, Answer.Known known) => OfKnown(reading, known, known.Origin, known.Data, known.LacksLot),
        // Which of them is recalled, if any, the shopper finds out by the label: so the names stay in sight.
        (_, Answer.Several { Recall: not { Match: RecallMatch.ThisItem } } several) => OfSeveral(reading, several),
        // It is recalled, whatever else is known of it: the recall itself names the product.
        (_, Answer.Several { Recall: { } recall } several) =>
            OfKnown(reading, several, Bare(several.Origins[0].Gtin, recall), null, false),
        (Reading.Item item, { Recall: { } recall }) =>
            OfKnown(item, answer, Bare(item.Gtin?.Digits ?? "", recall), null, false),
        (Reading.Item item, Answer.NotRegistered none) => new Scene.NotRegistered(
            "item", Printed(item), null, null, none.Data?.AsOf, none.OnCode,
            OfExpiry(none.Expiry, none.OnCode?.Made, null)),
        (Reading.Item item, Answer.InStore) => new Scene.InStore(Printed(item)),
        (Reading.Item item, _) => new Scene.OutOfReach(Printed(item)),
        (Reading.Web { Stamp: { } stamp }, Answer.NotRegistered none) =>
            new Scene.NotRegistered("stamp", stamp.TraceCode, null, null, none.Data?.AsOf, null, null),
        (Reading.Web { Stamp: { } stamp }, Answer.OutOfReach) => new Scene.OutOfReach(stamp.TraceCode),
        (Reading.Web web, _) => new Scene.NotRegistered("web", null, web.Host, null, null, null, null),
        (Reading.Text text, _) => new Scene.NotRegistered("text", null, null, text.Length, null, null, null),
        (Reading.Payment, _) => new Scene.Payment(),
        (Reading.Personal, _) => new Scene.Personal(),
        (Reading.Unreadable unreadable, _) => new Scene.Unreadable(unreadable.Faults[0].Code),
        _ => throw new ArgumentOutOfRangeException(nameof(reading), reading.GetType().Name, "no such reading"),
    };

    private static DataAge? DataOf(Answer? answer) => answer switch
    {
        Answer.Known known => known.Data,
        Answer.Several several => several.Data,
        Answer.NotRegistered none => none.Data,
        _ => null,
    };

    private static Scene.Known OfKnown(Reading reading, Answer answer, Origin origin, DataAge? data, bool lacksLot)
    {
        var item = reading as Reading.Item;
        var (recall, expiry) = (answer.Recall, answer.Expiry);
        var isRecalled = recall is { Match: RecallMatch.ThisItem };
        return new Scene.Known(
            // A recall weighs more than a date: who bought it brings it back.
            isRecalled ? "recalled" : expiry is { IsCertain: true } ? "expired" : null,
            Cautions(answer, origin, lacksLot),
            origin.Gtin, Told(item?.Lot, origin.Lot, recall?.Lots), Told(item?.Serial, origin.Serial, recall?.Serials),
            data?.AsOf, answer.Warnings?.AsOf, IsStale(answer),
            origin with
            {
                // The recall of other lots is no word about this one.
                Recalls = [],
                // The day that it was judged by: the earlier one. Nobody confirmed the code's.
                Expires = item?.Expires is { } day && !(origin.Expires?.Date <= day)
                    ? new DatedFact(day)
                    : origin.Expires,
            },
            OfExpiry(expiry, origin.Made?.Date, origin.Expires?.Evidence), OfRecall(recall));
    }

    // The number on the code; but where that on record is the recalled one, it is the one to be told.
    private static string? Told(string? onCode, string? onRecord, IReadOnlyList<CodeRange>? recalled)
    {
        var isOther = onCode is not null && onRecord is not null && recalled is not null
            && recalled.Any(range => range.Holds(onRecord)) && !recalled.Any(range => range.Holds(onCode));
        return isOther ? onRecord : onCode ?? onRecord;
    }

    private static Scene.Several OfSeveral(Reading reading, Answer.Several several) => new(
        reading switch
        {
            Reading.Item item => Printed(item),
            Reading.Web { Stamp: { } stamp } => stamp.TraceCode,
            _ => null,
        },
        [
            .. several.Origins.OrderBy(one => one.Name.GetValueOrDefault("vi", ""), ByName)
                .Take(MostProducts)
                .Select(one => new SceneProduct(one.Name, one.Maker?.Name, one.Image)),
        ],
        Cautions(several, null, lacksLot: false), several.Data.AsOf, several.Warnings?.AsOf, IsStale(several),
        several.Expiry is { IsOfSome: true } ? null : OfExpiry(several.Expiry, null, null), OfRecall(several.Recall))
    {
        More = Math.Max(0, several.Origins.Count - MostProducts),
    };

    private static List<string> Cautions(Answer answer, Origin? origin, bool lacksLot)
    {
        var cautions = new List<string>();
        Add(answer.Recall is { Match: RecallMatch.NotTold }, "compareLot");
        Add(answer.Expiry is { IsCertain: false, IsOfSome: false } or { IsCertain: true, IsDayKnown: false },
            "checkDate");
        Add(answer.Expiry is { IsOfSome: true }, "someExpired");
        Add(origin?.Hint is not null, origin?.Hint?.Kind ?? "");
        Add(lacksLot, "noLotData");
        Add(IsStale(answer), "newerWarnings");
        return cautions;

        void Add(bool isSo, string caution)
        {
            if (isSo)
                cautions.Add(caution);
        }
    }

    // "No warnings" is as old as the recall list, however new the catalog is.
    private static bool IsStale(Answer answer) =>
        answer.Warnings is null or { IsOld: true } || answer.AreWarningsUnheard;

    // Evidence is that of the record's day: without it nobody says whose word that is.
    private static SceneExpiry? OfExpiry(Expiry? expiry, DateOnly? made, Evidence? evidence) => expiry is null
        ? null
        : new SceneExpiry(
            expiry.Date, expiry.DaysPast, made,
            expiry.OnCode ? "code" : evidence is { Grade: "declared" } ? "maker" : "record", expiry.IsCertain)
        {
            IsDayKnown = expiry.IsDayKnown,
        };

    private static SceneRecall? OfRecall(RecallFinding? recall) => recall is null
        ? null
        : new SceneRecall(
            recall.Match == RecallMatch.ThisItem && recall.Lots.Count + recall.Serials.Count > 0,
            [.. recall.Lots.Select(range => range.ToString())], [.. recall.Serials.Select(range => range.ToString())],
            recall.Notice.Authority, recall.Notice.Reason, recall.Notice.Notice, recall.Notice.Date,
            recall.Notice.Advice, recall.Notice.Contact);

    private static Origin Bare(string gtin, RecallFinding recall) => new() { Gtin = gtin, Name = recall.Name };

    // Without the zeros that padding brought, as the shopper finds it under the bars.
    private static string? Printed(Reading.Item item)
    {
        if (item.Gtin is not { } gtin)
        {
            // Other values can be a person's (GS1 General Specifications, section 3: recipients, addresses …).
            return item.Elements.FirstOrDefault(element => ProductAis.Keeps(element.Ai))?.Value;
        }
        var digits = gtin.Digits;
        return digits.StartsWith("000000", StringComparison.Ordinal) ? digits[6..]
            : digits[0] == '0' ? digits[1..]
            : digits;
    }
}
