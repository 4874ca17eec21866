using System.Text;
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
    // No setting of ours lies deeper than six.
    private const int MostDepth = 16;

    private static readonly JsonDocumentOptions Forgiving = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        MaxDepth = MostDepth,
    };

    /// <summary>Reads JSON.</summary>
    /// <param name="bytes">UTF-8, with or without the mark that some editors put in front.</param>
    /// <param name="faults">Gets a fault for each key that stands twice and each text that is none.</param>
    /// <exception cref="JsonException">
    /// It is no JSON, or no UTF-8; in words for people, and with the column in place of the byte.
    /// </exception>
    public static JsonNode? Parse(ReadOnlyMemory<byte> bytes, List<SettingFault> faults)
    {
        if (!Utf8.IsValid(bytes.Span))
            throw new JsonException("it is not UTF-8: save it as UTF-8");
        if (bytes.Span.StartsWith("\uFEFF"u8))
            bytes = bytes[3..];
        if (bytes.Span.Trim(" \t\r\n"u8).IsEmpty)
            throw new JsonException("the file is empty");
        try
        {
            using var document = JsonDocument.Parse(bytes, Forgiving);
            return ToNode(document.RootElement.Clone(), "", faults);
        }
        catch (JsonException e) when (e.LineNumber is not null)
        {
            throw Located(bytes.Span, e);
        }
    }

    /// <summary>Where JSON is wrong, and what is; to stand behind the file's name.</summary>
    public static string Told(JsonException e)
    {
        // Lines and columns count from 1 for people, from 0 for the parser.
        var where = e.LineNumber is { } line ? $"line {line + 1}, column {(e.BytePositionInLine ?? 0) + 1}: " : "";
        return $"{where}no right JSON: {e.Message}";
    }

    // The parser speaks to who writes parsers, and counts bytes.
    private static JsonException Located(ReadOnlySpan<byte> bytes, JsonException e)
    {
        var start = 0;
        for (var line = 0L; line < e.LineNumber; line++)
            start += bytes[start..].IndexOf((byte)'\n') + 1;
        var at = (int)Math.Min(start + (e.BytePositionInLine ?? 0), bytes.Length);
        return new JsonException(
            WordsAt(bytes, at), null, e.LineNumber, Encoding.UTF8.GetCharCount(bytes[start..at]));
    }

    private static string WordsAt(ReadOnlySpan<byte> bytes, int at)
    {
        if (DepthAt(bytes[..Math.Min(at + 1, bytes.Length)]) > MostDepth)
            return $"more than {MostDepth} brackets lie within each other: expected fewer";
        if (bytes[at..].Trim(" \t\r\n"u8).IsEmpty)
            return "the file ends too soon: is a closing bracket } or ], or a quotation mark, missing?";
        if (bytes[at] is (byte)'\r' or (byte)'\n')
            return "the line ends within a text: is its closing quotation mark missing?";
        if (bytes[at] < ' ')
            return "a tab or another control character can't stand in a text: write \\t for a tab";
        if (at > 0 && bytes[at - 1] == '\\')
            return "no such character can be told by a backslash: write \\\\ for a backslash itself";
        Rune.DecodeFromUtf8(bytes[at..], out var found, out _);
        if (found.Value is 'x' or 'X' && at > 0 && bytes[at - 1] == '0')
            return "a number in hexadecimal can't stand in JSON: write it in decimal, 39 for 0x27";
        if (found.Value is '“' or '”' or '„')
            return $"{found} can't stand here: write the straight quotation mark \"";
        return $"{found} can't stand here: is a comma, a colon, a quotation mark or a bracket missing before it, or "
            + "one too many?";
    }

    private static int DepthAt(ReadOnlySpan<byte> bytes)
    {
        var (depth, isText) = (0, false);
        for (var i = 0; i < bytes.Length; i++)
        {
            if (!isText && bytes[i] == '/')
                i += CommentAt(bytes[i..]);
            else if (bytes[i] == '"')
                isText = !isText;
            else if (isText && bytes[i] == '\\')
                i++;
            else if (!isText)
                depth += bytes[i] is (byte)'{' or (byte)'[' ? 1 : bytes[i] is (byte)'}' or (byte)']' ? -1 : 0;
        }
        return depth;
    }

    // How many bytes of a comment follow its first one.
    private static int CommentAt(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.StartsWith("//"u8) ? bytes.IndexOf((byte)'\n')
            : bytes.StartsWith("/*"u8) ? bytes[2..].IndexOf("*/"u8) + 3
            : 0;
        return end is -1 or 2 ? bytes.Length - 1 : end;
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
