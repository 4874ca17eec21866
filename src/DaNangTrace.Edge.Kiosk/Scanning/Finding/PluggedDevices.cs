using System.Globalization;

namespace DaNangTrace.Edge.Kiosk.Scanning.Finding;

/// <summary>
/// What is plugged in, from sysfs: it tells of every device, also of one that this user may not open.
/// </summary>
/// <param name="sysfs">Where sysfs is mounted.</param>
/// <param name="dev">Where the device files are.</param>
public sealed partial class PluggedDevices(string sysfs, string dev)
{
    private static readonly string[] SerialPrefixes = ["ttyACM", "ttyUSB"];

    // A USB string descriptor holds no more.
    private const int MostCharacters = 126;

    /// <summary>Those of this machine.</summary>
    public static PluggedDevices OnThisMachine { get; } = new("/sys", "/dev");

    /// <summary>All that could be a scanner.</summary>
    public IEnumerable<PluggedDevice> All() => Serial().Concat(HidPos()).Concat(Wedge());

    /// <summary>The device behind a path, a link too; null where it is none of these.</summary>
    public PluggedDevice? At(string path) => DeviceNode.Find(path) is { } node
        ? All().FirstOrDefault(device => device.Path == node.Path)
        : null;

    /// <summary>Serial lines that can be plugged in: USB CDC-ACM devices and USB-serial adapters.</summary>
    public IEnumerable<PluggedDevice> Serial() => SerialPrefixes
        .SelectMany(prefix => NumberedMembers("tty", prefix))
        .Select(member => UsbDeviceOf(member, "serial", Path.Combine(dev, Path.GetFileName(member))));

    // Links to the devices of a class, for example /sys/class/tty/ttyACM0; number 2 before 10.
    private IEnumerable<string> NumberedMembers(string name, string prefix)
    {
        string[] members;
        try
        {
            members = Directory.GetDirectories(Path.Combine(sysfs, "class", name));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The kernel has no such devices; the class comes with the first.
            return [];
        }
        return members.Where(member => NumberOf(member, prefix) is not null)
            .OrderBy(member => NumberOf(member, prefix));
    }

    // The number of event10 is 10; null where the name has another form.
    private static int? NumberOf(string path, string prefix) =>
        Path.GetFileName(path) is var name && name.StartsWith(prefix, StringComparison.Ordinal)
        && int.TryParse(name.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static PluggedDevice UsbDeviceOf(string member, string driver, string path)
    {
        var folder = UsbFolderOf(member);
        var plugged = new PluggedDevice { Driver = driver, Path = path };
        if (folder is null)
            return plugged;
        var name = string.Join(' ',
            new[] { Text(folder, "manufacturer"), Text(folder, "product") }.Where(word => word is not null));
        return plugged with
        {
            Vendor = Text(folder, "idVendor"),
            Product = Text(folder, "idProduct"),
            Serial = Shown(Text(folder, "serial")),
            Name = Shown(name),
            UsbDevice = folder,
        };
    }

    // The USB device is some folders above the class's member: the first that has a vendor id. The member itself is
    // resolved, not its link "device", which leads elsewhere when it is followed from the class's folder.
    private static string? UsbFolderOf(string member)
    {
        var folder = Resolved(member);
        while (folder is not null && !File.Exists(Path.Combine(folder, "idVendor")))
            folder = Path.GetDirectoryName(folder);
        return folder;
    }

    private static string? Resolved(string link)
    {
        try
        {
            return Directory.ResolveLinkTarget(link, returnFinalTarget: true)?.FullName
                ?? (Directory.Exists(link) ? link : null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Unplugged meanwhile.
            return null;
        }
    }

    private static string? Text(string folder, string file)
    {
        try
        {
            var text = File.ReadAllText(Path.Combine(folder, file)).Trim();
            return text.Length == 0 ? null : text;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has none, or was unplugged meanwhile.
            return null;
        }
    }

    // A device may call itself anything, also what a terminal would obey.
    private static string? Shown(string? text) =>
        string.IsNullOrEmpty(text) ? null : Gs1.Shown.Of(text, MostCharacters);
}
