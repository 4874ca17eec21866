using System.Collections.Concurrent;
using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Scanning.Attaching;
using DaNangTrace.Edge.Kiosk.Scanning.Finding;
using DaNangTrace.Edge.Kiosk.Scanning.Wedge;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Extensions.Logging.Abstractions;

namespace DaNangTrace.Edge.Kiosk.Tests.Scanning.Wedge;

public sealed class WedgeDriverTests : IDisposable
{
    private const string Scanner = "05E0:1200";
    private const string Keyboard = "046D:C31C";

    private readonly TempFolder _folder = new();
    private readonly FakeInputs _inputs;

    public WedgeDriverTests() => _inputs = new FakeInputs(_folder);

    [Fact]
    public void What_types_is_listed_with_its_ids_in_the_order_of_its_numbers()
    {
        _inputs.PlugIn(10, "1-3", Scanner, "S1", "Sample Bar Code Scanner", FakeInputs.Keyboard);
        _inputs.PlugIn(2, "1-2", Keyboard, null, "Logitech USB Keyboard", FakeInputs.Keyboard, FakeInputs.MediaKeys);
        _inputs.PlugIn(4, "1-5", "046D:C077", null, "Logitech Mouse", FakeInputs.Mouse);
        _inputs.PlugInBluetooth(11, "1-6", "05AC:0255", "Sample Radio Keyboard");

        var plugged = _inputs.Plugged.Wedge().ToList();

        Assert.Equal(
            [
                (_inputs.Node(2), "046d", "c31c", null, "Logitech USB Keyboard"),
                (_inputs.Node(10), "05e0", "1200", "S1", "Sample Bar Code Scanner"),
                (_inputs.Node(11), "05ac", "0255", "aa:bb:cc:00:00:01", "Sample Radio Keyboard"),
            ],
            plugged.Select(one => (one.Path, one.Vendor!, one.Product!, one.Serial, one.Name!)));
        Assert.All(plugged, one => Assert.Equal("wedge", one.Driver));
        Assert.EndsWith("/1-3", plugged[1].UsbDevice, StringComparison.Ordinal);
        Assert.Null(plugged[2].UsbDevice);
    }

    [Fact]
    public void A_device_s_own_name_reaches_a_terminal_only_as_text()
    {
        _inputs.PlugIn(2, "1-2", Scanner, "S\u001B[2J", "A\u001B]0;B\u0007", FakeInputs.Keyboard);

        var plugged = Assert.Single(_inputs.Plugged.Wedge());

        Assert.Equal((@"A\x1B]0;B\x07", @"S\x1B[2J"), (plugged.Name, plugged.Serial));
    }

    [Fact]
    public void Without_sysfs_nothing_is_found()
    {
        Assert.Empty(_inputs.Plugged.Wedge());
        Assert.IsType<Search.Absent>(Driver(new() { Vendors = ["05e0"] }).Find());
    }

    [Fact]
    public void The_scanner_is_found_by_its_maker_and_the_keyboard_beside_it_is_not()
    {
        _inputs.PlugIn(2, "1-2", Keyboard, null, "Logitech USB Keyboard", FakeInputs.Keyboard, FakeInputs.MediaKeys);
        var scanner = _inputs.PlugIn(
            9, "1-3", Scanner, "S1", "Scanner", FakeInputs.Keyboard, FakeInputs.MediaKeys, FakeInputs.Keyboard);

        Assert.Equal(scanner, Found(new() { Vendors = ["05E0"] }));
        Assert.Equal(scanner, Found(new() { Vendors = ["0c2e", "05e0"], Product = "1200" }));
        Assert.IsType<Search.Absent>(Driver(new() { Vendors = ["05e0"], Product = "1300" }).Find());
    }

    [Fact]
    public void Two_alike_are_told_apart_by_serial_number_and_never_by_order()
    {
        _inputs.PlugIn(2, "1-2", Scanner, "S1", "Scanner", FakeInputs.Keyboard);
        var second = _inputs.PlugIn(3, "1-3", Scanner, "S2", "Scanner", FakeInputs.Keyboard);

        Assert.Contains("2 times", Wrong(new() { Vendors = ["05e0"] }), StringComparison.Ordinal);
        Assert.Equal(second, Found(new() { Vendors = ["05e0"], Serial = "S2" }));
    }

    [Theory]
    [InlineData("05e0", null, null, "by 046d:c31c (Logitech USB Keyboard, serial number K1), not by 05e0: it may be")]
    [InlineData("05e0", "1200", null, "not by 05e0:1200:")]
    [InlineData("046d", "1200", null, "not by 046d:1200:")]
    [InlineData(null, "1200", null, "not by any maker:1200:")]
    [InlineData("046d", null, "S1", "not by 046d with serial number S1:")]
    public void A_persons_keyboard_behind_the_scanners_name_is_left_alone(
        string? vendor, string? product, string? serial, string words)
    {
        _inputs.PlugIn(2, "1-2", Keyboard, "K1", "Logitech USB Keyboard", FakeInputs.Keyboard);
        var port = _inputs.Link("usb-Sample_Scanner-event-kbd", 2);

        var problem = Refused(new()
        {
            Port = port,
            Vendors = vendor is null ? [] : [vendor],
            Product = product,
            Serial = serial,
        });

        Assert.StartsWith(port, problem, StringComparison.Ordinal);
        Assert.Contains(words, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void What_has_no_digits_and_no_Enter_is_no_wedge()
    {
        _inputs.PlugIn(2, "1-2", Scanner, null, "Sample Mouse", FakeInputs.Mouse);

        Assert.Contains(
            "is 05e0:1200 (Sample Mouse), which has no keys for digits and Enter",
            Refused(new() { Port = _inputs.Link("mouse", 2), Vendors = ["05e0"] }), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_input_device_is_no_wedge()
    {
        File.CreateSymbolicLink(_folder.File("link"), "/dev/null");

        Assert.Contains(
            "is no input device",
            Refused(new() { Port = _folder.File("link"), Vendors = ["05e0"] }), StringComparison.Ordinal);
    }

    // A folder has no device files of its own: that the scanner is meant shows in what is found wrong last.
    [Theory]
    [InlineData("05e0")]
    [InlineData(null)]
    public void The_scanner_behind_its_name_is_meant(string? vendor)
    {
        _inputs.PlugIn(2, "1-2", Scanner, "S1", "Scanner", FakeInputs.Keyboard);
        var port = _inputs.Link("usb-Sample_Scanner-event-kbd", 2);

        Assert.Equal(
            $"{port} is a file, not a device: correct port",
            Refused(new() { Port = port, Vendors = vendor is null ? [] : [vendor] }));
    }

    [Fact]
    public void What_can_not_be_grabbed_says_why()
    {
        using var nothing = File.OpenHandle("/dev/null");

        // ENOTTY: it knows no such request.
        Assert.Equal(25, InputDevice.TakeForItself(nothing));
    }

    [Fact]
    public async Task A_scanner_whose_writer_leaves_is_down_until_it_comes_back_under_another_name()
    {
        using var pipe = new KeyboardPipe(_folder);
        var scanner = ScanningSetup.Make(
            new ScannerOptions { Name = "front", Driver = "wedge", Port = pipe.Link },
            Samples.Clock(TimeProvider.System), NullLogger.Instance,
            new AttachedScannerOptions("front") { WatchInterval = TimeSpan.FromMilliseconds(10) });
        var codes = new ConcurrentQueue<string>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var running = scanner.RunAsync(
            (scan, _) =>
            {
                codes.Enqueue(scan.Symbol.Text);
                return ValueTask.CompletedTask;
            },
            stop.Token);
        await SaysAsync("is not there");

        pipe.PlugIn();
        await ScansAsync("Chợ Hàn");
        pipe.Unplug();
        await SaysAsync("went away");
        pipe.PlugIn();
        await ScansAsync("8936012345674");

        Assert.Contains(pipe.Node, scanner.Condition.Now.Message, StringComparison.Ordinal);
        Assert.Equal((1, 1), (scanner.Tally.Of(ScanFault.Unplugged), scanner.Tally.Faults));
        await stop.CancelAsync();
        await running;

        Task SaysAsync(string words) => Wait.UntilAsync(
            () => scanner.Condition.Now.Message.Contains(words, StringComparison.Ordinal), words);

        async Task ScansAsync(string code)
        {
            await Wait.UntilAsync(() => scanner.Condition.Now.Wellness == Wellness.Ok, "it listens");
            pipe.Send(Typist.Us.Text(code).Enter().Bytes);
            await Wait.UntilAsync(() => codes.Contains(code), code);
        }
    }

    [Fact]
    public void A_look_without_a_port_is_cheap_enough_for_twice_a_second()
    {
        for (var i = 0; i < 10; i++)
        {
            var keys = i < 4 ? FakeInputs.Keyboard : FakeInputs.Mouse;
            _inputs.PlugIn(3 * i, $"1-{i}", i == 3 ? Scanner : Keyboard, $"S{i}", "Device", keys, FakeInputs.MediaKeys,
                FakeInputs.MediaKeys);
        }
        var driver = Driver(new() { Vendors = ["05e0"] });
        var best = TimeSpan.MaxValue;
        for (var turn = 0; turn < 50; turn++)
        {
            var begun = TimeProvider.System.GetTimestamp();
            Assert.IsType<Search.Found>(driver.Find());
            var took = TimeProvider.System.GetElapsedTime(begun);
            best = took < best ? took : best;
        }

        TestContext.Current.SendDiagnosticMessage($"a look at 30 input devices took {best.TotalMilliseconds} ms");
        Assert.InRange(best, TimeSpan.Zero, TimeSpan.FromMilliseconds(10));
    }

    public void Dispose() => _folder.Dispose();

    private WedgeDriver Driver(ScannerOptions options) => new(options, Samples.Tally(), _inputs.Plugged);

    private string Found(ScannerOptions options) =>
        Assert.IsType<Search.Found>(Driver(options).Find()).Node.Path;

    private string Wrong(ScannerOptions options) => Assert.IsType<Search.Wrong>(Driver(options).Find()).Problem;

    private string Refused(ScannerOptions options)
    {
        var driver = Driver(options);
        var node = Assert.IsType<Search.Found>(driver.Find()).Node;
        var problem = driver.ProblemOf(node);
        // Whoever opens it without having asked is refused as well.
        Assert.Equal(problem, Assert.IsType<Opening.Refused>(driver.Open(node)).Problem);
        return Assert.IsType<string>(problem);
    }
}
