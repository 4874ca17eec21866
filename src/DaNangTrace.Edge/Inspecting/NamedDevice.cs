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
/// <param name="Driver">How it is connected; null for what its name says.</param>
/// <param name="Baud">Bits a second; null for what the profile says.</param>
internal sealed record NamedDevice(string Path, string? Profile, string? Driver, int? Baud)
{
    // What termios knows; see the key baud in kiosk.schema.json.
    private const int LeastBaud = 300;
    private const int MostBaud = 921600;

    /// <summary>The settings to watch it with; else why there are none.</summary>
    public bool TryGetOptions(
        ScannerProfiles profiles, [NotNullWhen(true)] out ScannerOptions? options, out string fault)
    {
        (options, fault) = (null, "");
        var path = System.IO.Path.GetFullPath(Path);
        var plugged = PluggedDevices.OnThisMachine.At(path);
        var driver = Driver ?? plugged?.Driver ?? DriverByName(path);
        var device = plugged ?? new PluggedDevice { Driver = driver, Path = path };
        var profile = Profile is null
            ? profiles.Fitting(device with { Driver = driver })
            : profiles.All.FirstOrDefault(one => one.Name == Profile);
        if (profile is null)
        {
            fault = $"there is no profile {Profile}; known: {string.Join(", ", profiles.All.Select(one => one.Name))}";
            return false;
        }
        if (Baud is < LeastBaud or > MostBaud)
        {
            fault = $"--baud takes {LeastBaud} to {MostBaud}";
            return false;
        }
        options = profile.Options with
        {
            Name = "watched",
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
