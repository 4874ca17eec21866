using System.Device.I2c;
using System.Device.Spi;
using System.Globalization;
using System.Text.RegularExpressions;
using DaNangTrace.Edge.Kiosk.Scanning.Finding;
using DaNangTrace.Edge.Kiosk.Showing.Driving;

namespace DaNangTrace.Edge.Kiosk.Showing.Oled;

/// <summary>Opens an SSD1306 of 128×64 points, on I2C or SPI.</summary>
internal sealed partial class OledDriver : PanelDriver<Scene>
{
    /// <summary>The usual bus: that of a Raspberry Pi's pins.</summary>
    public const string UsualDevice = "/dev/i2c-1";

    /// <summary>Where it is as it is sold; another solder bridge gives 0x3D.</summary>
    public const int UsualAddress = 0x3C;

    private const int SpiHertz = 8_000_000; // The datasheet allows 10 MHz.

    private readonly DisplayOptions _options;
    private readonly GpioPins _pins;
    private readonly Func<IOledBus> _connect;

    /// <summary>Drives the device that its settings name.</summary>
    public OledDriver(DisplayOptions options, GpioPins pins)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_options, _pins) = (options, pins);
        Where = options.Device ?? UsualDevice;
        _connect = Connect;
    }

    /// <summary>The same, on another bus.</summary>
    internal OledDriver(DisplayOptions options, GpioPins pins, Func<IOledBus> connect)
        : this(options, pins) => _connect = connect;

    /// <inheritdoc/>
    public override string Where { get; }

    /// <summary>The bus and chip of <c>/dev/spidevBUS.CHIP</c>; null for another device.</summary>
    public static (int Bus, int Chip)? SpiLineOf(string device) => SpiName().Match(device) is { Success: true } match
        ? (Number(match.Groups["bus"]), Number(match.Groups["chip"]))
        : null;

    /// <inheritdoc/>
    public override IPanel<Scene> Open()
    {
        var bus = _connect();
        var told = bus.Told;
        try
        {
            return new OledPanel(new Ssd1306(bus, _options.Rotation == 180), told);
        }
        catch
        {
            bus.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override string Explain(Exception trouble) => trouble switch
    {
        _ when MissingLibrary.OfSkia(trouble) is { } missing => missing,
        _ when SpiLineOf(Where) is null => I2cTrouble.Explain(
            "OLED", Where, $"0x{_options.Address ?? UsualAddress:x2}", "some panels are at 0x3d", trouble),
        _ when trouble is UnauthorizedAccessException
            || I2cTrouble.ErrorOf(trouble) is SystemCalls.NotPermitted or SystemCalls.Denied =>
            MissingRight.Of(Where, "spi,gpio", $"{Where} rw and DeviceAllow=char-gpiochip rw"),
        _ when !File.Exists(Where) =>
            $"{Where} is not there: switch SPI on (dtparam=spi=on in config.txt) and start the machine again",
        _ => $"The OLED at {Where} fails ({trouble.Message}): it is tried again by itself",
    };

    private IOledBus Connect()
    {
        if (SpiLineOf(Where) is not { } line)
            return new I2cOledBus(I2cDevice.Create(
                new I2cConnectionSettings(I2cTrouble.NumberOf(Where), _options.Address ?? UsualAddress)));
        var pins = _pins.Open();
        SpiDevice device;
        try
        {
            device = SpiDevice.Create(new SpiConnectionSettings(line.Bus, line.Chip)
            {
                ClockFrequency = SpiHertz,
                Mode = SpiMode.Mode0,
            });
        }
        catch
        {
            pins.Dispose();
            throw;
        }
        // A display on SPI without that pin was refused with the configuration.
        return SpiOledBus.Open(device, pins, _options.DataPin!.Value, _options.ResetPin);
    }

    private static int Number(Group digits) => int.Parse(digits.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^/dev/spidev(?<bus>\d{1,3})\.(?<chip>\d)$")]
    private static partial Regex SpiName();
}
