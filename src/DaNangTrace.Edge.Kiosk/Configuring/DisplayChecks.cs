using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Showing.CharacterLcd;
using DaNangTrace.Edge.Kiosk.Showing.Framebuffer;
using DaNangTrace.Edge.Kiosk.Showing.Oled;

namespace DaNangTrace.Edge.Kiosk.Configuring;

/// <summary>What the schema can't say of displays, lamps, buzzers and buttons.</summary>
internal static class DisplayChecks
{
    // What a driver of a program that is built with Iot.Device.Bindings ends in.
    private const string Bindings = "-bindings";

    /// <summary>Adds a fault for each thing that does not fit.</summary>
    /// <param name="showing">The section.</param>
    /// <param name="further">Names of the drivers that this program brings along.</param>
    /// <param name="faults">Where they are added.</param>
    public static void Check(ShowingOptions showing, IReadOnlyCollection<string> further, List<SettingFault> faults)
    {
        CheckDrivers("displays", showing.Displays.Select(display => display.Driver), further, faults);
        CheckDrivers("indicators", showing.Indicators.Select(indicator => indicator.Driver), further, faults);
        foreach (var (at, display) in showing.Displays.Index())
            CheckDisplay($"showing.displays[{at}]", display, faults);
        CheckDisplays(showing.Displays, faults);
        foreach (var (at, indicator) in showing.Indicators.Index())
            CheckIndicator($"showing.indicators[{at}]", indicator, faults);
        CheckPins(showing, faults);
    }

    private static void CheckDrivers(
        string list, IEnumerable<string> drivers, IReadOnlyCollection<string> further, List<SettingFault> faults)
    {
        foreach (var (at, driver) in drivers.Index())
        {
            if (driver.EndsWith(Bindings, StringComparison.Ordinal) && !further.Contains(driver))
                faults.Add(new($"showing.{list}[{at}].driver",
                    $"{driver} is not in this program: build it with "
                    + "dotnet publish src/DaNangTrace.Edge -p:UseIotDeviceBindings=true"
                    + (driver == "lcd-bindings" ? ", or use the driver lcd, which needs no package" : "")));
        }
    }

    private static void CheckDisplay(string path, DisplayOptions display, List<SettingFault> faults)
    {
        if (FaultOfDevice(display) is { } fault)
            faults.Add(new($"{path}.device", fault));
        if (display.Console is { } console && !console.StartsWith("/dev/tty", StringComparison.Ordinal))
            faults.Add(new($"{path}.console", $"{console} is no text console: expected one such as /dev/tty1"));
        if (display is { Driver: "oled", Rotation: 90 or 270 })
            faults.Add(new($"{path}.rotation", $"{display.Rotation} is not accepted for an OLED, expected 0 or 180"));
        if (display is { Driver: not ("framebuffer" or "oled"), Rotation: not 0 })
            faults.Add(new($"{path}.rotation",
                $"{display.Rotation} has no effect on the driver {display.Driver}: expected 0"));
        if (display is { Driver: "lcd" or "lcd-bindings", Columns: 16, Rows: 4 } or
            { Driver: "lcd" or "lcd-bindings", Columns: 20, Rows: 2 })
            faults.Add(new($"{path}.rows",
                $"{display.Columns}x{display.Rows} is not accepted for an LCD, expected 20x4 or 16x2"));
        if (display.DataPin is null && IsSpi(display))
            faults.Add(new($"{path}.dataPin", "missing, expected the pin that tells commands from data, on SPI"));
        if (display.Driver != "framebuffer" || !FrameDevice.IsFile(display.Device ?? FrameDevice.Usual))
            return;
        foreach (var (name, pixels) in new[] { ("width", display.Width), ("height", display.Height) })
        {
            if (pixels is null)
                faults.Add(new($"{path}.{name}",
                    $"missing, expected the pixels of the picture, since {display.Device} is a file and tells none"));
        }
        if (display.Width is { } width
            && (display.Stride < width * display.Bits / 8 || display.Stride % (display.Bits / 8) > 0))
            faults.Add(new($"{path}.stride",
                $"{display.Stride} bytes hold no row of {display.Width} pixels of {display.Bits} bits: expected "
                + $"{display.Width * display.Bits / 8} or more, in whole pixels"));
    }

    private static string? FaultOfDevice(DisplayOptions display) => (display.Driver, display.Device) switch
    {
        (_, null) => null,
        ("console", "-") => null,
        (_, ['/', ..]) => null,
        (_, var device) => $"{device} is no absolute path of a device or file",
    };

    private static void CheckDisplays(IReadOnlyList<DisplayOptions> displays, List<SettingFault> faults)
    {
        var (taken, places) = (new HashSet<string>(), new Dictionary<string, string>());
        var names = DisplayNames.Of(displays);
        foreach (var (at, display) in displays.Index())
        {
            var path = $"showing.displays[{at}]";
            var isNew = taken.Add(names[at]);
            if (!isNew && display.Driver != DisplayMaker.Web)
                faults.Add(new($"{path}.name", $"two displays are called {names[at]}: each needs a name of its own"));
            if (!places.TryAdd(PlaceOf(display), path))
                faults.Add(new(
                    display.Driver == DisplayMaker.Web ? $"{path}.driver" : $"{path}.device",
                    $"{PlaceOf(display)} is that of {places[PlaceOf(display)]} already: expected each once"));
        }
    }

    // Each page shows the same, by the settings of one.
    private static string PlaceOf(DisplayOptions display) => display.Driver switch
    {
        DisplayMaker.Web => "the kiosk's page",
        "framebuffer" => display.Device ?? FrameDevice.Usual,
        "console" => display.Device is null or "-" ? "the standard output" : display.Device,
        "oled" when IsSpi(display) => display.Device!,
        "oled" => $"{display.Device ?? OledDriver.UsualDevice}, address {display.Address ?? OledDriver.UsualAddress}",
        _ => $"{display.Device ?? LcdDriver.UsualDevice}, address {display.Address ?? LcdDriver.UsualAddress}",
    };

    /// <summary>Whether it is an OLED on SPI, not on I2C.</summary>
    public static bool IsSpi(DisplayOptions display) =>
        display is { Driver: "oled", Device: { } device } && OledDriver.SpiLineOf(device) is not null;

    private static void CheckIndicator(string path, IndicatorOptions indicator, List<SettingFault> faults)
    {
        if (indicator is { Driver: "lamp", Green: null, Amber: null, Red: null })
            faults.Add(new($"{path}.green", "missing, expected a pin for green, amber or red, or for more of them"));
        if (indicator is { Driver: "buzzer", Pin: null })
            faults.Add(new($"{path}.pin", "missing, expected the buzzer's pin"));
    }

    // Two that drive one pin work against each other, and one of them could even break.
    private static void CheckPins(ShowingOptions showing, List<SettingFault> faults)
    {
        var taken = new Dictionary<int, string>();
        foreach (var (path, pin) in Pins(showing))
        {
            if (!taken.TryAdd(pin, path))
                faults.Add(new(path, $"pin {pin} is that of {taken[pin]} already: expected another one"));
        }
    }

    private static IEnumerable<(string Path, int Pin)> Pins(ShowingOptions showing)
    {
        var all = showing.Displays.Index()
            .SelectMany(one => PinsOf($"showing.displays[{one.Index}]", one.Item))
            .Concat(showing.Indicators.Index()
                .SelectMany(one => PinsOf($"showing.indicators[{one.Index}]", one.Item)))
            .Append(("showing.languageButton.pin", showing.LanguageButton.Pin));
        foreach (var (path, pin) in all)
        {
            if (pin is { } number)
                yield return (path, number);
        }
    }

    private static IEnumerable<(string Path, int? Pin)> PinsOf(string path, DisplayOptions display) =>
        IsSpi(display) ? [($"{path}.dataPin", display.DataPin), ($"{path}.resetPin", display.ResetPin)] : [];

    // Of a lamp's and a buzzer's pins only their own count.
    private static IEnumerable<(string Path, int? Pin)> PinsOf(string path, IndicatorOptions indicator) =>
        indicator.Driver switch
        {
            "lamp" =>
            [
                ($"{path}.green", indicator.Green), ($"{path}.amber", indicator.Amber), ($"{path}.red", indicator.Red),
            ],
            "buzzer" => [($"{path}.pin", indicator.Pin)],
            _ => [],
        };
}
