using DaNangTrace.Edge.Kiosk.Tests.Contracts;
using DaNangTrace.Edge.Kiosk.Tests.Kit;

namespace DaNangTrace.Edge.Kiosk.Tests.Showing.Oled;

/// <summary>An OLED's model in the test's hand, whatever bus it is on.</summary>
internal abstract class OledRig : DrivenRig
{
    /// <summary>What is at the end of the wires.</summary>
    protected Ssd1306Model Model { get; } = new();

    public override string Seen() => Convert.ToHexString(Model.Seen());

    public override void Unplug()
    {
        base.Unplug();
        Model.Unplug();
    }

    public override void PlugIn()
    {
        Model.PlugIn();
        base.PlugIn();
    }
}
