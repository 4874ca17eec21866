using System.Globalization;
using System.Text.Json;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tracing.Asking;

/// <summary>
/// Makes the steps of a product's way of EPCIS 2.0 events (JSON-LD). Of each event about this product that says where
/// it happened: which of the three kinds of step, the day, and the place's number. Names of places EPCIS does not have.
/// </summary>
internal static class EpcisSteps
{
    private const int MostEvents = 500;

    // What CBV 2.0 calls business steps, by what they mean to a shopper. Transport and what happens within a house are
    // no steps of their own.
    private static readonly string[] OfSource = ["collecting", "commissioning", "creating_class_instance"];
    private static readonly string[] OfMaking =
        ["assembling", "packing", "repackaging", "encoding", "transforming", "disassembling"];

    private static readonly string[] OfSelling = ["retail_selling", "dispensing", "stocking", "receiving", "accepting"];

    /// <summary>Reads the steps, in the order of their times.</summary>
    /// <exception cref="DocumentException">It holds no events.</exception>
    public static IReadOnlyList<Stage> Read(byte[] bytes, Question question) =>
        Documents.Read(bytes, root => Read(root, question));

    private static List<Stage> Read(JsonElement root, Question question)
    {
        var events = EventsOf(root);
        if (events.Count == 0)
            throw new DocumentException("it holds no EPCIS events (epcisBody.eventList)");
        var steps = new List<(DateTimeOffset At, Stage Stage)>();
        foreach (var one in events)
        {
            if (one.ValueKind == JsonValueKind.Object && IsAbout(one, question) && StepOf(one) is { } step)
                steps.Add(step);
        }
        // One step may be told by several events: a lot of it arrives in ten boxes.
        return
        [
            .. steps.OrderBy(step => step.At).Select(step => step.Stage).Distinct().Take(RecordBounds.MostStages),
        ];
    }

    private static List<JsonElement> EventsOf(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
            return [];
        var body = root.TryGetProperty("epcisBody", out var inner) && inner.ValueKind == JsonValueKind.Object
            ? inner
            : root;
        // The answer to a query has them one deeper (EPCIS 2.0, 8.2.6).
        if (body.TryGetProperty("queryResults", out var query) && query.ValueKind == JsonValueKind.Object
            && query.TryGetProperty("resultsBody", out var results) && results.ValueKind == JsonValueKind.Object)
            body = results;
        if (body.TryGetProperty("eventList", out var list) && list.ValueKind == JsonValueKind.Array)
            return [.. list.EnumerateArray().Take(MostEvents)];
        if (body.TryGetProperty("event", out var alone))
            return [alone];
        return root.TryGetProperty("eventTime", out _) ? [root] : [];
    }

    private static bool IsAbout(JsonElement one, Question question) =>
        ((string[])["epcList", "childEPCs", "outputEPCList"]).SelectMany(list => Texts(one, list))
        .Concat(((string[])["quantityList", "childQuantityList", "outputQuantityList"])
            .SelectMany(list => JsonLd.Values(Property(one, list)).SelectMany(entry => Texts(entry, "epcClass"))))
        .Any(id => IsOf(id, question));

    // https://id.gs1.org/01/{gtin}/10/{lot}, of any host; of a lot the product's own events count as well, and those of
    // another lot or item never.
    private static bool IsOf(string id, Question question)
    {
        var parts = id.Split('/');
        var at = Array.LastIndexOf(parts, "01");
        if (at < 0 || at + 1 >= parts.Length || parts[at + 1].PadLeft(14, '0') != question.Gtin)
            return false;
        return (After("10") is not { } lot || lot == question.Lot)
            && (After("21") is not { } serial || serial == question.Serial);

        string? After(string ai)
        {
            var place = Array.LastIndexOf(parts, ai);
            return place > at && place + 1 < parts.Length ? Uri.UnescapeDataString(parts[place + 1]) : null;
        }
    }

    private static (DateTimeOffset At, Stage Stage)? StepOf(JsonElement one)
    {
        if (KindOf(one) is not { } kind || Text(one, "eventTime") is not { } time
            || !DateTimeOffset.TryParse(
                time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            return null;
        var gln = GlnOf(Property(one, "bizLocation")) ?? GlnOf(Property(one, "readPoint"));
        return gln is null ? null : (at, new Stage(kind, Time: DayOf(at, Text(one, "eventTimeZoneOffset")), Gln: gln));
    }

    private static string? KindOf(JsonElement one)
    {
        if (Text(one, "type") == "TransformationEvent")
            return "make";
        var step = Text(one, "bizStep") ?? "";
        step = step[(step.LastIndexOfAny(['/', ':']) + 1)..];
        if (step.StartsWith("BizStep-", StringComparison.Ordinal))
            step = step["BizStep-".Length..];
        return OfSource.Contains(step) ? "source"
            : OfMaking.Contains(step) ? "make"
            : OfSelling.Contains(step) ? "sell"
            : null;
    }

    // The day where it happened. "For ever" is written as the last moment there is, beside which no offset has a place.
    private static DateOnly DayOf(DateTimeOffset at, string? offset)
    {
        if (offset is not ['+' or '-', ..] || offset.Length != 6
            || !TimeSpan.TryParseExact(offset.AsSpan(1), @"hh\:mm", CultureInfo.InvariantCulture, out var span))
            return DateOnly.FromDateTime(at.DateTime);
        var ticks = at.UtcTicks + (offset[0] == '-' ? -span.Ticks : span.Ticks);
        return DateOnly.FromDateTime(
            new DateTime(Math.Clamp(ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks)));
    }

    // https://id.gs1.org/414/{gln}/254/{extension}
    private static string? GlnOf(JsonElement? place)
    {
        var id = place is { ValueKind: JsonValueKind.Object } value ? Text(value, "id") : null;
        var parts = id?.Split('/') ?? [];
        var at = Array.LastIndexOf(parts, "414");
        return at >= 0 && at + 1 < parts.Length && RecordBounds.IsGln(parts[at + 1]) ? parts[at + 1] : null;
    }

    private static JsonElement? Property(JsonElement node, string name) =>
        node.ValueKind == JsonValueKind.Object && node.TryGetProperty(name, out var value) ? value : null;

    private static string? Text(JsonElement node, string name) => Texts(node, name).FirstOrDefault();

    private static IEnumerable<string> Texts(JsonElement node, string name) =>
        JsonLd.Values(Property(node, name)).Select(one => JsonLd.OneText(one)).OfType<string>();
}
