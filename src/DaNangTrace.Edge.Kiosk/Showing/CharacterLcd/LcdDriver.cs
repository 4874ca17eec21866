using System.Device.I2c;
using System.Globalization;
using DaNangTrace.Edge.Kiosk.Scanning.Finding;
using DaNangTrace.Edge.Kiosk.Showing.Driving;

namespace DaNangTrace.Edge.Kiosk.Showing.CharacterLcd;

/// <summary>
/// Opens character LCDs on an I2C bus. Vietnamese is written without its marks, and other languages give way to
/// English.
/// </summary>
public sealed class LcdDriver : PanelDriver<Scene>
{
    /// <summary>The usual bus: that of a Raspberry Pi's pins.</summary>
    public const string UsualDevice = "/dev/i2c-1";

    /// <summary>Where a PCF8574 with its three address bridges open is.</summary>
    public const int UsualAddress = 0x27;

    private const string BusPrefix = "/dev/i2c-";

    // Errors of <errno.h> as System.Device.Gpio tells them in its messages.
    private const int NotPermitted = 1;
    private const int NoEntry = 2;
    private const int Denied = 13;
    private const int NoDevice = 19;

    private readonly TimeProvider _time;
    private readonly string _device;
    private readonly int _address;
    private readonly string _size;
    private readonly Func<ICharacterPanel> _open;

    /// <summary>Opens by System.Device.Gpio.</summary>
    /// <param name="options">Device, address, columns and rows.</param>
    /// <param name="time">When a panel moves.</param>
    public LcdDriver(DisplayOptions options, TimeProvider time)
        : this(options, time, () => I2cDevice.Create(SettingsOf(options)))
    {
    }

    /// <summary>Opens what another library drives.</summary>
    /// <param name="options">Device, address, columns and rows: for messages.</param>
    /// <param name="time">When a panel moves.</param>
    /// <param name="open">Opens it, blank and with backlight; a new one each time.</param>
    public LcdDriver(DisplayOptions options, TimeProvider time, Func<ICharacterPanel> open)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_time, _open) = (time, open);
        (_device, _address) = (options.Device ?? UsualDevice, options.Address ?? UsualAddress);
        _size = $"{options.Columns}x{options.Rows}";
    }

    /// <summary>Opens by what gives the bus's device.</summary>
    internal LcdDriver(
        DisplayOptions options, TimeProvider time, Func<I2cDevice> open, Action<TimeSpan>? pause = null)
        : this(options, time, () => Hd44780.Open(open(), options.Columns, options.Rows, pause))
    {
    }

    /// <inheritdoc/>
    public override string Where => $"{_device}, address 0x{_address:x2}";

    /// <summary>The settings for System.Device.Gpio: for adaptors to other libraries too.</summary>
    /// <exception cref="IOException">The device is no I2C bus.</exception>
    public static I2cConnectionSettings SettingsOf(DisplayOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new I2cConnectionSettings(BusOf(options.Device ?? UsualDevice), options.Address ?? UsualAddress);
    }

    /// <inheritdoc/>
    public override IPanel<Scene> Open() => new LcdPanel(_open(), $"{_size} at {Where}", _time);

    /// <inheritdoc/>
    public override string Explain(Exception trouble)
    {
        ArgumentNullException.ThrowIfNull(trouble);
        return trouble switch
        {
            LostCurrentException =>
                $"The LCD at {Where} was without current: check its wires VCC and GND, and the supply; "
                    + "it is set up anew by itself",
            NoBusException => $"{_device} is no I2C bus: correct device, as /dev/i2c-1 (ls /dev/i2c-* shows them)",
            UnauthorizedAccessException => MayNot(),
            IOException when ErrorOf(trouble) is { } error => error switch
            {
                NoEntry or NoDevice => $"{_device} is not there: switch I2C on (dtparam=i2c_arm=on in config.txt, "
                    + "module i2c-dev) and start the machine again, or plug its adapter in",
                NotPermitted or Denied => MayNot(),
                _ => $"Nothing answers on {Where} (error {error}): check the four wires VCC, GND, SDA, SCL, and the "
                    + $"address by i2cdetect -y {BusNumber()}; some backpacks are at 0x3f",
            },
            _ => $"The LCD at {Where} fails ({trouble.Message}): check its wires; it is tried again by itself",
        };
    }

    private string MayNot()
    {
        var user = SystemNames.OfUser((uint)SystemCalls.EffectiveUser());
        return $"{_device} may not be opened by user {user}: sudo usermod -aG i2c {user} and start dntrace again; "
            + $"a systemd unit needs DeviceAllow={_device} rw as well";
    }

    private string BusNumber() => _device.StartsWith(BusPrefix, StringComparison.Ordinal)
        ? _device[BusPrefix.Length..] : "N";

    // An adapter on USB gets another number each time; a link that a udev rule made names it.
    private static int BusOf(string device)
    {
        var path = File.Exists(device) ? File.ResolveLinkTarget(device, true)?.FullName ?? device : device;
        return path.StartsWith(BusPrefix, StringComparison.Ordinal)
            && int.TryParse(path.AsSpan(BusPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var bus)
            ? bus : throw new NoBusException();
    }

    // "Error 121 performing I2C data transfer.", "Error 2. Can not open I2C device file '/dev/i2c-1'."
    private static int? ErrorOf(Exception trouble)
    {
        const string Start = "Error ";
        if (!trouble.Message.StartsWith(Start, StringComparison.Ordinal))
            return null;
        var digits = trouble.Message.AsSpan(Start.Length);
        var end = digits.IndexOfAnyExceptInRange('0', '9');
        return int.TryParse(end < 0 ? digits : digits[..end], out var error) ? error : null;
    }

    private sealed class NoBusException() : IOException("no I2C bus");
}
