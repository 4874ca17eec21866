using DaNangTrace.Edge.Kiosk.Showing.Driving;
using DaNangTrace.Edge.Kiosk.Showing.Indicating;

namespace DaNangTrace.Edge.Kiosk.Showing;

/// <summary>
/// Drivers that are not the kiosk's own: a program that is built with Iot.Device.Bindings brings them along, by the
/// name that a configuration has for each.
/// </summary>
public sealed record FurtherDrivers
{
    /// <summary>None, as in a program that is built without.</summary>
    public static FurtherDrivers None { get; } = new();

    /// <summary>Those of displays.</summary>
    public IReadOnlyDictionary<string, Func<DisplayOptions, PanelDriver<Scene>>> Displays { get; init; } =
        new Dictionary<string, Func<DisplayOptions, PanelDriver<Scene>>>();

    /// <summary>Those of lamps and buzzers.</summary>
    public IReadOnlyDictionary<string, Func<IndicatorOptions, PanelDriver<Indication>>> Indicators { get; init; } =
        new Dictionary<string, Func<IndicatorOptions, PanelDriver<Indication>>>();

    /// <summary>The names of all of them.</summary>
    public IReadOnlyCollection<string> Names => [.. Displays.Keys, .. Indicators.Keys];
}
