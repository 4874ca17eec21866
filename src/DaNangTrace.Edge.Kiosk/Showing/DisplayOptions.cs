namespace DaNangTrace.Edge.Kiosk.Showing;

/// <summary>One display.</summary>
public sealed class DisplayOptions
{
    /// <summary>Name of a file in <c>device-config/displays/</c>; null for none.</summary>
    public string? Profile { get; init; }

    /// <summary>Its name in messages; null for its driver's.</summary>
    public string? Name { get; init; }

    /// <summary>
    /// <c>web</c>: the page that the kiosk serves; <c>framebuffer</c>, <c>oled</c>, <c>lcd</c>, <c>console</c>: without
    /// a browser; <c>lcd-bindings</c>: by Iot.Device.Bindings, in a program that was built with them.
    /// </summary>
    public string Driver { get; init; } = "web";

    /// <summary>
    /// Its device: <c>/dev/fb0</c>, <c>/dev/i2c-1</c>, <c>/dev/spidev0.0</c>, <c>/dev/tty1</c>; <c>-</c> is the
    /// standard output. Null for the driver's usual one.
    /// </summary>
    public string? Device { get; init; }

    /// <summary>Where it is on its I2C bus, 3 to 119; null for the usual one of its kind.</summary>
    public int? Address { get; init; }

    /// <summary>Characters in a row of an LCD.</summary>
    public int Columns { get; init; } = 20;

    /// <summary>Rows of an LCD.</summary>
    public int Rows { get; init; } = 4;

    /// <summary>Pin that tells an OLED on SPI commands from data.</summary>
    public int? DataPin { get; init; }

    /// <summary>Pin that resets an OLED; null where it is not wired.</summary>
    public int? ResetPin { get; init; }

    /// <summary>How far its picture is turned clockwise: 0, 90, 180 or 270 degrees.</summary>
    public int Rotation { get; init; }

    /// <summary>Pixels of a file that stands for a framebuffer; a device tells its own.</summary>
    public int? Width { get; init; }

    /// <inheritdoc cref="Width"/>
    public int? Height { get; init; }

    /// <summary>Bits of a pixel of such a file: 16 or 32.</summary>
    public int Bits { get; init; } = 32;

    /// <summary>Bytes from a row of such a file to the next; null where they follow each other.</summary>
    public int? Stride { get; init; }

    /// <summary>The text console on the same panel, whose cursor is put out; null for none.</summary>
    public string? Console { get; init; }

    /// <summary>Pixels per inch of the panel: so that keys are as wide as a finger, and words as high as eyes need.
    /// </summary>
    public int Ppi { get; init; } = 170;

    /// <summary>Whether it can be touched; else it has no keys.</summary>
    public bool Touch { get; init; } = true;

    /// <summary>Where the scanner is, seen from the screen: <c>below</c>, <c>above</c>, <c>left</c>, <c>right</c>.
    /// </summary>
    public string ScannerAt { get; init; } = "below";
}
