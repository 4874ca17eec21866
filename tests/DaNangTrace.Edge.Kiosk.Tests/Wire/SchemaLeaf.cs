using System.Text.Json;

namespace DaNangTrace.Edge.Kiosk.Tests.Wire;

/// <summary>One value of a message, as its schema allows it.</summary>
/// <param name="Path">The message, and the keys that lead to the value; <c>*</c> for keys by a pattern.</param>
/// <param name="Schema">What the schema says of it.</param>
internal sealed record SchemaLeaf(string Path, JsonElement Schema)
{
    // What else a schema could say is a fault until somebody has thought about what it lets through.
    private static readonly HashSet<string> Known =
    [
        "$schema", "$comment", "title", "description", "type", "required", "properties", "patternProperties",
        "additionalProperties", "items", "minItems", "maxItems", "uniqueItems", "enum", "const", "pattern", "maxLength",
        "minimum", "maximum", "$ref", "allOf",
    ];

    /// <summary>All values of a message, and a leaf for each part that says nothing of its values.</summary>
    public static IEnumerable<SchemaLeaf> Of(string path, JsonElement schema, Func<string, JsonElement> resolve)
    {
        if (schema.ValueKind != JsonValueKind.Object)
            return [new SchemaLeaf(path, schema)];
        if (schema.TryGetProperty("$ref", out var reference))
            return Of(path, resolve(reference.GetString()!), resolve);
        if (schema.TryGetProperty("items", out var items))
            return Of($"{path}[]", items, resolve);
        if (schema.TryGetProperty("properties", out var named) || IsClosed(schema, out named))
            return named.EnumerateObject().SelectMany(one =>
                Of($"{path}/{(schema.TryGetProperty("properties", out _) ? one.Name : "*")}", one.Value, resolve));
        return [new SchemaLeaf(path, schema)];
    }

    /// <summary>How freely characters can be chosen here.</summary>
    /// <exception cref="FormatException">
    /// It is no enumeration, constant, truth value, bounded number, or text of a bounded pattern.
    /// </exception>
    public Freedom Freedom()
    {
        if (Schema.ValueKind != JsonValueKind.Object)
            throw new FormatException($"{Path}: says nothing");
        if (Schema.EnumerateObject().Select(one => one.Name).FirstOrDefault(name => !Known.Contains(name)) is { } other)
            throw new FormatException($"{Path}: {other} is not understood");
        if (Schema.TryGetProperty("enum", out _) || Schema.TryGetProperty("const", out _))
            return Wire.Freedom.None;
        return TypeOf(Schema) switch
        {
            "boolean" => Wire.Freedom.None,
            "integer" when Has("minimum") && Has("maximum") => Wire.Freedom.None,
            // A fraction of an hour has no greatest value that anybody could name.
            "number" when Has("minimum") => Wire.Freedom.None,
            "string" when Has("pattern") && Has("maxLength") => OfText(),
            var type => throw new FormatException($"{Path}: {type} without bounds"),
        };
    }

    /// <summary>The one type beside null.</summary>
    public static string? TypeOf(JsonElement schema) => !schema.TryGetProperty("type", out var type) ? null
        : type.ValueKind == JsonValueKind.String ? type.GetString()
        : type.EnumerateArray().Select(one => one.GetString()).Single(one => one != "null");

    private static bool IsClosed(JsonElement schema, out JsonElement patterns)
    {
        var isClosed = schema.TryGetProperty("patternProperties", out patterns)
            && schema.TryGetProperty("additionalProperties", out var others)
            && others.ValueKind == JsonValueKind.False;
        if (isClosed)
            Assert.All(patterns.EnumerateObject(), one => Assert.Equal(
                Wire.Freedom.None, OfAlphabet(PatternShape.Of(one.Name))));
        return isClosed;
    }

    private Freedom OfText()
    {
        var shape = PatternShape.Of(Schema.GetProperty("pattern").GetString()!);
        var most = Schema.GetProperty("maxLength").GetInt32();
        // A host's labels are bounded by the length of the whole.
        if (shape.MostCharacters < most)
            throw new FormatException($"{Path}: maxLength says {most}, the pattern {shape.MostCharacters}");
        return OfAlphabet(shape);
    }

    // With two characters nothing can be told; with hexadecimal digits nobody is named.
    private static Freedom OfAlphabet(PatternShape shape) =>
        shape.MostCharacters <= 2 || shape.Alphabet.All(c => char.IsAsciiHexDigit(c) || "+-:.".Contains(c))
            ? Wire.Freedom.None
            : shape.Alphabet.All(c => char.IsAsciiLetterOrDigit(c) || "+-._:/".Contains(c))
                ? Wire.Freedom.Name
                : Wire.Freedom.Free;

    private bool Has(string key) => Schema.TryGetProperty(key, out _);
}

/// <summary>How freely characters can be chosen.</summary>
internal enum Freedom
{
    /// <summary>Not at all: one of a list, a number, a date, a hash.</summary>
    None,

    /// <summary>A name without blanks.</summary>
    Name,

    /// <summary>Anything that could be printed.</summary>
    Free,
}
