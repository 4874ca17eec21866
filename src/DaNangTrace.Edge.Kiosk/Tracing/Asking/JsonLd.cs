using System.Globalization;
using System.Text.Json;

namespace DaNangTrace.Edge.Kiosk.Tracing.Asking;

/// <summary>
/// Reads values of JSON-LD as they are found in the wild: names with the vocabulary before them or without; one value
/// where several may stand; a text as it is, with its language, or by language. A value of another kind is no value.
/// </summary>
internal static class JsonLd
{
    /// <summary>A text whose language nobody says (BCP 47, 2.2.1).</summary>
    public const string NoLanguage = "und";

    private const int MostValues = 64;
    private const int MostLanguages = 16;
    private const int LongestText = 1000;

    /// <summary>The objects of a document, those of its graph included.</summary>
    public static IEnumerable<JsonElement> Nodes(JsonElement root)
    {
        foreach (var one in Values(root))
        {
            if (one.ValueKind != JsonValueKind.Object)
                continue;
            yield return one;
            if (!one.TryGetProperty("@graph", out var graph))
                continue;
            foreach (var inner in Values(graph).Where(inner => inner.ValueKind == JsonValueKind.Object))
                yield return inner;
        }
    }

    /// <summary>The value of a term of the GS1 Web Vocabulary; null where there is none.</summary>
    public static JsonElement? Find(JsonElement node, string term)
    {
        if (node.ValueKind != JsonValueKind.Object)
            return null;
        foreach (var property in node.EnumerateObject())
        {
            // gs1:term, https://gs1.org/voc/term, https://ref.gs1.org/voc/term, or the term alone.
            var name = property.Name;
            if (name.EndsWith(term, StringComparison.Ordinal)
                && (name.Length == term.Length || name[^(term.Length + 1)] is ':' or '/')
                && property.Value.ValueKind != JsonValueKind.Null)
                return property.Value;
        }
        return null;
    }

    /// <summary>One value or several, bounded.</summary>
    public static IEnumerable<JsonElement> Values(JsonElement? value) => value switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().Take(MostValues),
        { } one => [one],
    };

    /// <summary>The texts of a value by language; null where it has none.</summary>
    public static Dictionary<string, string>? Texts(JsonElement? value)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var one in Values(value))
        {
            if (one.ValueKind != JsonValueKind.Object)
            {
                Add(NoLanguage, Text(one));
            }
            else if (one.TryGetProperty("@value", out var inner))
            {
                Add(one.TryGetProperty("@language", out var language) ? language.ToString() : NoLanguage, Text(inner));
            }
            else
            {
                foreach (var property in one.EnumerateObject())
                    Add(property.Name, Text(property.Value));
            }
        }
        return texts.Count == 0 ? null : texts;

        void Add(string language, string? text)
        {
            if (text is not null && texts.Count < MostLanguages)
                texts.TryAdd(IsLanguage(language) ? language : NoLanguage, text);
        }
    }

    /// <summary>A text, whatever its language; of several the first.</summary>
    public static string? OneText(JsonElement? value) => Texts(value)?.Values.First();

    /// <summary>A day; of a time the day that it names where it was taken.</summary>
    public static DateOnly? Day(JsonElement? value) =>
        OneText(value) is { Length: >= 10 } text && (text.Length == 10 || text[10] == 'T')
        && DateOnly.TryParseExact(
            text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;

    private static string? Text(JsonElement value)
    {
        try
        {
            var text = value.ValueKind switch
            {
                JsonValueKind.String => value.GetString()!.Trim(),
                JsonValueKind.Number => value.GetRawText(),
                _ => "",
            };
            return text.Length is > 0 and <= LongestText ? text : null;
        }
        catch (InvalidOperationException)
        {
            // Half a letter, or bytes that are none.
            return null;
        }
    }

    private static bool IsLanguage(string tag) => tag.Length is >= 2 and <= 35
        && char.IsAsciiLetter(tag[0]) && tag.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
