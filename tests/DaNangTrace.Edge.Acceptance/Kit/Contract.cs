using System.Text.Json;
using DaNangTrace.Edge.Wire;
using Json.Schema;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>
/// The contract's JSON Schemas, and what of a message breaks them. It is stricter than a receiver should be: a field
/// that no schema names, a key that comes twice, and a character beyond printable ASCII are faults as well.
/// </summary>
internal static class Contract
{
    // What the city gives and no message of a kiosk: there texts stand in any language, and nothing of a shopper can.
    private static readonly SortedSet<string> Packs = new(StringComparer.Ordinal)
    {
        "catalog-record", "pack-manifest", "recall-record",
    };

    /// <summary>What announces a pack: the city's, to a whole market.</summary>
    public const string Notice = "pack-notice";

    private static readonly EvaluationOptions Listed = new() { OutputFormat = OutputFormat.List };

    private static readonly SortedDictionary<string, JsonElement> Texts = ReadTexts();

    private static readonly SortedDictionary<string, JsonSchema> Schemas = Compile();

    /// <summary>Where the contract's files stand beside the tests.</summary>
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "contract");

    /// <summary>The names of the messages from a kiosk or to one: those of the schemas' files, but for those of packs.
    /// </summary>
    public static IEnumerable<string> Names => Texts.Keys.Where(name => !Packs.Contains(name) && name != Notice);

    /// <summary>The names of what packs are made of.</summary>
    public static IEnumerable<string> PackNames => Packs;

    /// <summary>The schema of a message, or of a part of a pack.</summary>
    public static JsonElement SchemaOf(string name) => Texts[name];

    /// <summary>The schema that a reference from one schema to another means.</summary>
    public static JsonElement Resolve(string reference) => Resolve(reference, "").Schema;

    /// <summary>The schema that a reference means, and the name of the one in which it stands.</summary>
    /// <param name="reference">A file, a place in one (<c>file#/a/b</c>), or a place in the same (<c>#/a/b</c>).
    /// </param>
    /// <param name="name">In which schema the reference stands.</param>
    public static (JsonElement Schema, string Name) Resolve(string reference, string name)
    {
        var parts = reference.Split('#');
        if (parts[0].Length > 0)
            name = NameOf(parts[0]);
        var steps = parts.Length == 1 ? [] : parts[1].Split('/', StringSplitOptions.RemoveEmptyEntries);
        return (steps.Aggregate(SchemaOf(name), (schema, step) => schema.GetProperty(step)), name);
    }

    /// <summary>What of a message is not as its topic's schema says; nothing where all is right.</summary>
    public static IEnumerable<string> BrokenOn(string topic, byte[] payload)
    {
        var name = KioskAddress.TryParse(topic, out _, out var leaf) ? MessageOn(leaf, payload) : null;
        return name is null ? [$"{topic} is no topic of the contract"]
            : payload.Length > WireJson.MaxPayload ? [$"{topic}: {payload.Length} bytes"]
            : Broken(name, payload).Select(fault => $"{topic}: {fault}");
    }

    /// <summary>What of a message, or of a part of a pack, is not as its schema says; nothing where all is right.
    /// </summary>
    public static IEnumerable<string> Broken(string name, byte[] payload)
    {
        JsonDocument message;
        try
        {
            message = JsonDocument.Parse(payload);
        }
        catch (JsonException e)
        {
            return [$"no JSON: {e.Message}"];
        }
        return
        [
            .. ErrorsOf(Schemas[name].Evaluate(message.RootElement, Listed)),
            .. Unnamed(message.RootElement, (Texts[name], name), ""),
            .. Packs.Contains(name) ? [] : Unprintable(message.RootElement, ""),
        ];
    }

    private static string? MessageOn(string leaf, byte[] payload) => leaf switch
    {
        "evt/scan" => payload is [(byte)'[', ..] ? "sightings" : "sighting",
        "evt/recalled" => "recall-count",
        "status" => "status",
        "tele/health" => "pulse",
        "ack" => "acknowledgement",
        "cmd/resend" => "resend-command",
        "manifest" => Notice,
        _ => leaf.StartsWith("rsp/", StringComparison.Ordinal) && KioskAddress.IsId(leaf[4..]) ? "receipt" : null,
    };

    private static IEnumerable<string> ErrorsOf(EvaluationResults results) => results.IsValid
        ? []
        : (results.Details ?? []).Append(results)
            .SelectMany(one => (one.Errors ?? new Dictionary<string, string>())
                .Select(error => $"{one.InstanceLocation} ({error.Key}): {error.Value}"))
            // A schema that fails without a word is a failure nevertheless.
            .DefaultIfEmpty("not valid");

    private static IEnumerable<string> Unnamed(
        JsonElement value, (JsonElement Schema, string Name) at, string path)
    {
        if (at.Schema.TryGetProperty("$ref", out var reference))
            at = Resolve(reference.GetString()!, at.Name);
        return value.ValueKind switch
        {
            JsonValueKind.Object => UnnamedIn(value, at, path),
            // Of another kind than the schema says: that is told already.
            JsonValueKind.Array when at.Schema.TryGetProperty("items", out var items) =>
                value.EnumerateArray().SelectMany((item, n) => Unnamed(item, (items, at.Name), $"{path}/{n}")),
            _ => [],
        };
    }

    // Beside the patterns, because a $ lets a line's end through in many languages' regular expressions.
    private static IEnumerable<string> Unprintable(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(one => Unprintable(one.Value, $"{path}/{one.Name}")),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(one => Unprintable(one, path)),
        JsonValueKind.String when value.GetString()!.Any(c => c is < ' ' or > '~') =>
            [$"{path}: a character beyond printable ASCII"],
        _ => [],
    };

    private static IEnumerable<string> UnnamedIn(
        JsonElement value, (JsonElement Schema, string Name) at, string path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            var here = $"{path}/{member.Name}";
            if (!seen.Add(member.Name))
                yield return $"{here} comes twice";
            // Keys by a pattern, or of any name, are judged by the schema itself.
            if (at.Schema.TryGetProperty("patternProperties", out _)
                || at.Schema.TryGetProperty("additionalProperties", out _))
                continue;
            if (!at.Schema.TryGetProperty("properties", out var named)
                || !named.TryGetProperty(member.Name, out var inner))
            {
                yield return $"{here} is in no schema";
                continue;
            }
            foreach (var fault in Unnamed(member.Value, (inner, at.Name), here))
                yield return fault;
        }
    }

    private static SortedDictionary<string, JsonElement> ReadTexts()
    {
        var texts = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var file in Directory.GetFiles(Path.Combine(Folder, "schemas")))
            texts.Add(NameOf(file), JsonDocument.Parse(File.ReadAllBytes(file)).RootElement);
        return texts;
    }

    private static SortedDictionary<string, JsonSchema> Compile()
    {
        var (schemas, built) = (new SortedDictionary<string, JsonSchema>(StringComparer.Ordinal), new BuildOptions());
        // Those that others refer to come first in the alphabet.
        foreach (var (name, text) in Texts)
        {
            schemas[name] = JsonSchema.Build(text, built, new Uri($"file:///schemas/{name}.schema.json"));
            built.SchemaRegistry.Register(schemas[name]);
        }
        return schemas;
    }

    private static string NameOf(string file) =>
        Path.GetFileName(file).Replace(".schema.json", "", StringComparison.Ordinal);
}
