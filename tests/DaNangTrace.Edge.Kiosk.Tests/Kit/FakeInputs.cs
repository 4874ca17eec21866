using DaNangTrace.Edge.Kiosk.Scanning.Finding;

namespace DaNangTrace.Edge.Kiosk.Tests.Kit;

/// <summary>A folder that looks like sysfs and /dev to whoever looks for input devices.</summary>
internal sealed class FakeInputs(TempFolder folder)
{
    /// <summary>The keys of a keyboard, as the kernel writes them.</summary>
    public const string Keyboard = "1000000000007 ff9f207ac14057ff febeffdfffefffff fffffffffffffffe";

    /// <summary>Volume and player keys of a keyboard's second interface.</summary>
    public const string MediaKeys = "3f000301ff 0 0 483ffff17aff32d bfd4444600000000 1 130c730b17c000 267bfad9415fed 0";

    /// <summary>The buttons of a mouse.</summary>
    public const string Mouse = "1f0000 0 0 0 0";

    public PluggedDevices Plugged { get; } = new(folder.File("sys"), folder.File("dev"));

    /// <summary>
    /// A device on USB, one interface a set of keys; its event nodes are numbered from <paramref name="first"/>.
    /// </summary>
    /// <returns>The path of its first event node.</returns>
    public string PlugIn(int first, string place, string ids, string? serial, string name, params string[] keys)
    {
        var usb = $"sys/devices/pci0000:00/usb1/{place}";
        folder.Write($"{usb}/idVendor", ids[..4] + "\n");
        folder.Write($"{usb}/idProduct", ids[5..] + "\n");
        folder.Write($"{usb}/manufacturer", "Sample\n");
        if (serial is not null)
            folder.Write($"{usb}/serial", serial + "\n");
        for (var i = 0; i < keys.Length; i++)
        {
            Add(
                first + i, $"{usb}/{place}:1.{i}/0003:{ids}.000{i}", "0003", ids, i == 0 ? serial : null, name,
                keys[i]);
        }
        return Node(first);
    }

    /// <summary>A keyboard by radio: its adapter is on USB, it is not.</summary>
    public string PlugInBluetooth(int number, string adapter, string ids, string name)
    {
        var usb = $"sys/devices/pci0000:00/usb1/{adapter}";
        folder.Write($"{usb}/idVendor", "8087\n");
        Add(
            number, $"{usb}/{adapter}:1.0/bluetooth/hci0/hci0:{number}/0005:{ids}.0001", "0005", ids,
            "aa:bb:cc:00:00:01", name, Keyboard);
        return Node(number);
    }

    public string Node(int number) => folder.File($"dev/input/event{number}");

    /// <summary>A name that stays, as udev makes it.</summary>
    public string Link(string name, int number)
    {
        var link = folder.File($"dev/input/by-id/{name}");
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        File.CreateSymbolicLink(link, Node(number));
        return link;
    }

    private void Add(int number, string above, string bus, string ids, string? uniq, string name, string keys)
    {
        var input = $"{above}/input/input{number + 20}";
        folder.Write($"{input}/id/bustype", bus + "\n");
        folder.Write($"{input}/id/vendor", ids[..4].ToLowerInvariant() + "\n");
        folder.Write($"{input}/id/product", ids[5..].ToLowerInvariant() + "\n");
        folder.Write($"{input}/uniq", uniq + "\n");
        folder.Write($"{input}/name", name + "\n");
        folder.Write($"{input}/capabilities/key", keys + "\n");
        folder.Write($"{input}/event{number}/dev", $"13:{64 + number}\n");
        // Relative, as the kernel's are: they mean something only seen from where they really stand.
        File.CreateSymbolicLink(folder.File($"{input}/event{number}/device"), $"../../input{number + 20}");
        var member = folder.File($"sys/class/input/event{number}");
        Directory.CreateDirectory(Path.GetDirectoryName(member)!);
        File.CreateSymbolicLink(member, $"../../{input["sys/".Length..]}/event{number}");
        folder.Write($"dev/input/event{number}", "");
    }
}
