using System.Text.Json;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>A row of the ledger in a few words.</summary>
internal static class RowWords
{
    public static JsonElement Json(Row row) => JsonDocument.Parse(row.Bytes).RootElement;

    public static string? Gtin(Row row) => Json(row).GetProperty("reading").GetProperty("gtin").GetString();

    /// <summary>Kind, symbology (? = inferred), what it holds, the answer.</summary>
    public static string Of(Row row)
    {
        var reading = Json(row).GetProperty("reading");
        var symbology = reading.GetProperty("symbology").GetString();
        List<string?> words =
        [
            reading.GetProperty("kind").GetString(),
            symbology is null ? null : symbology + (reading.GetProperty("inferred").GetBoolean() ? "?" : ""),
            reading.GetProperty("gtin").GetString(),
            .. reading.GetProperty("elements").EnumerateObject().Where(element => element.Name != "01")
                .Select(element => $"{element.Name}={element.Value.GetString()}"),
            reading.GetProperty("host").GetString(),
            reading.GetProperty("length").ToString() is { Length: > 0 } length ? length : null,
            reading.GetProperty("fault").GetString(),
            Json(row).GetProperty("answer").GetProperty("kind").GetString(),
        ];
        return string.Join(' ', words.Where(word => word is not null));
    }
}
