using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Scanning.Attaching;
using DaNangTrace.Edge.Kiosk.Scanning.Finding;
using DaNangTrace.Edge.Kiosk.Scanning.HidPos;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Extensions.Logging.Abstractions;

namespace DaNangTrace.Edge.Kiosk.Tests.Scanning.HidPos;

public sealed class HidPosDriverTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly HidSysfs _sysfs;
    private readonly ScannerTally _tally = Samples.Tally();
    private readonly LoggedLines _log = new();
    private readonly Lock _gate = new();
    private int _reads;
    private readonly List<Symbol> _scans = [];

    public HidPosDriverTests() => _sysfs = new HidSysfs(_folder);

    [Fact]
    public void Only_scanners_are_found_in_the_order_of_their_numbers()
    {
        _sysfs.Plug(10, HidDescriptors.Uncounted, "1EAB:00000D10", "Newland FM420", "N-1", "1-3");
        _sysfs.Plug(2, HidDescriptors.Counted, "0C2E:00000B61", "Honeywell 1450g", "H-1", "1-1", face: 1);
        _sysfs.Plug(1, HidDescriptors.MakersPage, "0C2E:00000B61", "Honeywell 1450g", "H-1", "1-1", face: 0);
        _sysfs.Plug(0, HidDescriptors.Keyboard, "05E0:00001200", usb: "1-2");
        _sysfs.Plug(3, HidDescriptors.SimpleCom, "05E0:00000600", "Symbol Bar Code Scanner", usb: "1-4");

        var found = Devices().HidPos().ToList();

        Assert.Equal(["hidraw2", "hidraw3", "hidraw10"], found.Select(device => Path.GetFileName(device.Path)));
        Assert.Equal(
            new PluggedDevice
            {
                Driver = "hidPos",
                Path = Path.Combine(_sysfs.Dev, "hidraw2"),
                Vendor = "0c2e",
                Product = "0b61",
                Serial = "H-1",
                Name = "Honeywell 1450g",
                UsbDevice = _folder.File("sys/devices/usb1/1-1"),
            },
            found[0]);
        Assert.Null(found[1].Serial);
    }

    [Fact]
    public void A_machine_without_HID_devices_has_none() => Assert.Empty(Devices().HidPos());

    [Fact]
    public async Task Codes_come_through_a_link_that_is_made_anew_on_every_plug()
    {
        var link = _folder.File("scanner");
        var pipe = NamedPipe.Make(_folder.File("one"));
        File.CreateSymbolicLink(link, pipe);
        using var stop = new CancellationTokenSource();
        var driver = Driver(new ScannerOptions
        {
            Name = "front",
            Driver = "hidPos",
            Port = link,
        });
        var scanner = Attached(driver);
        var running = scanner.RunAsync(TakeAsync, stop.Token);

        using (var writer = NamedPipe.Hold(pipe))
        {
            await Wait.UntilAsync(() => scanner.Condition.Now.Wellness == Wellness.Ok, "listening");
            await writer.WriteAsync(HidDescriptors.Report("8936012345674"), stop.Token);
            await writer.WriteAsync(HidDescriptors.Reports(new string('x', 100)), stop.Token);
            await Wait.UntilAsync(() => Count == 2, "two codes");
            // Unplugged in the middle of a report.
            var reads = Volatile.Read(ref _reads);
            await writer.WriteAsync(HidDescriptors.Report("half").AsMemory(0, 20), stop.Token);
            await Wait.UntilAsync(() => Volatile.Read(ref _reads) > reads, "the half is read");
            File.Delete(link);
            File.Delete(pipe);
            await Wait.UntilAsync(() => scanner.Condition.Now.Wellness == Wellness.Down, "went away");
        }
        pipe = NamedPipe.Make(_folder.File("two"));
        using (var writer = NamedPipe.Hold(pipe))
        {
            File.CreateSymbolicLink(link, pipe);
            await Wait.UntilAsync(() => scanner.Condition.Now.Wellness == Wellness.Ok, "listening again");
            await writer.WriteAsync(HidDescriptors.Report("after"), stop.Token);
            await Wait.UntilAsync(() => Count == 3, "the code after the unplug");
        }
        await stop.CancelAsync();
        await running;

        Assert.Equal([new("E0", "8936012345674"), new("Q1", new string('x', 100)), new("E0", "after")], _scans);
        Assert.Equal(1, _tally.Of(ScanFault.Incomplete));
    }

    [Fact]
    public async Task A_device_is_found_by_its_vendor_and_read_as_its_descriptor_says()
    {
        _sysfs.Plug(4, HidDescriptors.Uncounted, "1EAB:00000D10");
        var pipe = NamedPipe.Make(Path.Combine(_sysfs.Dev, "hidraw4"));
        using var writer = NamedPipe.Hold(pipe);
        using var stop = new CancellationTokenSource();
        var scanner = Attached(Driver(Options("1eab")));
        var running = scanner.RunAsync(TakeAsync, stop.Token);
        var report = new byte[37];
        report[0] = 7;
        "8936012345674"u8.CopyTo(report.AsSpan(1));
        "]E0"u8.CopyTo(report.AsSpan(33));

        await Wait.UntilAsync(() => scanner.Condition.Now.Wellness == Wellness.Ok, "listening");
        await writer.WriteAsync(report, stop.Token);
        await Wait.UntilAsync(() => Count == 1, "a code");
        await stop.CancelAsync();
        await running;

        Assert.Equal([new("E0", "8936012345674")], _scans);
    }

    [Fact]
    public void Simple_COM_is_known_by_its_ids()
    {
        _sysfs.Plug(0, HidDescriptors.SimpleCom, "05E0:00000600");

        byte[] report = [3, .. "A1\r"u8, .. new byte[60]];

        Assert.Equal([new(null, "A1")], Opened("05e0")(report));
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public void A_descriptor_that_tells_no_layout_is_told_once_and_the_usual_one_is_taken()
    {
        _sysfs.Plug(0, HidDescriptors.WithoutData, "05E0:00001900");

        var report = HidDescriptors.Report("A1");
        var decode = Opened("05e0", times: 2);

        Assert.Equal([new("E0", "A1")], decode(report));
        Assert.Contains("the layout aim is taken", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_layout_that_is_configured_goes_before_the_descriptor()
    {
        _sysfs.Plug(0, HidDescriptors.Counted, "05E0:00001900");

        var report = HidDescriptors.Report("A1"u8.ToArray(), "]E0", more: false, shift: 1);

        Assert.Equal([new("E0", "A1")], Opened("05e0", "aimShifted")(report));
    }

    [Fact]
    public void What_is_no_scanner_is_refused_with_what_to_do()
    {
        var driver = Driver(new ScannerOptions
        {
            Driver = "hidPos",
            Port = "/dev/null",
        });

        var found = Assert.IsType<Search.Found>(driver.Find());
        var problem = driver.ProblemOf(found.Node);

        Assert.Contains("no usage page 0x8C", problem, StringComparison.Ordinal);
        Assert.Contains("USB HID POS", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_of_another_make_than_the_settings_say_is_refused()
    {
        _sysfs.Plug(0, HidDescriptors.Counted, "0C2E:00000B61", "Honeywell 1450g");
        var port = NamedPipe.Make(Path.Combine(_sysfs.Dev, "hidraw0"));
        var driver = Driver(Options("05e0", port));

        var found = Assert.IsType<Search.Found>(driver.Find());

        Assert.Contains("Honeywell 1450g (0c2e:0b61)", driver.ProblemOf(found.Node), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_that_fit_are_told_and_none_is_absent()
    {
        Assert.IsType<Search.Absent>(Driver(Options("05e0")).Find());
        _sysfs.Plug(0, HidDescriptors.Counted, "05E0:00001900", usb: "1-1");
        _sysfs.Plug(1, HidDescriptors.Counted, "05E0:00001900", usb: "1-2");

        var wrong = Assert.IsType<Search.Wrong>(Driver(Options("05e0")).Find());

        Assert.Contains("plugged in 2 times", wrong.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(64)]
    [InlineData(80)]
    public async Task A_report_that_is_shorter_or_longer_is_brought_to_its_length(int given)
    {
        var bytes = new byte[given];
        (bytes[0], bytes[1], bytes[5], bytes[6]) = (2, 2, 0x41, 0x42);
        using var device = new WholeReports(new OneRead(bytes), 64);
        var buffer = new byte[4096];
        buffer.AsSpan().Fill(0xEE);

        Assert.Equal(64, await device.ReadAsync(buffer));
        Assert.Equal("02020000004142", Convert.ToHexString(buffer, 0, 7));
        Assert.All(buffer.Skip(7).Take(57), one => Assert.Equal(0, one));
        Assert.Equal(0, await device.ReadAsync(buffer));
    }

    public void Dispose() => _folder.Dispose();

    private int Count
    {
        get
        {
            lock (_gate)
                return _scans.Count;
        }
    }

    private PluggedDevices Devices() => new(_sysfs.Sys, _sysfs.Dev);

    private HidPosDriver Driver(ScannerOptions options) => new(options, _tally, Devices(), _log);

    // What a driver makes of reports that has opened its device so many times.
    private Func<byte[], IEnumerable<Symbol>> Opened(string vendor, string report = "auto", int times = 1)
    {
        NamedPipe.Make(Path.Combine(_sysfs.Dev, "hidraw0"));
        var driver = Driver(Options(vendor) with { Report = report });
        for (var time = 0; time < times; time++)
        {
            var found = Assert.IsType<Search.Found>(driver.Find());
            Assert.Null(driver.ProblemOf(found.Node));
            Assert.IsType<Opening.Opened>(driver.Open(found.Node)).Device.Dispose();
        }
        return bytes => DecodedCodes.CodesOf(driver.Decoder, bytes).Select(code => code.Symbol);
    }

    private static ScannerOptions Options(string vendor, string? port = null) => new()
    {
        Name = "front",
        Driver = "hidPos",
        Vendors = [vendor],
        Port = port,
    };

    private AttachedScanner Attached(ScannerDriver driver) => new(
        _tally, driver, Samples.Clock(TimeProvider.System), NullLogger.Instance,
        new AttachedScannerOptions("front")
        {
            Tap = new ScanTap(_ => Interlocked.Increment(ref _reads), _ => { }),
            WatchInterval = TimeSpan.FromMilliseconds(20),
        });

    private ValueTask TakeAsync(Scan scan, CancellationToken stop)
    {
        lock (_gate)
            _scans.Add(scan.Symbol);
        return ValueTask.CompletedTask;
    }

    private sealed class OneRead(byte[] bytes) : OpenDevice
    {
        private byte[] _rest = bytes;

        public override Task<int> ReadAsync(Memory<byte> buffer)
        {
            _rest.CopyTo(buffer);
            var count = _rest.Length;
            _rest = [];
            return Task.FromResult(count);
        }

        public override void Dispose()
        {
        }
    }
}
