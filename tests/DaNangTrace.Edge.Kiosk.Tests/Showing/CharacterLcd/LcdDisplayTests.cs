using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Showing.CharacterLcd;
using DaNangTrace.Edge.Kiosk.Showing.Driving;
using DaNangTrace.Edge.Kiosk.Tests.Contracts;
using DaNangTrace.Edge.Kiosk.Tests.Kit;

namespace DaNangTrace.Edge.Kiosk.Tests.Showing.CharacterLcd;

public sealed class LargeLcdDisplayTests : LcdDisplayContract
{
    protected override DisplayRig Make() => new Rig(new DisplayOptions { Driver = "lcd", Columns = 20, Rows = 4 });
}

public sealed class SmallLcdDisplayTests : LcdDisplayContract
{
    protected override DisplayRig Make() => new Rig(new DisplayOptions { Driver = "lcd", Columns = 16, Rows = 2 });
}

public abstract class LcdDisplayContract : DisplayContract
{
    protected override bool IsText => true;

    private protected sealed class Rig(DisplayOptions options) : DrivenRig
    {
        private readonly Hd44780Model _model = new(options.Columns, options.Rows);

        protected override PanelDriver<Scene> Driver() =>
            new LcdDriver(options, Time, _model.Connect, _model.Pause);

        // What it can't show it has no light for.
        public override string Seen() => _model.IsLit ? string.Join('\n', _model.Lines()) : "";

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
