using System.Globalization;

namespace DaNangTrace.Edge.Kiosk.Scanning.Finding;

/// <content>Keyboards, and scanners that are some to the kernel.</content>
public sealed partial class PluggedDevices
{
    private const string EventPrefix = "event";
    private const string UsbBus = "0003";

    // The keys 1 to 0 (2 to 11) and Enter (28) in the map of keys that a device has.
    private const ulong DigitsAndEnter = 0x10000FFC;

    /// <summary>
    /// Input devices with the keys of a keyboard, in the order of their numbers. Those that are on no USB have the ids
    /// of their own bus.
    /// </summary>
    public IEnumerable<PluggedDevice> Wedge() => EventMembers().Where(HasKeys).Select(ToDevice);

    /// <summary>The input device with a device file; null for any other file.</summary>
    internal PluggedDevice? EventDevice(string path) => EventMembers()
        .Where(member => EventPath(member) == path).Select(ToDevice).FirstOrDefault();

    /// <summary>Whether an input device has the keys of a keyboard.</summary>
    internal bool IsKeyboard(PluggedDevice device) =>
        EventMembers().Any(member => EventPath(member) == device.Path && HasKeys(member));

    private IEnumerable<string> EventMembers() => NumberedMembers("input", EventPrefix);

    private string EventPath(string member) => Path.Combine(dev, "input", Path.GetFileName(member));

    // Words in hexadecimal, the highest first; the keys that are asked for stand in the last.
    private static bool HasKeys(string member)
    {
        var words = Text(Path.Combine(member, "device", "capabilities"), "key")?.Split(' ');
        return words is [.., var last]
            && ulong.TryParse(last, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var keys)
            && (keys & DigitsAndEnter) == DigitsAndEnter;
    }

    private PluggedDevice ToDevice(string member)
    {
        var input = Path.Combine(member, "device");
        // Above a Bluetooth keyboard there is a USB device, too: the radio.
        var usb = Text(input, "id/bustype") == UsbBus ? UsbFolderOf(member) : null;
        return new PluggedDevice
        {
            Driver = "wedge",
            Path = EventPath(member),
            Vendor = Text(input, "id/vendor"),
            Product = Text(input, "id/product"),
            Serial = Shown(Text(input, "uniq") ?? (usb is null ? null : Text(usb, "serial"))),
            Name = Shown(Text(input, "name")),
            UsbDevice = usb,
        };
    }
}
