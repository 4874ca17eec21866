using System.Device.Spi;
using DaNangTrace.Edge.Kiosk.Showing.Driving;
using DaNangTrace.Edge.Kiosk.Showing.Oled;
using DaNangTrace.Edge.Kiosk.Tests.Kit;

namespace DaNangTrace.Edge.Kiosk.Tests.Showing.Oled;

public sealed class SpiOledTests
{
    private const int DataPin = 24;
    private const int ResetPin = 25;

    [Fact]
    public void On_spi_a_pin_tells_commands_from_points_and_nobody_tells_whether_it_is_there()
    {
        var gpio = new MemoryGpio(Samples.Time());
        var wire = new Wire(gpio);
        var pins = new GpioPins("the test's", gpio.Open);
        using (var controller = new Ssd1306(SpiOledBus.Open(wire, pins.Open(), DataPin, ResetPin), false))
        {
            Assert.True(controller.IsBlind);
            controller.Show(Enumerable.Repeat((byte)0x55, OledPages.Width * OledPages.Height / 8).ToArray());
            controller.Look();
        }
        Assert.Equal(1024, wire.Points);
        Assert.Equal(0xAE, wire.Commands[0]);
        // At its end it is dark.
        Assert.Equal(0xAE, wire.Commands[^1]);
        Assert.True(wire.ResetAtFirst);
        Assert.Equal(0, gpio.Controllers);
        // One that another program holds: nothing stays open, since it is tried again each second.
        gpio.Take(ResetPin);
        Assert.Throws<IOException>(() => SpiOledBus.Open(wire, pins.Open(), DataPin, ResetPin));
        Assert.Equal(0, gpio.Controllers);
    }

    private sealed class Wire(MemoryGpio gpio) : SpiDevice
    {
        public List<byte> Commands { get; } = [];

        public int Points { get; private set; }

        public bool? ResetAtFirst { get; private set; }

        public override SpiConnectionSettings ConnectionSettings { get; } = new(0, 0);

        public override void Read(Span<byte> buffer) => throw new NotSupportedException();

        public override void TransferFullDuplex(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer) =>
            throw new NotSupportedException();

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            ResetAtFirst ??= gpio.IsHigh(ResetPin);
            if (gpio.IsHigh(DataPin))
                Points += buffer.Length;
            else
                Commands.AddRange(buffer);
        }
    }
}
