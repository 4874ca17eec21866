using System.Device.Spi;
using DaNangTrace.Edge.Kiosk.Showing.Driving;

namespace DaNangTrace.Edge.Kiosk.Showing.Oled;

/// <summary>
/// An SSD1306 on four-wire SPI: a pin tells commands from points. Nothing answers on it, so whether the panel is there
/// can't be known.
/// </summary>
internal sealed class SpiOledBus : IOledBus
{
    // The kernel's own limit is 4096; a band is 128.
    private const int MostBytes = 1024;

    private readonly SpiDevice _device;
    private readonly OpenPins _pins;
    private readonly int _dataPin;

    private SpiOledBus(SpiDevice device, OpenPins pins, int dataPin) =>
        (_device, _pins, _dataPin) = (device, pins, dataPin);

    /// <inheritdoc/>
    public string Told =>
        $"/dev/spidev{_device.ConnectionSettings.BusId}.{_device.ConnectionSettings.ChipSelectLine}, where nobody "
        + "can tell whether it is plugged in";

    /// <summary>Takes device and pins, and resets the panel where that pin is wired.</summary>
    /// <exception cref="IOException">A pin can't be had; both are given back.</exception>
    public static SpiOledBus Open(SpiDevice device, OpenPins pins, int dataPin, int? resetPin)
    {
        try
        {
            pins.Output(dataPin, isHigh: false);
            if (resetPin is { } reset)
            {
                pins.Output(reset, isHigh: false);
                // Again: the data sheet wants 3 us low (8.9), and each call of the kernel's takes longer.
                pins.Write(reset, isHigh: false);
                pins.Write(reset, isHigh: true);
            }
            return new SpiOledBus(device, pins, dataPin);
        }
        catch
        {
            pins.Dispose();
            device.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Command(ReadOnlySpan<byte> commands) => Send(isData: false, commands);

    /// <inheritdoc/>
    public void Data(ReadOnlySpan<byte> points) => Send(isData: true, points);

    /// <inheritdoc/>
    public bool? IsLit() => null;

    /// <inheritdoc/>
    public void Dispose()
    {
        _device.Dispose();
        _pins.Dispose();
    }

    private void Send(bool isData, ReadOnlySpan<byte> bytes)
    {
        _pins.Write(_dataPin, isData);
        for (; bytes.Length > 0; bytes = bytes[Math.Min(bytes.Length, MostBytes)..])
            _device.Write(bytes[..Math.Min(bytes.Length, MostBytes)]);
    }
}
