using DaNangTrace.Edge.Kiosk.Identity;
using DaNangTrace.Edge.Kiosk.Showing.CharacterLcd;
using DaNangTrace.Edge.Kiosk.Showing.Drawing;
using DaNangTrace.Edge.Kiosk.Showing.Driving;
using DaNangTrace.Edge.Kiosk.Showing.Framebuffer;
using DaNangTrace.Edge.Kiosk.Showing.Oled;
using DaNangTrace.Edge.Kiosk.Showing.Terminal;
using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Kiosk.Showing;

/// <summary>Makes the displays that need no browser. A new driver is one line here, its name in the schema, and a
/// profile.</summary>
/// <param name="kiosk">Which kiosk it is.</param>
/// <param name="showing">The displays, and the languages.</param>
/// <param name="clock">The kiosk's.</param>
/// <param name="pins">The board's pins.</param>
/// <param name="further">Drivers of the program's own.</param>
internal sealed class DisplayMaker(
    KioskIdentity kiosk, ShowingOptions showing, KioskClock clock, GpioPins pins, FurtherDrivers further)
{
    /// <summary>The display that shows by the kiosk's page.</summary>
    public const string Web = "web";

    /// <summary>Makes all but the page.</summary>
    /// <param name="log">Tells of their life.</param>
    public IEnumerable<DrivenDisplay> Make(ILogger log)
    {
        var displays = showing.Displays;
        var names = DisplayNames.Of(displays);
        foreach (var (at, display) in displays.Index().Where(one => one.Item.Driver != Web))
            yield return new DrivenDisplay(names[at], DriverOf(display), clock.Time, log);
    }

    private PanelDriver<Scene> DriverOf(DisplayOptions options) => options.Driver switch
    {
        "framebuffer" => new FrameDriver(options, new PicturePlace(kiosk, showing.Languages, options.ScannerAt), clock),
        "oled" => new OledDriver(options, pins),
        "lcd" => new LcdDriver(options, clock.Time),
        "console" => new TerminalDriver(options, Environment.GetEnvironmentVariable("NO_COLOR") is null or ""),
        var driver when further.Displays.TryGetValue(driver, out var make) => make(options),
        var driver => throw new ArgumentOutOfRangeException(nameof(options), driver, "no such driver"),
    };
}
