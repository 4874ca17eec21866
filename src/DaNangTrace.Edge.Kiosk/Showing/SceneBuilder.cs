using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Tracing;
using DaNangTrace.Edge.Wire;

namespace DaNangTrace.Edge.Kiosk.Showing;

/// <summary>Makes the scene of a reading and its answer.</summary>
public static class SceneBuilder
{
    /// <summary>The scene of a scan.</summary>
    /// <param name="reading">What was read.</param>
    /// <param name="answer">What is known of it; null for what is never looked up.</param>
    public static Scene Of(Reading reading, Answer? answer) => (reading, answer) switch
    {
        (Reading.Item item, Answer.Known known) => OfKnown(item, known),
        (Reading.Item item, Answer.NotRegistered none) =>
            new Scene.NotRegistered("item", Printed(item), null, null, none.Data?.AsOf),
        (Reading.Item item, Answer.InStore) => new Scene.InStore(Printed(item)),
        (Reading.Item item, _) => new Scene.OutOfReach(Printed(item)),
        (Reading.Web web, _) => new Scene.NotRegistered("web", null, web.Host, null, null),
        (Reading.Text text, _) => new Scene.NotRegistered("text", null, null, text.Length, null),
        (Reading.Payment, _) => new Scene.Payment(),
        (Reading.Personal, _) => new Scene.Personal(),
        (Reading.Unreadable unreadable, _) => new Scene.Unreadable(unreadable.Faults[0].Code),
        _ => throw new ArgumentOutOfRangeException(nameof(reading), reading.GetType().Name, "no such reading"),
    };

    private static Scene.Known OfKnown(Reading.Item item, Answer.Known known)
    {
        var recalled = known.Recall == RecallMatch.ThisItem;
        var recall = known.Origin.Recall;
        return new Scene.Known(
            // A recall weighs more than a date: who bought it brings it back.
            recalled ? "recalled" : known.Expiry is not null ? "expired" : null,
            known.Recall == RecallMatch.LotUnknown ? "compareLot" : null,
            known.Origin.Gtin, item.Lot, item.Serial, known.Data.AsOf, known.Data.IsOld,
            // The recall of other lots is no word about this one.
            known.Origin with { Recall = null },
            known.Expiry is { } expiry
                ? new SceneExpiry(
                    expiry.Date, expiry.DaysPast, known.Origin.Made?.Date, expiry.OnCode ? "code" : "maker")
                : null,
            recall is not null && known.Recall != RecallMatch.None
                ? new SceneRecall(recalled && recall.Lots.Count > 0, recall.Lots, recall.Authority, recall.Reason,
                    recall.Notice, recall.Date, recall.Advice, recall.Contact)
                : null);
    }

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
