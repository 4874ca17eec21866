using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Showing.Driving;
using DaNangTrace.Edge.Kiosk.Showing.Oled;
using DaNangTrace.Edge.Kiosk.Tests.Contracts;

namespace DaNangTrace.Edge.Kiosk.Tests.Showing.Oled;

public sealed class OledDisplayTests : DisplayContract
{
    protected override DisplayRig Make() => new Rig();

    private sealed class Rig : OledRig
    {
        protected override PanelDriver<Scene> Driver() => new OledDriver(
            new DisplayOptions { Driver = "oled" }, GpioPins.Of(null),
            () => new I2cOledBus(Model.Connect()));
    }
}
