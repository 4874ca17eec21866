using DaNangTrace.Edge.Kiosk.Showing;

namespace DaNangTrace.Edge.Kiosk.Configuring;

/// <summary>What the schema can't say of displays, lamps, buzzers and buttons.</summary>
internal static class DisplayChecks
{
    // What a driver of a program that is built with Iot.Device.Bindings ends in.
    private const string Bindings = "-bindings";

    /// <summary>Adds a fault for each thing that does not fit.</summary>
    /// <param name="showing">The section.</param>
    /// <param name="further">Names of the drivers that this program brings along.</param>
    /// <param name="faults">Where they are added.</param>
    public static void Check(ShowingOptions showing, IReadOnlyCollection<string> further, List<SettingFault> faults)
    {
        CheckDrivers("displays", showing.Displays.Select(display => display.Driver), further, faults);
        CheckDrivers("indicators", showing.Indicators.Select(indicator => indicator.Driver), further, faults);
        foreach (var (at, indicator) in showing.Indicators.Index())
            CheckIndicator($"showing.indicators[{at}]", indicator, faults);
        CheckPins(showing, faults);
    }

    private static void CheckDrivers(
        string list, IEnumerable<string> drivers, IReadOnlyCollection<string> further, List<SettingFault> faults)
    {
        foreach (var (at, driver) in drivers.Index())
        {
            if (driver.EndsWith(Bindings, StringComparison.Ordinal) && !further.Contains(driver))
                faults.Add(new($"showing.{list}[{at}].driver",
                    $"{driver} is not in this program: build it with "
                    + "dotnet publish src/DaNangTrace.Edge -p:UseIotDeviceBindings=true"));
        }
    }

    private static void CheckIndicator(string path, IndicatorOptions indicator, List<SettingFault> faults)
    {
        if (indicator is { Driver: "lamp", Green: null, Amber: null, Red: null })
            faults.Add(new($"{path}.green", "missing, expected a pin for green, amber or red, or for more of them"));
        if (indicator is { Driver: "buzzer", Pin: null })
            faults.Add(new($"{path}.pin", "missing, expected the buzzer's pin"));
    }

    // Two that drive one pin work against each other, and one of them could even break.
    private static void CheckPins(ShowingOptions showing, List<SettingFault> faults)
    {
        var taken = new Dictionary<int, string>();
        foreach (var (path, pin) in Pins(showing))
        {
            if (!taken.TryAdd(pin, path))
                faults.Add(new(path, $"pin {pin} is that of {taken[pin]} already: expected another one"));
        }
    }

    private static IEnumerable<(string Path, int Pin)> Pins(ShowingOptions showing)
    {
        var all = showing.Displays.Index()
            .SelectMany(one => PinsOf($"showing.displays[{one.Index}]", one.Item))
            .Concat(showing.Indicators.Index()
                .SelectMany(one => PinsOf($"showing.indicators[{one.Index}]", one.Item)))
            .Append(("showing.languageButton.pin", showing.LanguageButton.Pin));
        foreach (var (path, pin) in all)
        {
            if (pin is { } number)
                yield return (path, number);
        }
    }

    private static IEnumerable<(string Path, int? Pin)> PinsOf(string path, DisplayOptions display) =>
        [($"{path}.dataPin", display.DataPin), ($"{path}.resetPin", display.ResetPin)];

    // Of a lamp's and a buzzer's pins only their own count.
    private static IEnumerable<(string Path, int? Pin)> PinsOf(string path, IndicatorOptions indicator) =>
        indicator.Driver switch
        {
            "lamp" =>
            [
                ($"{path}.green", indicator.Green), ($"{path}.amber", indicator.Amber), ($"{path}.red", indicator.Red),
            ],
            "buzzer" => [($"{path}.pin", indicator.Pin)],
            _ => [],
        };
}
