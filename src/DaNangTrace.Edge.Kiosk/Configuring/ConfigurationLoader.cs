using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DaNangTrace.Edge.Kiosk.Configuring;

/// <summary>
/// Reads the configuration: defaults → profiles → the file → environment → <c>--set</c>, each over the one before.
/// All faults are found at once.
/// </summary>
public sealed class ConfigurationLoader
{
    private const string EnvironmentPrefix = "DNTRACE__";

    private readonly SettingSchema _schema = Configuring.DeviceConfig.Schema();
    private readonly LayeredSettings _settings = new();
    private readonly List<SettingFault> _faults = [];
    private readonly DeviceConfig _profiles;
    private readonly ConfigurationSources _sources;
    private LoadedRecognisers _recognisers = new(null, []);
    private bool _isFileUnread;

    private ConfigurationLoader(ConfigurationSources sources) =>
        (_profiles, _sources) = (new DeviceConfig(sources.DeviceConfig), sources);

    /// <summary>Loads a configuration.</summary>
    public static LoadedConfiguration Load(ConfigurationSources sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var loader = new ConfigurationLoader(sources);
        loader.LayDefaults(sources.BuiltIn);
        if (sources.File is not null)
            loader.LayFile(sources.File);
        loader.LayEnvironment(sources.Environment);
        loader.LaySets(sources.Set);
        loader.ReadRecognisers(sources.DeviceConfig);
        return loader.Finish();
    }

    private void LayDefaults(string? builtIn)
    {
        _schema.TryDefault(out var defaults);
        _settings.Lay((JsonObject)defaults!, "default");
        if (builtIn is not null)
            _settings.Lay(
                (JsonObject)SettingJson.Parse(System.Text.Encoding.UTF8.GetBytes(builtIn), _faults)!, "built in");
    }

    private void LayFile(string file)
    {
        try
        {
            if (SettingJson.Parse(Configuring.DeviceConfig.ReadBounded(file), _faults) is JsonObject settings)
            {
                _settings.Lay(settings, $"file {file}");
                return;
            }
            _faults.Add(new("", $"{file}: expected a JSON object {{ … }}"));
        }
        catch (JsonException e)
        {
            _faults.Add(new("", $"{file} {SettingJson.Told(e)}"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _faults.Add(new("", $"{file} can't be read: {e.Message}"));
        }
        _isFileUnread = true;
    }

    private void LayEnvironment(IReadOnlyDictionary<string, string> environment)
    {
        foreach (var (name, value) in environment.OrderBy(variable => variable.Key, StringComparer.Ordinal))
        {
            if (!name.StartsWith(EnvironmentPrefix, StringComparison.OrdinalIgnoreCase))
                continue;
            if (_settings.Set(_schema, name[EnvironmentPrefix.Length..].Split("__"), value, $"environment {name}")
                is { } fault)
                _faults.Add(new("", $"environment {name}: {fault}"));
        }
    }

    private void LaySets(IReadOnlyList<string> sets)
    {
        foreach (var set in sets)
        {
            var equals = set.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
            {
                _faults.Add(new("",
                    $"--set {set}: expected path=value, for example --set web.listen=http://127.0.0.1:8081"));
                continue;
            }
            // scanners[0].port and scanners.0.port both name the first scanner's port.
            var path = set[..equals]
                .Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.');
            if (_settings.Set(_schema, path, set[(equals + 1)..], "--set") is { } fault)
                _faults.Add(new("", $"--set {set[..equals]}: {fault}"));
        }
    }

    private void ReadRecognisers(string deviceConfig)
    {
        _recognisers = RecogniserFile.Load(deviceConfig);
        _faults.AddRange(_recognisers.Faults);
    }

    private LoadedConfiguration Finish()
    {
        // What an unread file would have said is no fault of its own.
        if (_isFileUnread)
            return new LoadedConfiguration(null, _faults, []);
        FillItems("scanning", "scanners");
        FillItems("showing", "displays");
        FillItems("showing", "indicators");
        SchemaCheck.Check(_settings.Root, _schema, "", _faults);
        foreach (var key in (string[])["id", "market"])
        {
            if (_settings.Root["kiosk"] is JsonObject kiosk && !kiosk.ContainsKey(key))
                _faults.Add(new($"kiosk.{key}", $"missing, expected {_schema.Child("kiosk")!.Child(key)!.Accepted()}"));
        }
        var market = MarketFile.Read(_profiles, MarketId(), _faults);
        var configuration = WithoutFaults().Deserialize(ConfigurationJson.Default.KioskConfiguration)!;
        configuration.Market = market;
        configuration.Scanning.Recognisers = _recognisers.Options ?? new Gs1.Gs1Options();
        var crossed = new List<SettingFault>();
        CrossChecks.Check(configuration, _sources, crossed);
        var told = _faults.Select(fault => fault.Path).ToHashSet(StringComparer.Ordinal);
        _faults.AddRange(crossed.Where(fault => !told.Contains(fault.Path)));
        var shown = _settings.Leaves()
            .Select(leaf => new ShownSetting(
                leaf.Path, SettingText.Masked(leaf.Value?.ToJsonString(SettingText.Readable) ?? "null"), leaf.Layer))
            .ToList();
        return new LoadedConfiguration(
            _faults.TrueForAll(fault => fault.IsTolerable) ? configuration : null, _faults, shown);
    }

    private string? MarketId() =>
        (_settings.Root["kiosk"] as JsonObject)?["market"] is JsonValue value
            && value.TryGetValue<string>(out var market) && Wire.KioskAddress.IsId(market)
            ? market
            : null;

    // So that what joins several keys is checked even where others are wrong: all faults at once.
    private JsonObject WithoutFaults()
    {
        var healed = (JsonObject)_settings.Root.DeepClone();
        foreach (var fault in _faults)
        {
            JsonNode? at = healed;
            var steps = fault.Path
                .Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.');
            foreach (var step in steps[..^1])
                at = at is JsonArray items ? ItemOf(items, step) : (at as JsonObject)?[step];
            if (at is JsonObject members)
                members.Remove(steps[^1]);
            else if (at is JsonArray list
                && int.TryParse(steps[^1], CultureInfo.InvariantCulture, out var index) && index < list.Count)
                list[index] = null; // In place: the others keep their indexes.
        }
        Complete(healed, _schema);
        return healed;
    }

    // A key with a dot in it looks like a path, and leads nowhere.
    private static JsonNode? ItemOf(JsonArray items, string step) =>
        int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < items.Count
            ? items[index]
            : null;

    // What was taken out is what the schema has for it, so that only what is there is judged.
    private static void Complete(JsonNode? node, SettingSchema schema)
    {
        if (node is JsonArray items && schema.Items is { } one)
        {
            for (var i = 0; i < items.Count; i++)
            {
                if (items[i] is null)
                    items[i] = one.Types.Contains("object") ? new JsonObject() : "";
                Complete(items[i], one);
            }
        }
        if (node is not JsonObject members)
            return;
        foreach (var key in schema.Keys)
        {
            var child = schema.Child(key)!;
            if (members.ContainsKey(key))
                Complete(members[key], child);
            else if (child.TryDefault(out var value))
                members[key] = value;
            else
                members[key] = "";
        }
    }

    // What an item of a list does not say comes from its profile, then from the schema.
    private void FillItems(string section, string list)
    {
        if (_settings.Root[section] is not JsonObject members || members[list] is not JsonArray items)
            return;
        _schema.Child(section)!.Child(list)!.Items!.TryDefault(out var defaults);
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is not JsonObject item)
                continue;
            var path = $"{section}.{list}[{i}]";
            var isProfileRead = item["profile"] is null;
            if (item["profile"] is JsonValue value && value.TryGetValue<string>(out var name)
                && Wire.KioskAddress.IsId(name))
            {
                if (_profiles.TryRead(list, name, out var profile, out var fault))
                {
                    foreach (var forPeople in Configuring.DeviceConfig.ForPeople)
                        profile.Remove(forPeople);
                    _settings.Fill(item, profile, path, $"profile {name}");
                    isProfileRead = true;
                }
                else
                {
                    _faults.Add(new($"{path}.profile", fault));
                }
            }
            // What a profile that was not read would have said is no fault of its own.
            var schema = _schema.Child(section)!.Child(list)!.Items!;
            // Where there are no profiles, the schema says that it is missing.
            if (!item.ContainsKey("driver") && isProfileRead && schema.Child("profile") is not null)
            {
                var driver = schema.Child("driver")!;
                _faults.Add(new($"{path}.driver", $"missing, expected {driver.Accepted()}, or a profile"));
            }
            _settings.Fill(item, (JsonObject)defaults!, path, "default");
        }
    }
}

/// <summary>A configuration that was read.</summary>
/// <param name="Configuration">The checked configuration; null when faults keep the kiosk from running.</param>
/// <param name="Faults">Everything that is wrong.</param>
/// <param name="Settings">Every effective value with its layer, secrets masked.</param>
public sealed record LoadedConfiguration(
    KioskConfiguration? Configuration, IReadOnlyList<SettingFault> Faults, IReadOnlyList<ShownSetting> Settings);

/// <summary>One effective value.</summary>
/// <param name="Path">For example <c>kiosk.id</c>.</param>
/// <param name="Value">As JSON, secrets masked.</param>
/// <param name="Layer">Where it came from.</param>
public sealed record ShownSetting(string Path, string Value, string Layer);
