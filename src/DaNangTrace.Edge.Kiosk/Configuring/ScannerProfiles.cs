using System.Text.Json;
using System.Text.Json.Nodes;
using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Scanning.Finding;

namespace DaNangTrace.Edge.Kiosk.Configuring;

/// <summary>A profile of <c>device-config/scanners/</c>.</summary>
/// <param name="Name">Its name without <c>.json</c>.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Setup">What to scan from the maker's manual.</param>
/// <param name="Options">Its settings, with the defaults where it says nothing.</param>
public sealed record ScannerProfile(string Name, string Description, ScannerSetup Setup, ScannerOptions Options);

/// <summary>What to scan from the maker's manual, in words.</summary>
public sealed record ScannerSetup
{
    /// <summary>The interface.</summary>
    public string? Interface { get; init; }

    /// <summary>What ends a code.</summary>
    public string? Suffix { get; init; }

    /// <summary>The AIM identifier.</summary>
    public string? Aim { get; init; }

    /// <summary>How setup barcodes are switched off.</summary>
    public string? Lock { get; init; }
}

/// <summary>The profiles of scanners, those of a folder over those inside the program.</summary>
public sealed class ScannerProfiles
{
    private ScannerProfiles(IReadOnlyList<ScannerProfile> all, IReadOnlyList<SettingFault> faults) =>
        (All, Faults) = (all, faults);

    /// <summary>All that are right, by name.</summary>
    public IReadOnlyList<ScannerProfile> All { get; }

    /// <summary>What is wrong with the others.</summary>
    public IReadOnlyList<SettingFault> Faults { get; }

    /// <summary>Reads them.</summary>
    /// <param name="deviceConfig">For example <c>/etc/dntrace</c>; it need not exist.</param>
    public static ScannerProfiles Load(string deviceConfig)
    {
        var folder = new DeviceConfig(deviceConfig);
        var schema = DeviceConfig.Schema().Child("scanning")!.Child("scanners")!.Items!;
        var (all, faults) = (new List<ScannerProfile>(), new List<SettingFault>());
        foreach (var name in folder.Names("scanners"))
        {
            var path = $"scanners/{name}.json";
            if (!folder.TryRead("scanners", name, out var json, out var fault))
                faults.Add(new SettingFault(path, fault));
            else if (Parse(name, json, schema, path, faults) is { } profile)
                all.Add(profile);
        }
        return new ScannerProfiles(all, faults);
    }

    /// <summary>The profile that a plugged device is for: its maker's, else the general one of its kind.</summary>
    public ScannerProfile? Fitting(PluggedDevice device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return All.FirstOrDefault(IsOfItsMaker) ?? All.FirstOrDefault(IsGeneral);

        bool IsOfItsMaker(ScannerProfile profile) =>
            profile.Options.Vendors.Count > 0 && DeviceMatch.Fits(device, profile.Options);

        bool IsGeneral(ScannerProfile profile) => profile.Options.Driver == device.Driver
            && profile.Name.StartsWith("generic-", StringComparison.Ordinal);
    }

    private static ScannerProfile? Parse(
        string name, JsonObject json, SettingSchema schema, string path, List<SettingFault> faults)
    {
        var description = json["description"]?.ToString() ?? "";
        var setup = json["setup"] as JsonObject;
        foreach (var forPeople in DeviceConfig.ForPeople)
            json.Remove(forPeople);
        // What a profile need not say, and a scanner must.
        var settings = new LayeredSettings();
        settings.Lay(new JsonObject { ["name"] = name }, "name");
        settings.Lay(json, "profile");
        schema.TryDefault(out var defaults);
        settings.Fill(settings.Root, (JsonObject)defaults!, "", "default");
        var before = faults.Count;
        SchemaCheck.Check(settings.Root, schema, path, faults);
        return faults.Count > before
            ? null
            : new ScannerProfile(
                name, description,
                setup?.Deserialize(ConfigurationJson.Default.ScannerSetup) ?? new ScannerSetup(),
                settings.Root.Deserialize(ConfigurationJson.Default.ScannerOptions)!);
    }
}
