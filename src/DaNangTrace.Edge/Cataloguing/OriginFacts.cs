using System.Globalization;
using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Cataloguing;

/// <summary>The facts of a record, a row each, with how each is known.</summary>
internal static class OriginFacts
{
    // What a schema lets through of any length would push the rest off the terminal.
    private const int MostShown = 300;

    // Names of offices are long in Vietnamese, and the end says which one it is.
    private const int MostOfBy = 80;

    // Enough to find the file; all 64 digits push what follows off the line.
    private const int DigitsOfPicture = 12;

    /// <summary>The rows of what is known of an item.</summary>
    /// <param name="origin">What is known.</param>
    /// <param name="today">The kiosk's day, at least: a certificate that ended before it is not shown.</param>
    public static IEnumerable<(string Name, string Value)> Of(Origin origin, DateOnly today)
    {
        var texts = origin.EvidenceOf;
        return ((IEnumerable<(string Name, string? Value, Evidence? Evidence)>)
        [
            ("name", Text(origin.Name), texts?.Name),
            ("about", Text(origin.Description), texts?.Description),
            ("picture", Picture(origin.Image), texts?.Image),
            ("brand", origin.Brand, texts?.Brand),
            ("model", origin.Model, texts?.Model),
            ("maker", origin.Maker?.Name, origin.Maker?.Evidence),
            ("address", Text(origin.Maker?.Address), origin.Maker?.Evidence),
            ("place", Text(origin.Place?.Text), origin.Place?.Evidence),
            ("made", Day(origin.Made?.Date), origin.Made?.Evidence),
            ("use by", Day(origin.Expires?.Date), origin.Expires?.Evidence),
            ("keeps", Text(origin.ShelfLife), texts?.ShelfLife),
            .. origin.Certificates.Select(one => ("holds", (string?)Words(one, today), one.Evidence)),
            .. origin.Stages.Select(one => ("step", (string?)Words(one), one.Evidence)),
            ("sold at", Text(origin.Stall?.Name), origin.Stall?.Evidence),
            .. origin.Standards.Select(one => ("standard", (string?)one.Name, one.Evidence)),
            ("stamp", origin.TraceCode is null ? null : Joined(origin.TraceCodeVendor, origin.TraceCode),
                texts?.TraceCode),
        ]).Where(one => one.Value is not null || one.Name is "maker" or "place")
            .Select(one => (one.Name, one.Value is null
                ? "not given"
                : Shown.Of(one.Value, MostShown) + Known(one.Evidence, isAsked: one.Name != "stamp")));
    }

    /// <summary>A text in Vietnamese, else in the first language that it has; only a product's name must have it.
    /// </summary>
    public static string? Text(IReadOnlyDictionary<string, string>? texts) =>
        texts is null ? null : texts.GetValueOrDefault("vi") ?? texts.Values.FirstOrDefault();

    /// <summary>A day as it is sorted, with words before it; null for none.</summary>
    public static string? Day(DateOnly? day, string before = "") =>
        day is { } known ? string.Create(CultureInfo.InvariantCulture, $"{before}{known:yyyy-MM-dd}") : null;

    /// <summary>What there is of these, as a list.</summary>
    public static string Joined(params IEnumerable<string?> parts) =>
        string.Join(", ", parts.Where(one => !string.IsNullOrEmpty(one)));

    private static string? Picture(string? hash) =>
        hash is { Length: > DigitsOfPicture } ? hash[..DigitsOfPicture] + "…" : hash;

    private static string Words(Certificate one, DateOnly today) =>
        Joined(
            one.Scheme,
            one.Stars is { } stars ? PackWords.Counted(stars, "star") : null,
            one.Number, one.Agency, Day(one.ValidUntil, "until "))
        + (one.ValidUntil < today ? ": run out, not shown" : "");

    private static string Words(Stage one)
    {
        var told = Joined(
            Text(one.Label), Text(one.Place), Day(one.Time), one.Gln is { } gln ? $"GLN {gln}" : null,
            one.TraceCode is { } code ? $"code {code}" : null);
        return told.Length == 0 ? one.Kind : $"{one.Kind}: {told}";
    }

    // A stamp is what its vendor printed: nobody need have seen anything for it.
    private static string Known(Evidence? evidence, bool isAsked)
    {
        if (evidence is null)
            return isAsked ? " (not said how)" : "";
        var by = Text(evidence.By) is { } who ? $" by {Shown.Of(who, MostOfBy)}" : "";
        return string.Create(CultureInfo.InvariantCulture, $" ({evidence.Grade}{by}{evidence.On:', 'yyyy-MM-dd})");
    }
}
