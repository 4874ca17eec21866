using System.Device.I2c;
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
        return new I2cConnectionSettings(
            I2cTrouble.NumberOf(options.Device ?? UsualDevice), options.Address ?? UsualAddress);
    }

    /// <inheritdoc/>
    public override IPanel<Scene> Open() => new LcdPanel(_open(), $"{_size} at {Where}", _time);

    /// <inheritdoc/>
    public override string Explain(Exception trouble) => I2cTrouble.Explain(
        "LCD", _device, $"0x{_address:x2}", "some backpacks are at 0x3f", trouble);
}
