using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace DaNangTrace.Edge.Kiosk.Configuring;

/// <summary>
/// JSON as people write it: comments and a last comma are forgiven. What the parser would only say at the first use, or
/// without a place, is found here at once: a key that stands twice, half a character.
/// </summary>
internal static class SettingJson
{
    private static readonly JsonDocumentOptions Forgiving = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        MaxDepth = 16,
    };

    /// <summary>Reads JSON.</summary>
    /// <param name="bytes">UTF-8, with or without the mark that some editors put in front.</param>
    /// <param name="faults">Gets a fault for each key that stands twice and each text that is none.</param>
    /// <exception cref="JsonException">It is no JSON, or no UTF-8.</exception>
    public static JsonNode? Parse(ReadOnlyMemory<byte> bytes, List<SettingFault> faults)
    {
        if (!Utf8.IsValid(bytes.Span))
            throw new JsonException("it is not UTF-8: save it as UTF-8");
        if (bytes.Span.StartsWith("\uFEFF"u8))
            bytes = bytes[3..];
        if (bytes.Span.Trim(" \t\r\n"u8).IsEmpty)
            throw new JsonException("the file is empty");
        using var document = JsonDocument.Parse(bytes, Forgiving);
        return ToNode(document.RootElement.Clone(), "", faults);
    }

    /// <summary>Where JSON is wrong, and what is; to stand behind the file's name.</summary>
    public static string Told(JsonException e)
    {
        // Lines count from 1 for people, from 0 for the parser.
        var where = e.LineNumber is { } line ? $"line {line + 1}, byte {(e.BytePositionInLine ?? 0) + 1}: " : "";
        return $"{where}no right JSON: {e.Message.Split(" LineNumber:")[0]}";
    }

    private static JsonNode? ToNode(JsonElement element, string path, List<SettingFault> faults)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var members = new JsonObject();
                foreach (var property in element.EnumerateObject())
                {
                    if (!TryName(property, out var name))
                    {
                        faults.Add(new SettingFault(path, "a key holds half a character (a lone surrogate)"));
                        continue;
                    }
                    var below = path.Length == 0 ? name : $"{path}.{name}";
                    if (members.ContainsKey(name))
                        faults.Add(new SettingFault(below, "stands twice: leave one out"));
                    members[name] = ToNode(property.Value, below, faults);
                }
                return members;
            case JsonValueKind.Array:
                var items = new JsonArray();
                foreach (var item in element.EnumerateArray())
                    items.Add(ToNode(item, $"{path}[{items.Count}]", faults));
                return items;
            case JsonValueKind.String when !IsText(element):
                faults.Add(new SettingFault(path, "holds half a character (a lone surrogate)"));
                return null;
            case JsonValueKind.Null:
                return null;
            default:
                return JsonValue.Create(element);
        }
    }

    private static bool TryName(JsonProperty property, out string name)
    {
        try
        {
            name = property.Name;
            return true;
        }
        catch (InvalidOperationException)
        {
            name = "";
            return false;
        }
    }

    private static bool IsText(JsonElement element)
    {
        try
        {
            element.GetString();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
