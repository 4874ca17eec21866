using System.Device.I2c;
using System.Device.Spi;

namespace DaNangTrace.Edge.Kiosk.Tests.Kit;

/// <summary>
/// Wires from an SPI bus and a pin to a model that listens on I2C: what a control byte says there, the pin says here.
/// Nobody answers on them: what is sent to a panel that is away goes nowhere, without an error.
/// </summary>
/// <param name="gpio">Where the pin is.</param>
/// <param name="dataPin">Tells commands from points.</param>
/// <param name="panel">What is at their end.</param>
internal sealed class SpiWire(MemoryGpio gpio, int dataPin, I2cDevice panel) : SpiDevice
{
    private const byte Commands = 0x00;
    private const byte Points = 0x40;

    public override SpiConnectionSettings ConnectionSettings { get; } = new(0, 0);

    public override void Read(Span<byte> buffer) => throw new NotSupportedException();

    public override void TransferFullDuplex(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer) =>
        throw new NotSupportedException();

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            panel.Write([gpio.IsHigh(dataPin) ? Points : Commands, .. buffer]);
        }
        catch (IOException)
        {
            // The panel is away, and the wires do not tell.
        }
    }
}
