using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Scanning.Finding;
using DaNangTrace.Edge.Kiosk.Scanning.Serial;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using Microsoft.Extensions.Logging.Abstractions;

namespace DaNangTrace.Edge.Kiosk.Tests.Scanning.Finding;

/// <summary>Serial lines in a folder that looks like sysfs.</summary>
public sealed class SerialFindingTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly PluggedDevices _plugged;

    public SerialFindingTests() => _plugged = new PluggedDevices(_folder.File("sys"), _folder.File("dev"));

    [Fact]
    public void A_line_has_the_ids_of_the_USB_device_that_it_belongs_to()
    {
        Plug("ttyACM0", "1-1", "05e0", "1701", "S1", "Symbol", "Bar Code Scanner");
        Plug("ttyUSB3", "1-2", "0403", "6001", serial: null, maker: "FTDI", product: null);
        PlugNone("ttyS0");

        var (scanner, adapter) = _plugged.Serial().ToList() is [var one, var other] ? (one, other) : default;

        Assert.Equal(
            ("serial", _folder.File("dev/ttyACM0"), "05e0", "1701", "S1", "Symbol Bar Code Scanner"),
            (scanner!.Driver, scanner.Path, scanner.Vendor, scanner.Product, scanner.Serial, scanner.Name));
        Assert.Equal(("0403", null, "FTDI"), (adapter!.Vendor, adapter.Serial, adapter.Name));
    }

    [Fact]
    public void A_scanner_is_found_by_its_ids_whatever_its_number()
    {
        Plug("ttyACM0", "1-1", "1eab", "0c10", "N1");
        Plug("ttyACM1", "1-2", "05e0", "1701", "S1");
        Plug("ttyACM2", "1-3", "05e0", "1701", "S2");

        Assert.Equal(_folder.File("dev/ttyACM0"), Found(new ScannerOptions { Vendors = ["1EAB"] }));
        Assert.Equal(_folder.File("dev/ttyACM2"), Found(new ScannerOptions { Vendors = ["05e0"], Serial = "S2" }));
        Assert.IsType<Search.Absent>(Find(new ScannerOptions { Vendors = ["05e0"], Product = "1200" }));
        Assert.IsType<Search.Absent>(Find(new ScannerOptions { Vendors = ["0c2e", "23d0"] }));
    }

    [Fact]
    public void Two_that_fit_are_told_and_neither_is_taken()
    {
        Plug("ttyACM0", "1-1", "05e0", "1701", "S1");
        Plug("ttyACM1", "1-2", "05e0", "1701", "S2");

        var wrong = Assert.IsType<Search.Wrong>(Find(new ScannerOptions { Vendors = ["05e0"] }));

        Assert.Contains("plugged in 2 times", wrong.Problem, StringComparison.Ordinal);
        Assert.Contains("ttyACM1", wrong.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_device_is_told()
    {
        var file = _folder.Write("dev/file", "");
        var options = new ScannerOptions { Port = file };

        Assert.Contains(
            "is no device", Driver(options).ProblemOf(DeviceNode.Find(file)!), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string Found(ScannerOptions options) => Assert.IsType<Search.Found>(Find(options)).Node.Path;

    private Search Find(ScannerOptions options) => Driver(options).Find();

    private SerialDriver Driver(ScannerOptions options) =>
        new(options, Samples.Tally(), _plugged, NullLogger.Instance);

    private void Plug(
        string name, string socket, string vendor, string id, string? serial, string maker = "M", string? product = "P")
    {
        var usb = $"sys/devices/pci0/usb1/{socket}";
        foreach (var (file, text) in new Dictionary<string, string?>
        {
            ["idVendor"] = vendor,
            ["idProduct"] = id,
            ["serial"] = serial,
            ["manufacturer"] = maker,
            ["product"] = product,
        })
        {
            if (text is not null)
                _folder.Write($"{usb}/{file}", text + "\n");
        }
        Link(name, $"devices/pci0/usb1/{socket}/{socket}:1.0/tty/{name}");
    }

    private void PlugNone(string name) => Link(name, $"devices/platform/serial/tty/{name}");

    // Relative, as the kernel's are: they mean something only seen from where they really stand.
    private void Link(string name, string place)
    {
        _folder.Write($"sys/{place}/dev", "166:0\n");
        Directory.CreateSymbolicLink(_folder.File($"sys/{place}/device"), $"../../../{Path.GetFileName(place)}");
        Directory.CreateDirectory(_folder.File("sys/class/tty"));
        Directory.CreateSymbolicLink(_folder.File($"sys/class/tty/{name}"), $"../../{place}");
        _folder.Write($"dev/{name}", "");
    }
}
