using System.Globalization;
using DaNangTrace.Edge.Kiosk.Showing.Driving;

namespace DaNangTrace.Edge.Kiosk.Showing.Indicating;

/// <summary>A buzzer that sounds by itself as long as its pin has current.</summary>
/// <param name="options">Its pin.</param>
/// <param name="pins">Where that is.</param>
/// <param name="time">Times the pattern.</param>
internal sealed class BuzzerDriver(IndicatorOptions options, GpioPins pins, TimeProvider time) : SounderDriver(time)
{
    // A buzzer without a pin was refused with the configuration.
    private readonly int _pin = options.Pin!.Value;

    /// <inheritdoc/>
    public override string Where => string.Create(CultureInfo.InvariantCulture, $"pin {_pin} of {pins.Where}");

    /// <inheritdoc/>
    protected override ISounder OpenSounder()
    {
        var open = pins.Open();
        try
        {
            open.Output(_pin, options.ActiveLow);
            return new Sounder(_pin, options.ActiveLow, open);
        }
        catch
        {
            open.Dispose();
            throw;
        }
    }

    private sealed class Sounder(int pin, bool isActiveLow, OpenPins open) : ISounder
    {
        public void Sound(bool isOn) => open.Write(pin, isOn != isActiveLow);

        public void Dispose() => open.Dispose();
    }
}
