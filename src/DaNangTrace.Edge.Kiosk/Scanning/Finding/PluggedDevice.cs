namespace DaNangTrace.Edge.Kiosk.Scanning.Finding;

/// <summary>A device that is plugged in, as the kernel tells of it.</summary>
public sealed record PluggedDevice
{
    /// <summary>Its driver's name in the configuration: <c>serial</c>, <c>wedge</c> or <c>hidPos</c>.</summary>
    public required string Driver { get; init; }

    /// <summary>Its device file, for example <c>/dev/ttyACM0</c>: whichever number it got.</summary>
    public required string Path { get; init; }

    /// <summary>Vendor id, four hexadecimal digits in lower case; null for what has none, a line without USB.</summary>
    public string? Vendor { get; init; }

    /// <summary>Product id, four hexadecimal digits in lower case.</summary>
    public string? Product { get; init; }

    /// <summary>Its serial number; null where it has none.</summary>
    public string? Serial { get; init; }

    /// <summary>What it calls itself.</summary>
    public string? Name { get; init; }

    /// <summary>The USB device that this is an interface of: those of one device share it.</summary>
    public string? UsbDevice { get; init; }
}
