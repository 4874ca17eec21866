using System.Text.Json;
using System.Text.Json.Nodes;
using DaNangTrace.Edge.Gs1;

namespace DaNangTrace.Edge.Kiosk.Configuring;

/// <summary>
/// Reads <c>recognisers.json</c>: which web addresses carry a trace code, and which may be compressed Digital Links.
/// <para>
/// A file in the folder is checked in whole at the start, its patterns are compiled and its examples tried: what is
/// wrong with it is told then, not at a shopper's scan. The program's own file was tried by a test; its patterns are
/// compiled with the first address that they concern.
/// </para>
/// </summary>
public sealed class RecogniserFile
{
    private const string Name = "recognisers.json";
    private const string HostAccepted =
        "expected a whole host name without scheme, port or path, for example stamps.example";

    private readonly List<SettingFault> _faults = [];

    private RecogniserFile() { }

    /// <summary>Reads the file of a folder, else the program's own.</summary>
    /// <param name="folder">For example <c>/etc/dntrace</c>; it need not exist.</param>
    public static LoadedRecognisers Load(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var loader = new RecogniserFile();
        var options = loader.Read(folder);
        var place = Path.Combine(folder, Name);
        return new LoadedRecognisers(
            loader._faults.Count == 0 ? options : null,
            [.. loader._faults.Select(fault => fault with
            {
                Path = fault.Path.Length == 0 ? place : $"{place}: {fault.Path}",
            })]);
    }

    private Gs1Options? Read(string folder)
    {
        try
        {
            var root = SettingJson.Parse(new DeviceConfig(folder).Read(Name, out var file), _faults);
            if (root is JsonObject members)
                return file is null ? Trusted(members) : Checked(members);
            _faults.Add(new("", "expected a JSON object { … }"));
        }
        catch (JsonException e)
        {
            _faults.Add(new("", SettingJson.Told(e)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _faults.Add(new("", $"it can't be read: {e.Message}"));
        }
        return null;
    }

    private static Gs1Options Trusted(JsonObject root) => new()
    {
        CompressedHosts = [.. root["compressedHosts"]!.AsArray().Select(host => AsHost(host!))],
        Stamps =
        [
            .. root["stamps"]!.AsArray().Select(stamp => StampRecogniser.Trusted(
                (string)stamp!["vendor"]!,
                [.. stamp["hosts"]!.AsArray().Select(host => AsHost(host!))],
                (string)stamp["pattern"]!)),
        ],
    };

    private static string AsHost(JsonNode host) =>
        Gs1Options.TryHost((string)host!, out var ascii) ? ascii : throw new InvalidDataException($"{host} is no host");

    private Gs1Options Checked(JsonObject root)
    {
        var schema = DeviceConfig.RecognisersSchema();
        SchemaCheck.Check(root, schema, "", _faults);
        var told = _faults.Select(fault => fault.Path).ToHashSet(StringComparer.Ordinal);
        root.TryAdd("compressedHosts", Default(schema, "compressedHosts"));
        root.TryAdd("stamps", Default(schema, "stamps"));

        var compressed = HostsOf(root, "compressedHosts", "compressedHosts", told);
        var stamps = new List<(StampRecogniser Recogniser, JsonObject Entry, string Path)>();
        // What is too much was told; it is not worth a look.
        var entries = root["stamps"] as JsonArray ?? [];
        for (var i = 0; i < entries.Count && !told.Contains("stamps"); i++)
        {
            if (entries[i] is JsonObject entry && StampOf(entry, $"stamps[{i}]", told) is { } stamp)
                stamps.Add((stamp, entry, $"stamps[{i}]"));
        }
        var options = new Gs1Options
        {
            CompressedHosts = compressed,
            Stamps = [.. stamps.Select(stamp => stamp.Recogniser)],
        };
        foreach (var (recogniser, entry, path) in stamps)
            TryExamples(recogniser, entry, path, options, told);
        return options;
    }

    private static JsonNode? Default(SettingSchema schema, string key)
    {
        schema.Child(key)!.TryDefault(out var value);
        return value;
    }

    private List<string> HostsOf(JsonObject members, string key, string path, HashSet<string> told)
    {
        var hosts = new List<string>();
        var items = members[key] as JsonArray ?? [];
        for (var i = 0; i < items.Count && !told.Contains(path); i++)
        {
            var place = $"{path}[{i}]";
            if (told.Contains(place) || TextOf(items[i]) is not { } text)
                continue;
            if (!Gs1Options.TryHost(text, out var host))
                _faults.Add(new(place, $"{text} is no host, {HostAccepted}"));
            else if (hosts.Contains(host))
                _faults.Add(new(place, $"{text} is the same host as one before it: leave one out"));
            else
                hosts.Add(host);
        }
        return hosts;
    }

    private StampRecogniser? StampOf(JsonObject entry, string path, HashSet<string> told)
    {
        var hosts = HostsOf(entry, "hosts", $"{path}.hosts", told);
        if (told.Contains($"{path}.pattern") || TextOf(entry["pattern"]) is not { } pattern)
            return null;
        if (StampRecogniser.TryCreate(TextOf(entry["vendor"]) ?? "", hosts, pattern, out var stamp, out var problem))
            return stamp;
        _faults.Add(new($"{path}.pattern", $"can't be used: {problem.TrimEnd('.')}; expected a regular expression "
            + "with a group (?<code>…), without lookarounds and backreferences"));
        return null;
    }

    private void TryExamples(
        StampRecogniser recogniser, JsonObject entry, string path, Gs1Options all, HashSet<string> told)
    {
        var examples = entry["examples"] as JsonArray ?? [];
        // No date stands in an address: any clock will do.
        var together = new Gs1Reader(TimeProvider.System, all);
        var alone = new Gs1Reader(
            TimeProvider.System, new Gs1Options { CompressedHosts = all.CompressedHosts, Stamps = [recogniser] });
        for (var i = 0; i < examples.Count && !told.Contains($"{path}.examples"); i++)
        {
            var place = $"{path}.examples[{i}]";
            if (examples[i] is not JsonObject example || TextOf(example["url"]) is not { } url
                || !example.ContainsKey("traceCode")
                || told.Any(one => one.StartsWith(place, StringComparison.Ordinal)))
                continue;
            var expected = TextOf(example["traceCode"]);
            // Where nothing is expected of this stamp, another one may find its own.
            var reading = (expected is null ? alone : together).Read(Symbol.Parse(url));
            if (reading is not Reading.Web web)
                _faults.Add(new(place, reading is Reading.Item or Reading.Unreadable
                    ? "is read as a GS1 Digital Link, in which no stamp is looked for"
                    : "is no web address that could be read"));
            else if (web.Stamp?.TraceCode != expected
                || (expected is not null && web.Stamp?.Vendor != recogniser.Vendor))
                _faults.Add(new(place, $"expected {Quoted(expected)}, found {Found(web.Stamp, recogniser)}"));
        }
    }

    private static string Found(Stamp? stamp, StampRecogniser recogniser) =>
        Quoted(stamp?.TraceCode) + (stamp is null || stamp.Vendor == recogniser.Vendor ? "" : $" of {stamp.Vendor}");

    private static string Quoted(string? code) => code is null ? "none" : $"\"{code}\"";

    private static string? TextOf(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}

/// <summary>Recognisers that were read.</summary>
/// <param name="Options">What the reader is told; null when there are faults.</param>
/// <param name="Faults">Everything that is wrong.</param>
public sealed record LoadedRecognisers(Gs1Options? Options, IReadOnlyList<SettingFault> Faults);
