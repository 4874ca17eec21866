using System.Device.Gpio;
using System.Device.Spi;

namespace DaNangTrace.Edge.Kiosk.Showing.Oled;

/// <summary>
/// An SSD1306 on four-wire SPI: a pin tells commands from points. Nothing answers on it, so whether the panel is there
/// can't be known.
/// </summary>
internal sealed class SpiOledBus : IOledBus
{
    // The kernel's own limit is 4096; a band is 128.
    private const int Most = 1024;

    private readonly SpiDevice _device;
    private readonly GpioController _pins;
    private readonly int _dataPin;

    /// <summary>Takes device and pins, and resets the panel where that pin is wired.</summary>
    public SpiOledBus(SpiDevice device, GpioController pins, int dataPin, int? resetPin)
    {
        (_device, _pins, _dataPin) = (device, pins, dataPin);
        pins.OpenPin(dataPin, PinMode.Output, PinValue.Low);
        if (resetPin is not { } reset)
            return;
        // The datasheet wants 3 µs low (8.9): a call of the kernel's takes longer.
        pins.OpenPin(reset, PinMode.Output, PinValue.Low);
        pins.Write(reset, PinValue.Low);
        pins.Write(reset, PinValue.High);
    }

    /// <inheritdoc/>
    public string Told =>
        $"/dev/spidev{_device.ConnectionSettings.BusId}.{_device.ConnectionSettings.ChipSelectLine}, where nobody "
        + "can tell whether it is plugged in";

    /// <inheritdoc/>
    public bool IsHeard => false;

    /// <inheritdoc/>
    public void Command(ReadOnlySpan<byte> commands) => Send(PinValue.Low, commands);

    /// <inheritdoc/>
    public void Data(ReadOnlySpan<byte> points) => Send(PinValue.High, points);

    /// <inheritdoc/>
    public bool? IsLit() => null;

    /// <inheritdoc/>
    public void Dispose()
    {
        _device.Dispose();
        _pins.Dispose();
    }

    private void Send(PinValue what, ReadOnlySpan<byte> bytes)
    {
        _pins.Write(_dataPin, what);
        for (; bytes.Length > 0; bytes = bytes[Math.Min(bytes.Length, Most)..])
            _device.Write(bytes[..Math.Min(bytes.Length, Most)]);
    }
}
