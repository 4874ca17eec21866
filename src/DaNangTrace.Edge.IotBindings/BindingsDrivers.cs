using System.Device.I2c;
using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Showing.CharacterLcd;
using DaNangTrace.Edge.Kiosk.Showing.Driving;
using DaNangTrace.Edge.Kiosk.Showing.Indicating;

namespace DaNangTrace.Edge.IotBindings;

/// <summary>The drivers that Iot.Device.Bindings brings along. A new one is one line here.</summary>
public static class BindingsDrivers
{
    /// <summary>All of them, by the names that a configuration has for them.</summary>
    /// <param name="time">Times what they do.</param>
    public static FurtherDrivers All(TimeProvider time) => new()
    {
        Displays = new Dictionary<string, Func<DisplayOptions, PanelDriver<Scene>>>
        {
            ["lcd-bindings"] = options => new LcdDriver(
                options, time, () => BindingsCharacterPanel.Open(
                    I2cDevice.Create(LcdDriver.SettingsOf(options)), options.Columns, options.Rows)),
        },
        Indicators = new Dictionary<string, Func<IndicatorOptions, PanelDriver<Indication>>>
        {
            ["buzzer-bindings"] = options => new BindingsBuzzerDriver(options, time),
        },
    };
}
