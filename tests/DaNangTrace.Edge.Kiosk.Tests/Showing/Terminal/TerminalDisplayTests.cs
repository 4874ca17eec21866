using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Showing.Driving;
using DaNangTrace.Edge.Kiosk.Showing.Terminal;
using DaNangTrace.Edge.Kiosk.Tests.Contracts;
using DaNangTrace.Edge.Kiosk.Tests.Kit;

namespace DaNangTrace.Edge.Kiosk.Tests.Showing.Terminal;

public sealed class TerminalDisplayTests : DisplayContract
{
    protected override bool IsText => true;

    protected override bool KeepsAll => true;

    protected override DisplayRig Make() => new Rig();

    private sealed class Rig : DrivenRig
    {
        private readonly TempFolder _folder = new();
        private readonly string _file;

        public Rig() => File.WriteAllText(_file = _folder.File("terminal"), "");

        protected override PanelDriver<Scene> Driver() =>
            new TerminalDriver(new DisplayOptions { Driver = "console", Device = _file }, mayColour: true);

        public override string Seen() => File.ReadAllText(_file);

        public override void Dispose()
        {
            base.Dispose();
            _folder.Dispose();
        }
    }
}
