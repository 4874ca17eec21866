using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using DaNangTrace.Edge.Gs1;

namespace DaNangTrace.Edge.Decoding;

/// <summary>One answer of <c>dntrace decode --json</c>: the keys and their order are a promise to scripts.</summary>
internal sealed record DecodedLine(
    string Kind,
    string? Symbology,
    bool Inferred,
    string? Gtin,
    IReadOnlyList<Element> Elements,
    string? DigitalLink,
    IReadOnlyList<Fault> Faults,
    IReadOnlyList<Fault> Warnings,
    string? Alternative,
    DateOnly? Expires,
    Stamp? Stamp,
    string? Scheme,
    string? Host)
{
    internal static DecodedLine Of(Reading reading)
    {
        var item = reading as Reading.Item;
        return new DecodedLine(
            KindOf(reading),
            reading.Symbology,
            reading.Inferred,
            item?.Gtin?.Digits,
            item?.Elements ?? [],
            item?.DigitalLink,
            reading is Reading.Unreadable unreadable ? unreadable.Faults : [],
            reading.Warnings,
            item?.Alternative?.Digits,
            item?.Expires,
            (reading as Reading.Web)?.Stamp,
            (reading as Reading.Payment)?.Scheme,
            (reading as Reading.Web)?.Host);
    }

    private static string KindOf(Reading reading) => reading switch
    {
        Reading.Item => "item",
        Reading.Web => "web",
        Reading.Payment => "payment",
        Reading.Personal => "personal",
        Reading.Text => "text",
        _ => "unreadable",
    };
}

/// <summary>Writes a <see cref="DecodedLine"/> without reflection.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(DecodedLine))]
internal sealed partial class DecodedJson : JsonSerializerContext
{
    /// <summary>
    /// For terminals and scripts: <c>m²</c> stays readable. Control characters, line and paragraph separators are
    /// escaped by this encoder too, so that one answer is one line.
    /// </summary>
    internal static DecodedJson Readable { get; } = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
