using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Showing.Framebuffer;

namespace DaNangTrace.Edge.Kiosk.Configuring;

/// <summary>
/// What a configuration says of displays, lamps and buzzers that is no fault, and still not what somebody meant who
/// wrote it: settings without effect, and places where such a device never is.
/// </summary>
public static class DisplayHints
{
    private static readonly DisplayOptions UsualDisplay = new();
    private static readonly IndicatorOptions UsualIndicator = new();

    /// <summary>A sentence for each.</summary>
    public static IEnumerable<string> Of(ShowingOptions showing)
    {
        if (showing.Displays.Count == 0)
            yield return "showing.displays is empty: shoppers will see nothing.";
        foreach (var (at, display) in showing.Displays.Index())
        {
            foreach (var name in WithoutEffect(display))
                yield return $"showing.displays[{at}].{name} has no effect on {MeantBy(display, name)}: leave it out.";
            if (OfDevice(display) is { } device)
                yield return $"showing.displays[{at}].device: {device}";
            if (OfAddress(display) is { } address)
                yield return $"showing.displays[{at}].address: {address}";
        }
        foreach (var (at, indicator) in showing.Indicators.Index())
        {
            foreach (var name in WithoutEffect(indicator))
                yield return
                    $"showing.indicators[{at}].{name} has no effect on the driver {indicator.Driver}: leave it out.";
        }
    }

    private static IEnumerable<string> WithoutEffect(DisplayOptions display)
    {
        var effective = EffectiveOn(display);
        return Set(
            ("name", display.Name is not null && display.Driver == DisplayMaker.Web),
            ("device", display.Device != UsualDisplay.Device),
            ("address", display.Address != UsualDisplay.Address),
            ("columns", display.Columns != UsualDisplay.Columns),
            ("rows", display.Rows != UsualDisplay.Rows),
            ("dataPin", display.DataPin != UsualDisplay.DataPin),
            ("resetPin", display.ResetPin != UsualDisplay.ResetPin),
            ("width", display.Width != UsualDisplay.Width),
            ("height", display.Height != UsualDisplay.Height),
            ("bits", display.Bits != UsualDisplay.Bits),
            ("stride", display.Stride != UsualDisplay.Stride),
            ("console", display.Console != UsualDisplay.Console),
            ("ppi", display.Ppi != UsualDisplay.Ppi),
            ("touch", display.Touch != UsualDisplay.Touch),
            ("scannerAt", display.ScannerAt != UsualDisplay.ScannerAt)).Except(effective);
    }

    // A rotation without effect is a fault: the picture would stand on its head.
    private static IEnumerable<string> EffectiveOn(DisplayOptions display) => display.Driver switch
    {
        DisplayMaker.Web => ["ppi", "touch", "scannerAt"],
        "framebuffer" when IsFile(display) =>
            ["device", "width", "height", "bits", "stride", "console", "scannerAt"],
        "framebuffer" => ["device", "console", "scannerAt"],
        // Which bus was meant is to be told first.
        "oled" when OfDevice(display) is not null => ["device", "address", "dataPin", "resetPin"],
        "oled" when DisplayChecks.IsSpi(display) => ["device", "dataPin", "resetPin"],
        "oled" => ["device", "address"],
        "console" => ["device"],
        _ => ["device", "address", "columns", "rows"],
    };

    private static string MeantBy(DisplayOptions display, string setting) => display.Driver switch
    {
        "framebuffer" when setting is "width" or "height" or "bits" or "stride" =>
            $"{display.Device ?? FrameDevice.Usual}, which tells its own",
        "oled" => DisplayChecks.IsSpi(display) ? "an OLED on SPI" : "an OLED on I2C",
        var driver => $"the driver {driver}",
    };

    private static bool IsFile(DisplayOptions display) => FrameDevice.IsFile(display.Device ?? FrameDevice.Usual);

    private static IEnumerable<string> WithoutEffect(IndicatorOptions indicator) => Set(
        ("green", indicator.Green is not null),
        ("amber", indicator.Amber is not null),
        ("red", indicator.Red is not null),
        ("pin", indicator.Pin is not null),
        ("activeLow", indicator.ActiveLow),
        ("pwmChip", indicator.PwmChip != UsualIndicator.PwmChip),
        ("pwmChannel", indicator.PwmChannel != UsualIndicator.PwmChannel),
        ("hertz", indicator.Hertz != UsualIndicator.Hertz)).Except(indicator.Driver switch
        {
            "lamp" => ["green", "amber", "red", "activeLow"],
            "buzzer" => ["pin", "activeLow"],
            _ => ["pwmChip", "pwmChannel", "hertz"],
        });

    private static IEnumerable<string> Set(params (string Name, bool IsSet)[] settings) =>
        settings.Where(setting => setting.IsSet).Select(setting => setting.Name);

    // A link that a udev rule made is called as somebody liked.
    private static string? OfDevice(DisplayOptions display) => (display.Driver, display.Device) switch
    {
        (_, null) or ("console" or DisplayMaker.Web, _) => null,
        ("framebuffer", var device) when IsOf(device, "/dev/fb") || FrameDevice.IsFile(device) => null,
        ("oled", var device) when DisplayChecks.IsSpi(display) || IsOf(device, "/dev/i2c-") => null,
        ("lcd" or "lcd-bindings", var device) when IsOf(device, "/dev/i2c-") => null,
        (_, var device) when File.Exists(device) && File.ResolveLinkTarget(device, false) is not null => null,
        ("framebuffer", var device) => $"{device} is no framebuffer as /dev/fb0.",
        ("oled", var device) => $"{device} is neither an I2C bus as /dev/i2c-1 nor on SPI as /dev/spidev0.0.",
        (_, var device) => $"{device} is no I2C bus as /dev/i2c-1.",
    };

    private static bool IsOf(string device, string kind) => device.StartsWith(kind, StringComparison.Ordinal);

    // A PCF8574 and a PCF8574A have three address pins each, an SSD1306 has one (their data sheets: slave address).
    private static string? OfAddress(DisplayOptions display) => (display.Driver, display.Address) switch
    {
        (_, null) => null,
        ("lcd" or "lcd-bindings", not ((>= 0x20 and <= 0x27) or (>= 0x38 and <= 0x3F))) =>
            Told(display, "the chip behind an LCD is at 32 to 39 or 56 to 63; 0x27 is 39"),
        ("oled", not (0x3C or 0x3D)) when !DisplayChecks.IsSpi(display) =>
            Told(display, "an SSD1306 is at 60 or 61; 0x3C is 60"),
        _ => null,
    };

    // Boards and tools print such addresses in hexadecimal: 27 is mostly what they print for 39.
    private static string Told(DisplayOptions display, string usual) =>
        $"{display.Address} is 0x{display.Address:X2} in hexadecimal, and {usual}.";
}
