using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DaNangTrace.Edge.Kiosk.Configuring;

/// <summary>
/// One node of a schema in <c>device-config/</c> (JSON Schema 2020-12). The schema is the one description of the
/// configuration: editors help by it, faults are found by it, and the defaults are its own.
/// Read here: type, enum, pattern, minimum, maximum, minLength, maxLength, minItems, maxItems, uniqueItems, properties,
/// items, required, default. What joins several keys is checked in <see cref="CrossChecks"/>.
/// </summary>
internal sealed class SettingSchema
{
    private readonly JsonElement _node;

    private SettingSchema(JsonElement node) => _node = node;

    /// <summary>Reads a schema.</summary>
    public static SettingSchema Parse(byte[] json) => new(JsonDocument.Parse(json).RootElement.Clone());

    /// <summary>The keys of an object, in the schema's order.</summary>
    public IEnumerable<string> Keys => _node.TryGetProperty("properties", out var properties)
        ? properties.EnumerateObject().Select(property => property.Name)
        : [];

    /// <summary>The schema of an array's items; null where this is no array.</summary>
    public SettingSchema? Items => _node.TryGetProperty("items", out var items) ? new SettingSchema(items) : null;

    /// <summary>Whether anything can stand below: keys or items.</summary>
    public bool HasParts => Items is not null || Keys.Any();

    /// <summary>Accepted JSON types.</summary>
    public IReadOnlyList<string> Types => !_node.TryGetProperty("type", out var type) ? []
        : type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(one => one.GetString()!)]
        : [type.GetString()!];

    /// <summary>Accepted values; empty where any value of the type is.</summary>
    public IReadOnlyList<string> Values => _node.TryGetProperty("enum", out var values)
        ? [.. values.EnumerateArray().Select(value => value.ToString())]
        : [];

    /// <summary>Keys that an object must have.</summary>
    public IReadOnlyList<string> Required => _node.TryGetProperty("required", out var required)
        ? [.. required.EnumerateArray().Select(key => key.GetString()!)]
        : [];

    /// <summary>A regular expression that a text must match.</summary>
    public string? Pattern => _node.TryGetProperty("pattern", out var pattern) ? pattern.GetString() : null;

    /// <summary>Whether an array's items must differ.</summary>
    public bool AreItemsUnique => _node.TryGetProperty("uniqueItems", out var unique) && unique.GetBoolean();

    /// <summary>A limit such as <c>minimum</c> or <c>minItems</c>.</summary>
    public double? Limit(string name) => _node.TryGetProperty(name, out var limit) ? limit.GetDouble() : null;

    /// <summary>The schema of a key; null where there is no such key.</summary>
    public SettingSchema? Child(string key) =>
        _node.TryGetProperty("properties", out var properties) && properties.TryGetProperty(key, out var child)
            ? new SettingSchema(child)
            : null;

    /// <summary>The default value: its own, else for an object that of all its keys.</summary>
    public bool TryDefault(out JsonNode? value)
    {
        value = null;
        if (_node.TryGetProperty("default", out var own))
        {
            value = JsonNode.Parse(own.GetRawText());
            return true;
        }
        if (!Types.Contains("object"))
            return false;
        var members = new JsonObject();
        foreach (var key in Keys)
        {
            if (Child(key)!.TryDefault(out var child))
                members[key] = child;
        }
        value = members;
        return true;
    }

    /// <summary>What is accepted here, in words.</summary>
    public string Accepted()
    {
        var nullToo = Types.Contains("null") ? ", or null" : "";
        if (Values.Count > 0)
            return $"{(Values.Count == 1 ? "" : "one of ")}{string.Join(", ", Values)}{nullToo}";
        var type = Types.FirstOrDefault(one => one != "null");
        var meant = type switch
        {
            "integer" => $"a whole number {Range()}",
            "number" => $"a number {Range()}",
            "boolean" => "true or false",
            "array" => "a list [ … ]" + Count(),
            "object" => "an object { … }",
            _ when Limit("minLength") is > 0 && Pattern is null => "a text that is not empty" + Longest(),
            _ => "a text" + Longest(),
        };
        var described = Pattern is null ? "" : $" ({Description()})";
        return meant.TrimEnd() + described + nullToo;
    }

    private string Description()
    {
        var text = _node.TryGetProperty("description", out var description)
            ? description.GetString()!
            : $"matching {Pattern}";
        return $"{text.TrimEnd('.')}; pattern {Pattern}";
    }

    private string Count() => (Limit("minItems"), Limit("maxItems")) switch
    {
        ({ } least, { } most) => string.Create(CultureInfo.InvariantCulture, $" of {least} to {most}"),
        ({ } least, null) => string.Create(CultureInfo.InvariantCulture, $" of at least {least}"),
        (null, { } most) => string.Create(CultureInfo.InvariantCulture, $" of at most {most}"),
        _ => "",
    };

    private string Longest() => Limit("maxLength") is { } most
        ? string.Create(CultureInfo.InvariantCulture, $" of at most {most} characters")
        : "";

    private string Range() => (Limit("minimum"), Limit("maximum")) switch
    {
        ({ } least, { } most) => string.Create(CultureInfo.InvariantCulture, $"from {least} to {most}"),
        ({ } least, null) => string.Create(CultureInfo.InvariantCulture, $"from {least}"),
        (null, { } most) => string.Create(CultureInfo.InvariantCulture, $"up to {most}"),
        _ => "",
    };
}
