using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace DaNangTrace.Edge.Kiosk.Configuring;

/// <summary>Finds every place where settings do not keep to the schema.</summary>
internal static class SchemaCheck
{
    // Settings are short; a pattern that takes longer is a fault of the schema.
    private static readonly TimeSpan PatternLimit = TimeSpan.FromSeconds(1);

    /// <summary>Adds a fault for each such place.</summary>
    public static void Check(JsonNode? value, SettingSchema schema, string path, List<SettingFault> faults)
    {
        var kind = KindOf(value);
        if (schema.Types.Count > 0 && !schema.Types.Contains(kind)
            && !(kind == "integer" && schema.Types.Contains("number")))
        {
            faults.Add(new SettingFault(
                path, $"{Quoted(value)} is {Word(kind)}, expected {schema.Accepted()}{NumberIn(value, schema)}"));
            return;
        }
        switch (value)
        {
            case JsonObject members:
                CheckMembers(members, schema, path, faults);
                break;
            case JsonArray items:
                CheckItems(items, schema, path, faults);
                break;
            case JsonValue leaf when !IsAccepted(leaf, kind, schema):
                faults.Add(new SettingFault(
                    path, $"{Quoted(leaf)} is not accepted, expected {schema.Accepted()}{Nearest(leaf, schema)}"));
                break;
        }
    }

    private static void CheckMembers(JsonObject members, SettingSchema schema, string path, List<SettingFault> faults)
    {
        foreach (var (key, value) in members)
        {
            if (schema.Child(key) is { } child)
                Check(value, child, Join(path, key), faults);
            else
                faults.Add(new SettingFault(Join(path, key),
                    $"no such key; known here: {string.Join(", ", schema.Keys)}{Nearest(key, schema)}"));
        }
        foreach (var key in schema.Required.Where(key => !members.ContainsKey(key)))
            faults.Add(new SettingFault(Join(path, key), $"missing, expected {schema.Child(key)!.Accepted()}"));
    }

    private static void CheckItems(JsonArray items, SettingSchema schema, string path, List<SettingFault> faults)
    {
        if (items.Count < schema.Limit("minItems") || items.Count > schema.Limit("maxItems"))
            faults.Add(new SettingFault(path, $"has {items.Count} items, expected {schema.Accepted()}"));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < items.Count; i++)
        {
            Check(items[i], schema.Items!, $"{path}[{i}]", faults);
            if (schema.AreItemsUnique && !seen.Add(items[i]?.ToJsonString() ?? "null"))
                faults.Add(new SettingFault($"{path}[{i}]", $"{Quoted(items[i])} stands in the list twice"));
        }
    }

    private static bool IsAccepted(JsonValue leaf, string kind, SettingSchema schema)
    {
        if (schema.Values.Count > 0)
            return schema.Values.Contains(leaf.ToString(), StringComparer.Ordinal);
        if (kind is "integer" or "number")
        {
            return IsWithin(leaf.GetValue<JsonElement>().GetDouble(), schema);
        }
        if (kind != "string")
            return true;
        var text = leaf.GetValue<JsonElement>().GetString()!;
        // \n in a setting would pass `$` and end up in a log line or a path.
        return !(text.Length < schema.Limit("minLength")) && !(text.Length > schema.Limit("maxLength"))
            && !text.Any(char.IsControl)
            && (schema.Pattern is null || IsMatch(text, schema.Pattern));
    }

    private static bool IsWithin(double number, SettingSchema schema) =>
        !(number < schema.Limit("minimum")) && !(number > schema.Limit("maximum"));

    private static bool IsMatch(string text, string pattern)
    {
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, PatternLimit);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private static string KindOf(JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "null",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => value.GetValue<JsonElement>().TryGetInt64(out _) ? "integer" : "number",
        _ => "boolean",
    };

    private static string Word(string kind) => kind switch
    {
        "string" => "text",
        "integer" or "number" => "a number",
        "array" => "a list",
        "object" => "an object",
        "null" => "nothing",
        _ => kind,
    };

    private static string Quoted(JsonNode? value)
    {
        var json = SettingText.Masked(value?.ToJsonString(SettingText.Readable) ?? "null");
        return json.Length <= 60 ? json : json[..59] + "…";
    }

    // Data sheets and tools write 0x27 and GPIO17 where this is a whole number.
    private static string NumberIn(JsonNode? value, SettingSchema schema)
    {
        if (!schema.Types.Contains("integer") || value?.GetValueKind() != JsonValueKind.String)
            return "";
        var text = value.GetValue<string>();
        var isHexadecimal = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        var digits = isHexadecimal ? text[2..] : Bare(text);
        var style = isHexadecimal ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        return uint.TryParse(digits, style, CultureInfo.InvariantCulture, out var number)
            && IsWithin(number, schema)
                ? $" (did you mean {number}?)"
                : "";
    }

    private static string Bare(string text) =>
        text.StartsWith("GPIO", StringComparison.OrdinalIgnoreCase) ? text[4..].TrimStart() : text;

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

    // A missing or doubled letter is the common slip.
    private static string Nearest(string key, SettingSchema schema) => Nearest(key, schema.Keys, 2);

    // Of values that are words, where a few letters are most of them.
    private static string Nearest(JsonValue leaf, SettingSchema schema) => leaf.GetValueKind() == JsonValueKind.String
        ? Nearest(leaf.GetValue<string>(), schema.Values, 1)
        : "";

    private static string Nearest(string written, IEnumerable<string> all, int most)
    {
        var nearest = all.MinBy(known => Distance(written, known));
        return nearest is not null && Distance(written, nearest) <= most ? $" (did you mean {nearest}?)" : "";
    }

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var same = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]);
                var next = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (same ? 0 : 1));
                (diagonal, row[j]) = (row[j], next);
            }
        }
        return row[b.Length];
    }
}

/// <summary>One thing that is wrong with the configuration.</summary>
/// <param name="Path">Where, for example <c>scanning.scanners[0].baud</c>.</param>
/// <param name="Message">What, and what is accepted.</param>
public sealed record SettingFault(string Path, string Message)
{
    /// <summary>
    /// Whether shoppers are served and sightings recorded all the same: it keeps only sightings from the city, or packs
    /// of the city from the kiosk.
    /// </summary>
    public bool IsTolerable { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Path.Length == 0 ? Message : $"{Path}: {Message}";
}
