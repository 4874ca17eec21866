namespace DaNangTrace.Edge.Kiosk.Tests.Kit;

/// <summary>HID devices as sysfs shows them, in a folder.</summary>
internal sealed class HidSysfs(TempFolder folder)
{
    public string Sys => folder.File("sys");

    public string Dev => folder.File("dev");

    /// <summary>Plugs a device in, as an interface of a USB device.</summary>
    public void Plug(
        int number, byte[] descriptor, string ids = "05E0:00001200", string name = "Maker Scanner", string serial = "",
        string usb = "1-1", int face = 0)
    {
        var device = $"sys/devices/usb1/{usb}/{usb}:1.{face}/0003:{ids[..4]}:{ids[^4..]}.{number:X4}";
        folder.Write($"sys/devices/usb1/{usb}/idVendor", ids[..4].ToLowerInvariant());
        folder.Write($"sys/devices/usb1/{usb}/idProduct", ids[^4..].ToLowerInvariant());
        folder.Write($"{device}/hidraw/hidraw{number}/dev", $"240:{number}\n");
        folder.Write($"{device}/uevent",
            $"DRIVER=hid-generic\nHID_ID=0003:0000{ids}\nHID_NAME={name}\nHID_PHYS=usb-0/input{face}\n"
            + $"HID_UNIQ={serial}\n");
        File.WriteAllBytes(folder.File($"{device}/report_descriptor"), descriptor);
        // Relative, as the kernel's are: they mean something only seen from where they really stand.
        Directory.CreateSymbolicLink(folder.File($"{device}/hidraw/hidraw{number}/device"), "../..");
        Directory.CreateDirectory(folder.File("sys/class/hidraw"));
        Directory.CreateSymbolicLink(
            folder.File($"sys/class/hidraw/hidraw{number}"),
            $"../../{device["sys/".Length..]}/hidraw/hidraw{number}");
        Directory.CreateDirectory(Dev);
    }
}
