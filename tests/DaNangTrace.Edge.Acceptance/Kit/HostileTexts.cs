using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>Texts that would hurt a page that trusts them, and scenes that are full of them.</summary>
internal static class HostileTexts
{
    // Form, choice or address: the kiosk writes them, or reads them as what they are, and drops them otherwise.
    private static readonly string[] Bound =
    [
        "kind", "what", "alert", "cautions", "source", "grade", "image", "at", "asOf", "warningsAsOf", "languages",
        "version", "timeZone", "id", "takeHome", "language", "spoken", "scannerAt",
    ];

    public static readonly (string Name, string Text)[] All =
    [
        ("markup", "<script>window.hurt=1</script><img src=x onerror=window.hurt=1>\"'&amp;</p><h1>A</h1>"),
        ("address", "javascript:window.hurt=1"),
        ("order turned", "\u202Egnol dna desrever\u202D\u2067\u05D0\u05D1\u05D2\u2069\u200F\u061C \u202Bsecond\u202C"),
        ("Arabic", string.Concat(Enumerable.Repeat("صنع في المدينة ", 8))),
        ("marks", "T" + string.Concat(Enumerable.Repeat("\u0302\u0323\u0489\u20DD", 100)) + "ên"),
        ("10,000 letters", new string('W', 10_000)),
        ("10,000 words", string.Concat(Enumerable.Repeat("mắm ", 10_000))),
        ("emoji", string.Concat(Enumerable.Repeat("👨‍👩‍👧‍👦🏳️‍🌈👍🏽🇻🇳", 20))),
        ("controls", "a\u0000b\u0007c\u001B[31md\u0085e\u2028f\u2029g\u00ADh\uFEFFi\t\n\r\nj\u007F"),
        ("nothing", ""),
        ("spaces", " \u00A0\u2003\u3000\u200B\t "),
        ("a template", "{n} {date} {maker} ${1} %s {0} __proto__ constructor"),
    ];

    /// <summary>The scene with each text that a product's code, or who recalls it, may add.</summary>
    public static JsonObject Filled(JsonObject scene)
    {
        var filled = scene.DeepClone().AsObject();
        foreach (var number in (string[])["lot", "serial"])
        {
            if (filled.ContainsKey(number))
                filled[number] = "N-1";
        }
        if (filled["recall"] is JsonObject recall)
        {
            foreach (var kind in (string[])["lots", "serials"])
                recall[kind] = new JsonArray("N-1", "N-2 – N-9");
        }
        if (filled["onCode"] is JsonObject onCode)
        {
            onCode["serial"] = "N-1";
            onCode["packed"] = "2025-06-20";
            onCode["bestBefore"] = "2025-06-20";
        }
        return filled;
    }

    /// <summary>The scene with this text in place of each free text.</summary>
    public static JsonObject Full(JsonObject scene, string text)
    {
        var full = scene.DeepClone().AsObject();
        foreach (var field in FieldsOf(full))
            field.ReplaceWith(text);
        return full;
    }

    /// <summary>The scene once for each free text that a language may show, with only that one replaced.</summary>
    public static IEnumerable<(string Field, JsonObject Scene)> OneByOne(JsonObject scene, string text, string language)
    {
        var others = SampleScenes.Languages.Except([language, "en"]).Select(other => "." + other).ToArray();
        var paths = FieldsOf(scene).Select(field => field.GetPath())
            .Where(path => !others.Any(other => path.EndsWith(other, StringComparison.Ordinal))).ToList();
        foreach (var path in paths)
        {
            var one = scene.DeepClone().AsObject();
            FieldsOf(one).First(field => field.GetPath() == path).ReplaceWith(text);
            yield return (path, one);
        }
    }

    private static List<JsonNode> FieldsOf(JsonNode node) => node switch
    {
        JsonObject members => [.. members.Where(member => member.Value is not null && !Bound.Contains(member.Key))
            .SelectMany(member => FieldsOf(member.Value!))],
        JsonArray items => [.. items.OfType<JsonNode>().SelectMany(FieldsOf)],
        _ when node.GetValueKind() == JsonValueKind.String && !IsDay((string)node!) => [node],
        _ => [],
    };

    private static bool IsDay(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
