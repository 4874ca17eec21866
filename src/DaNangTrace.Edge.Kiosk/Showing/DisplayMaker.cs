using DaNangTrace.Edge.Kiosk.Identity;
using DaNangTrace.Edge.Kiosk.Showing.CharacterLcd;
using DaNangTrace.Edge.Kiosk.Showing.Driving;
using DaNangTrace.Edge.Kiosk.Showing.Framebuffer;
using DaNangTrace.Edge.Kiosk.Showing.Oled;
using DaNangTrace.Edge.Kiosk.Showing.Terminal;
using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Kiosk.Showing;

/// <summary>Makes the displays that need no browser. A new driver is one line here.</summary>
/// <param name="kiosk">Which kiosk it is.</param>
/// <param name="clock">The kiosk's.</param>
/// <param name="further">Drivers of the program's own.</param>
/// <param name="log">Tells of their life.</param>
internal sealed class DisplayMaker(KioskIdentity kiosk, KioskClock clock, FurtherDrivers further, ILogger log)
{
    /// <summary>The display that shows by the kiosk's page.</summary>
    public const string Web = "web";

    /// <summary>Makes all but the page; one without a name has its driver's, a second one of a kind its number, too.
    /// </summary>
    public IEnumerable<IDisplay> Make(IReadOnlyList<DisplayOptions> displays)
    {
        foreach (var (at, display) in displays.Index().Where(one => one.Item.Driver != Web))
        {
            var earlier = displays.Take(at).Count(one => one.Driver == display.Driver && one.Name is null);
            var name = display.Name ?? (earlier == 0 ? display.Driver : $"{display.Driver} {earlier + 1}");
            yield return new DrivenDisplay(name, DriverOf(display), clock.Time, log);
        }
    }

    private PanelDriver<Scene> DriverOf(DisplayOptions options) => options.Driver switch
    {
        "framebuffer" => new FrameDriver(options, kiosk, clock),
        "oled" => new OledDriver(options),
        "lcd" => new LcdDriver(options, clock.Time),
        "console" => new TerminalDriver(options, Environment.GetEnvironmentVariable("NO_COLOR") is null or ""),
        var driver when further.Displays.TryGetValue(driver, out var make) => make(options),
        var driver => throw new ArgumentOutOfRangeException(nameof(options), driver, "no such driver"),
    };
}
