using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DaNangTrace.Edge.Kiosk.Configuring;

/// <summary>Settings laid over each other, and for each value the layer that it came from.</summary>
internal sealed class LayeredSettings
{
    private readonly Dictionary<string, string> _layers = new(StringComparer.Ordinal);

    /// <summary>The settings as they stand now.</summary>
    public JsonObject Root { get; } = [];

    /// <summary>Lays an object over what stands: its keys win, its lists replace lists.</summary>
    public void Lay(JsonObject over, string layer) => Lay(Root, over, "", layer);

    /// <summary>Adds the keys of an object below a path where no layer has said anything.</summary>
    public void Fill(JsonObject target, JsonObject under, string path, string layer)
    {
        foreach (var (key, value) in under)
        {
            if (target.ContainsKey(key))
                continue;
            target[key] = Fresh(value);
            Note(value, $"{path}.{key}", layer);
        }
    }

    /// <summary>Lays one value, named by a path, over what stands.</summary>
    /// <param name="schema">The whole schema.</param>
    /// <param name="path">Keys in any letter case and indexes, in order.</param>
    /// <param name="text">The value as text: what it becomes is the schema's say.</param>
    /// <param name="layer">The layer's name.</param>
    /// <returns>What is wrong with the path; null when it was laid.</returns>
    public string? Set(SettingSchema schema, IReadOnlyList<string> path, string text, string layer)
    {
        JsonNode? at = Root;
        var name = "";
        for (var i = 0; ; i++)
        {
            var isLast = i == path.Count - 1;
            if (schema.Items is { } items)
            {
                var list = (JsonArray)at!;
                if (!int.TryParse(path[i], NumberStyles.None, CultureInfo.InvariantCulture, out var index))
                    return $"{name} is a list: expected an index from 0, or a JSON list for the whole";
                if (index > list.Count)
                    return $"{name} has {list.Count} items: the next index is {list.Count}";
                (schema, name) = (items, $"{name}[{index}]");
                if (!isLast && !schema.HasParts)
                    return $"{name} has no keys below it";
                if (index == list.Count)
                    list.Add(null);
                if (isLast || !IsContainer(list[index], schema))
                    list[index] = isLast ? Parse(text, schema) : Container(schema);
                at = list[index];
            }
            else
            {
                var key = schema.Keys.FirstOrDefault(
                    known => string.Equals(known, path[i], StringComparison.OrdinalIgnoreCase));
                if (key is null)
                    return $"no such key {path[i]}; known {(name.Length == 0 ? "at the top" : "in " + name)}: "
                        + $"{string.Join(", ", schema.Keys)}";
                var members = (JsonObject)at!;
                (schema, name) = (schema.Child(key)!, name.Length == 0 ? key : $"{name}.{key}");
                if (!isLast && !schema.HasParts)
                    return $"{name} has no keys below it";
                if (isLast || !IsContainer(members[key], schema))
                    members[key] = isLast ? Parse(text, schema) : Container(schema);
                at = members[key];
            }
            if (!isLast)
                continue;
            Note(at, name, layer);
            return null;
        }
    }

    /// <summary>Every value with its path and layer, in the order of the settings.</summary>
    public IEnumerable<(string Path, JsonNode? Value, string Layer)> Leaves() =>
        Leaves(Root, "").Select(leaf => (leaf.Path, leaf.Value, _layers.GetValueOrDefault(leaf.Path, "default")));

    private void Lay(JsonObject target, JsonObject over, string path, string layer)
    {
        foreach (var (key, value) in over)
        {
            var below = path.Length == 0 ? key : $"{path}.{key}";
            if (value is JsonObject members && target[key] is JsonObject there)
            {
                Lay(there, members, below, layer);
                continue;
            }
            target[key] = Fresh(value);
            Note(value, below, layer);
        }
    }

    private void Note(JsonNode? value, string path, string layer)
    {
        foreach (var (leaf, _) in Leaves(value, path))
            _layers[leaf] = layer;
    }

    private static IEnumerable<(string Path, JsonNode? Value)> Leaves(JsonNode? node, string path) => node switch
    {
        JsonObject { Count: > 0 } members => members.SelectMany(
            member => Leaves(member.Value, path.Length == 0 ? member.Key : $"{path}.{member.Key}")),
        JsonArray { Count: > 0 } items => items.SelectMany((item, i) => Leaves(item, $"{path}[{i}]")),
        _ => [(path, node)],
    };

    // Parsed again, so that every leaf is a JsonElement whichever layer it came from.
    private static JsonNode? Fresh(JsonNode? value) => value is null ? null : JsonNode.Parse(value.ToJsonString());

    private static bool IsContainer(JsonNode? there, SettingSchema schema) =>
        schema.Items is null ? there is JsonObject : there is JsonArray;

    private static JsonNode Container(SettingSchema schema) =>
        schema.Items is null ? new JsonObject() : new JsonArray();

    // Text of the environment or the command line: what JSON it is, is the schema's say. What does not fit stays text,
    // so that the check names it.
    private static JsonNode? Parse(string text, SettingSchema schema)
    {
        var types = schema.Types;
        if (text == "null" && types.Contains("null"))
            return null;
        if (!types.Contains("string"))
        {
            try
            {
                var faults = new List<SettingFault>();
                var value = SettingJson.Parse(System.Text.Encoding.UTF8.GetBytes(text), faults);
                return faults.Count == 0 ? value : Fresh(JsonValue.Create(text));
            }
            catch (JsonException)
            {
                return Fresh(JsonValue.Create(text));
            }
        }
        return Fresh(JsonValue.Create(text));
    }
}
