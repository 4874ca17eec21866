using System.Diagnostics.CodeAnalysis;
using DaNangTrace.Edge.Kiosk.Configuring;
using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Scanning.Finding;

namespace DaNangTrace.Edge.Inspecting;

/// <summary>
/// A device that somebody names on the command line: any name is right here, also <c>/dev/ttyACM0</c>.
/// </summary>
/// <param name="Path">Its device file.</param>
/// <param name="Profile">The profile; null for the one that fits.</param>
/// <param name="Driver">How it is connected; null for what is plugged in there, or what its name says.</param>
/// <param name="Baud">Bits a second; null for what the profile says.</param>
internal sealed record NamedDevice(string Path, string? Profile, string? Driver, int? Baud)
{
    /// <summary>The settings to watch it with; else why there are none.</summary>
    public bool TryGetOptions(
        ScannerProfiles profiles, [NotNullWhen(true)] out ScannerOptions? options, out string fault)
    {
        (options, fault) = (null, "");
        var path = System.IO.Path.GetFullPath(Path);
        var plugged = PluggedDevices.OnThisMachine.At(path);
        var named = profiles.All.FirstOrDefault(one => one.Name == Profile);
        var driver = Driver ?? plugged?.Driver ?? named?.Options.Driver ?? DriverByName(path);
        var device = (plugged ?? new PluggedDevice { Driver = driver, Path = path }) with { Driver = driver };
        var profile = Profile is null ? profiles.Fitting(device) : named;
        if (profile is null)
        {
            var file = $"scanners/{Profile ?? "generic-" + driver}.json";
            var wrong = profiles.Faults.Where(one => one.Path.StartsWith(file, StringComparison.Ordinal)).ToList();
            fault = wrong.Count > 0 ? string.Join("; ", wrong)
                : $"there is no {file}; known: {string.Join(", ", profiles.All.Select(one => one.Name))}";
            return false;
        }
        if (driver == "wedge" && Driver is null && profile.Options.Vendors.Count == 0)
        {
            fault = $"{path} may be somebody's keyboard ({device.Name ?? "it has no name"}), and while it is watched "
                + "it types for nobody else: say --driver wedge if it is the scanner";
            return false;
        }
        options = profile.Options with
        {
            Name = System.IO.Path.GetFileName(path),
            Profile = profile.Name,
            Driver = driver,
            Port = path,
            Baud = Baud ?? profile.Options.Baud,
        };
        return true;
    }

    private static string DriverByName(string path) =>
        path.StartsWith("/dev/input/", StringComparison.Ordinal) ? "wedge"
        : path.StartsWith("/dev/hidraw", StringComparison.Ordinal) ? "hidPos"
        : "serial";
}
