using System.Device.Pwm;
using System.Globalization;
using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Showing.Indicating;
using Iot.Device.Buzzer;

namespace DaNangTrace.Edge.IotBindings;

/// <summary>A buzzer that sounds at the pitch of the pulses it is given, by Iot.Device.Buzzer.</summary>
/// <param name="options">Its channel and pitch.</param>
/// <param name="time">Times the pattern.</param>
internal sealed class BindingsBuzzerDriver(IndicatorOptions options, TimeProvider time) : SounderDriver(time)
{
    /// <inheritdoc/>
    public override string Where => string.Create(
        CultureInfo.InvariantCulture,
        $"channel {options.PwmChannel} of /sys/class/pwm/pwmchip{options.PwmChip}, {options.Hertz} Hz");

    /// <inheritdoc/>
    protected override ISounder OpenSounder() => Try(() => new Sounder(this, options));

    // The library's exceptions end here.
    private T Try<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException
            or ArgumentException or InvalidOperationException)
        {
            throw new IOException(
                $"{Where} can't be driven ({e.Message.TrimEnd('.')}): switch it on in the board's firmware "
                + "(Raspberry Pi: dtoverlay=pwm), and let the kiosk write to it",
                e);
        }
    }

    private sealed class Sounder : ISounder
    {
        private readonly BindingsBuzzerDriver _driver;
        private readonly int _hertz;
        private readonly Buzzer _buzzer;
        private bool _isOn;

        public Sounder(BindingsBuzzerDriver driver, IndicatorOptions options)
        {
            (_driver, _hertz) = (driver, options.Hertz);
            _buzzer = new Buzzer(PwmChannel.Create(options.PwmChip, options.PwmChannel, options.Hertz));
            try
            {
                // Whoever had it before may have left it on.
                _buzzer.StopPlaying();
            }
            catch
            {
                _buzzer.Dispose();
                throw;
            }
        }

        public void Sound(bool isOn) => _driver.Try(() =>
        {
            // Setting the pitch anew of what sounds already would be heard.
            if (isOn && !_isOn)
                _buzzer.StartPlaying(_hertz);
            else if (!isOn)
                _buzzer.StopPlaying();
            return _isOn = isOn;
        });

        public void Dispose() => _buzzer.Dispose();
    }
}
