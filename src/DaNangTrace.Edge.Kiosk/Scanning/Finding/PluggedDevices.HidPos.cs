
namespace DaNangTrace.Edge.Kiosk.Scanning.Finding;

// HID devices, from sysfs: a device file may be closed to this user, its descriptor there is open to all.
public sealed partial class PluggedDevices
{
    private const string RawClass = "hidraw";

    // Symbol's "simple COM port emulation" has pages of the maker's own, and is known by its ids.
    private static readonly (string Vendor, string Product) SimpleCom = ("05e0", "0600");

    /// <summary>
    /// Bar code scanners that speak HID POS, in the order of their numbers. A scanner's other interfaces (keyboard,
    /// the maker's own page FF8C) are none.
    /// </summary>
    public IEnumerable<PluggedDevice> HidPos() =>
        NumberedMembers(RawClass, RawClass).Select(HidPosOf).OfType<PluggedDevice>();

    /// <summary>The HID POS scanner with that device file; null where it is none.</summary>
    internal PluggedDevice? HidPosAt(string path) =>
        MemberOf(path) is { } member && Directory.Exists(member) ? HidPosOf(member) : null;

    /// <summary>What the HID device with that device file says of its reports; null where it can't be read.</summary>
    internal ReportDescriptor? DescriptorAt(string path) => MemberOf(path) is { } member ? DescriptorOf(member) : null;

    /// <summary>Whether a device is Symbol's simple COM.</summary>
    internal static bool IsSimpleCom(PluggedDevice device) => (device.Vendor, device.Product) == SimpleCom;

    private PluggedDevice? HidPosOf(string member)
    {
        var isScanner = DescriptorOf(member)?.Applications.Any(usage => usage.Page == HidUsage.ScannerPage) ?? false;
        var facts = FactsOf(Path.Combine(member, "device"));
        var (vendor, product) = IdsOf(facts.GetValueOrDefault("HID_ID"));
        if (!isScanner && (vendor, product) != SimpleCom)
            return null;
        var plugged = UsbDeviceOf(member, "hidPos", Path.Combine(dev, Path.GetFileName(member)));
        var isUsb = facts.GetValueOrDefault("HID_ID")?.StartsWith(UsbBus, StringComparison.Ordinal) ?? false;
        return plugged with
        {
            // Above a Bluetooth scanner there is a USB device, too: the radio.
            UsbDevice = isUsb ? plugged.UsbDevice : null,
            Vendor = vendor ?? plugged.Vendor,
            Product = product ?? plugged.Product,
            Serial = Shown(facts.GetValueOrDefault("HID_UNIQ")) ?? plugged.Serial,
            Name = Shown(facts.GetValueOrDefault("HID_NAME")) ?? plugged.Name,
        };
    }

    private string? MemberOf(string path) =>
        Path.GetDirectoryName(path) == Path.TrimEndingDirectorySeparator(dev) && NumberOf(path, RawClass) is not null
            ? Path.Combine(sysfs, "class", RawClass, Path.GetFileName(path))
            : null;

    private static ReportDescriptor? DescriptorOf(string member)
    {
        try
        {
            using var file = File.OpenHandle(Path.Combine(member, "device", "report_descriptor"));
            // One byte more than allowed shows what is too long.
            Span<byte> bytes = stackalloc byte[ReportDescriptor.MaxBytes + 1];
            var count = 0;
            for (int read; count < bytes.Length && (read = RandomAccess.Read(file, bytes[count..], count)) > 0;)
                count += read;
            return ReportDescriptor.TryParse(bytes[..count], out var descriptor) ? descriptor : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Unplugged meanwhile, or no such file.
            return null;
        }
    }

    // Lines as HID_ID=0003:000005E0:00001200: bus, vendor, product.
    private static Dictionary<string, string> FactsOf(string folder)
    {
        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in (Text(folder, "uevent") ?? "").Split('\n'))
        {
            if (line.IndexOf('=', StringComparison.Ordinal) is > 0 and var at)
                facts[line[..at]] = line[(at + 1)..].Trim();
        }
        return facts;
    }

    private static (string? Vendor, string? Product) IdsOf(string? hidId) =>
        hidId?.Split(':') is [_, { Length: >= 4 } vendor, { Length: >= 4 } product]
            ? (vendor[^4..].ToLowerInvariant(), product[^4..].ToLowerInvariant())
            : (null, null);
}
