using DaNangTrace.Edge.Kiosk.Identity;
using DaNangTrace.Edge.Kiosk.Timing;

namespace DaNangTrace.Edge.Kiosk.Showing.Web;

/// <summary>What a page is greeted with.</summary>
internal sealed class PageGreeting(KioskIdentity identity, ShowingOptions options, KioskClock clock, PageKeys keys)
{
    /// <summary>The greeting of this moment.</summary>
    /// <param name="isLocal">
    /// Whether the page is on this machine. Elsewhere it looks on: its keys are not taken, so it gets no token, and
    /// shows none.
    /// </param>
    /// <param name="spoken">Languages that can be read aloud.</param>
    public Hello For(bool isLocal, IReadOnlyList<string> spoken)
    {
        var market = identity.Market;
        var panel = options.Displays.FirstOrDefault(one => one.Driver == "web") ?? new DisplayOptions();
        return new Hello(
            new HelloMarket(market.Id, market.Name, market.Contact, market.Colours, market.Logo is not null),
            identity.Address.Kiosk, clock.Zone.Id, options.Languages, options.SceneSeconds, identity.Version,
            clock.LocalNow, isLocal ? keys.Token : "",
            new HelloPanel(panel.Ppi, panel.Touch && isLocal, panel.ScannerAt))
        {
            Spoken = spoken,
        };
    }
}
