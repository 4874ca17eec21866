using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Showing.Driving;
using DaNangTrace.Edge.Kiosk.Showing.Oled;
using DaNangTrace.Edge.Kiosk.Tests.Contracts;
using DaNangTrace.Edge.Kiosk.Tests.Kit;

namespace DaNangTrace.Edge.Kiosk.Tests.Showing.Oled;

public sealed class SpiOledDisplayTests : DisplayContract
{
    protected override DisplayRig Make() => new Rig();

    private sealed class Rig : OledRig
    {
        private const int DataPin = 24;
        private const int ResetPin = 25;

        protected override PanelDriver<Scene> Driver()
        {
            var gpio = new MemoryGpio(Time);
            var pins = new GpioPins("the test's", gpio.Open);
            return new OledDriver(
                new DisplayOptions { Driver = "oled", Device = "/dev/spidev0.0", DataPin = DataPin }, pins,
                () => SpiOledBus.Open(new SpiWire(gpio, DataPin, Model.Connect()), pins.Open(), DataPin, ResetPin));
        }
    }
}
