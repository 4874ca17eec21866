using System.Device.I2c;
using System.Drawing;
using System.Text;
using DaNangTrace.Edge.Kiosk.Showing.CharacterLcd;
using DaNangTrace.Edge.Kiosk.Showing.Driving;
using Iot.Device.CharacterLcd;
using Controller = Iot.Device.CharacterLcd.Hd44780;

namespace DaNangTrace.Edge.IotBindings;

/// <summary>
/// An LCD behind a PCF8574 on an I2C bus, by Iot.Device.CharacterLcd: with 4-bit commands the library drives that
/// expander itself, wired as on the usual backpack. What it throws comes from the bus, and is explained by whoever
/// opened this.
/// </summary>
public sealed class BindingsCharacterPanel : ICharacterPanel
{
    // The expander's pin that is wired to the LCD's enable; low after each byte that the library wrote.
    private const byte Enable = 0b0100;

    private readonly I2cDevice _device;
    private readonly Controller _lcd;

    private BindingsCharacterPanel(I2cDevice device, Controller lcd) => (_device, _lcd) = (device, lcd);

    /// <inheritdoc/>
    public int Columns => _lcd.Size.Width;

    /// <inheritdoc/>
    public int Rows => _lcd.Size.Height;

    /// <summary>Makes an LCD ready: blank, with backlight.</summary>
    /// <param name="device">The PCF8574; is closed with this, and where it fails.</param>
    /// <param name="columns">16 or 20.</param>
    /// <param name="rows">2 or 4.</param>
    /// <exception cref="IOException">It does not answer.</exception>
    public static BindingsCharacterPanel Open(I2cDevice device, int columns, int rows)
    {
        ArgumentNullException.ThrowIfNull(device);
        try
        {
            var wires = LcdInterface.CreateI2c(device, uses8Bit: false);
            var lcd = (columns, rows) switch
            {
                (20, 4) => new Lcd2004(wires),
                (16, 2) => new Lcd1602(wires),
                _ => new Controller(new Size(columns, rows), wires),
            };
            // Again: the library cleared it, and waited for a shorter time than that takes.
            lcd.Clear();
            lcd.BacklightOn = true;
            return new BindingsCharacterPanel(device, lcd);
        }
        catch
        {
            device.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Write(int row, int column, ReadOnlySpan<byte> characters)
    {
        _lcd.SetCursorPosition(column, row);
        // The library makes one byte of each char: Latin-1 is just that.
        _lcd.Write(Encoding.Latin1.GetString(characters));
    }

    /// <inheritdoc/>
    public void Define(int glyph, ReadOnlySpan<byte> rows) => _lcd.CreateCustomCharacter(glyph, rows);

    /// <inheritdoc/>
    public void Look()
    {
        // An expander that was without current comes back with all its pins high.
        if ((_device.ReadByte() & Enable) != 0)
            throw new LostCurrentException();
    }

    /// <summary>
    /// Leaves it empty and dark, as far as it answers: words that stand still would say what is no longer true.
    /// </summary>
    public void Dispose()
    {
        try
        {
            _lcd.Clear();
            _lcd.BacklightOn = false;
        }
        catch (IOException)
        {
            // It went away, which was told.
        }
        finally
        {
            _lcd.Dispose();
            _device.Dispose();
        }
    }
}
