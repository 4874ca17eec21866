using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Showing.Driving;
using DaNangTrace.Edge.Kiosk.Showing.Oled;
using DaNangTrace.Edge.Kiosk.Tests.Contracts;
using DaNangTrace.Edge.Kiosk.Tests.Kit;

namespace DaNangTrace.Edge.Kiosk.Tests.Showing.Oled;

public sealed class OledDisplayTests : DisplayContract
{
    protected override DisplayRig Make() => new Rig();

    private sealed class Rig : DrivenRig
    {
        private readonly Ssd1306Model _model = new();

        protected override PanelDriver<Scene> Driver() => new OledDriver(
            new DisplayOptions { Driver = "oled" }, GpioPins.Of(null),
            () => new I2cOledBus(_model.Connect()));

        public override string Seen() => Convert.ToHexString(_model.Seen());

        public override void Unplug()
        {
            base.Unplug();
            _model.Unplug();
        }

        public override void PlugIn()
        {
            _model.PlugIn();
            base.PlugIn();
        }
    }
}
