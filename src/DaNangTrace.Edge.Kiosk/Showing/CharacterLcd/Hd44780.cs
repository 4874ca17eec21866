using System.Device.I2c;
using DaNangTrace.Edge.Kiosk.Showing.Driving;

namespace DaNangTrace.Edge.Kiosk.Showing.CharacterLcd;

/// <summary>
/// An HD44780 or one of its many twins behind a PCF8574, as on the usual backpack (HD44780U data sheet ADE-207-272(Z),
/// PCF8574 data sheet).
/// <para>Constraints: eight port bits are all there is, so the controller gets its bytes in two nibbles, each latched
/// when E falls. It executes most instructions in 37 us, a character in 41 us, and clears in 1.52 ms; nothing tells
/// when it is done, since to read it back takes longer than to wait.</para>
/// <para>Format: P0 RS (0 instruction, 1 character), P1 RW (always 0, write), P2 E, P3 backlight, P4 to P7 the nibble.
/// A nibble is two bytes of port, E high and E low; before the first one after RS changed goes one more with E low,
/// since RS has to be there 60 ns before E rises, and the port sets all its bits at once.</para>
/// <para>Operation: each byte of one I2C write is latched by the port as it comes, so a text goes in few transfers. At
/// 100 kHz, the port's highest clock by its data sheet, a byte takes 90 us: between the end of one instruction and the
/// first nibble of the next pass 180 us. Should a bus be set to 400 kHz, that is 45 us, still more than 41; a
/// controller whose clock is slow (190 kHz in place of 270) would be too slow for that.</para>
/// </summary>
internal sealed class Hd44780 : ICharacterPanel
{
    /// <summary>Bytes of one transfer: adapters from USB to I2C take no more (MCP2221 60, CP2112 61).</summary>
    public const int LongestTransfer = 60;

    private const byte Character = 0x01;
    private const byte Enable = 0x04;
    private const byte Backlight = 0x08;

    private const byte Clear = 0x01;
    private const byte EntryToTheRight = 0x06;
    private const byte DisplayOff = 0x08;
    private const byte DisplayOn = 0x0C;
    private const byte FourBitsTwoLines = 0x28;
    private const byte GlyphAddress = 0x40;
    private const byte CellAddress = 0x80;

    // An instruction of a lead byte, and two nibbles of two bytes.
    private const int LongestInstruction = 5;

    // Whole milliseconds, since Thread.Sleep drops what is less: 40 ms after power, 4.1 ms, 100 us and 1.52 ms by the
    // data sheet, the last a third longer where the clock is slow.
    private static readonly TimeSpan AfterPower = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan AfterFirstWake = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan AfterWake = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan AfterClear = TimeSpan.FromMilliseconds(3);

    private readonly I2cDevice _device;
    private readonly Action<TimeSpan> _pause;
    private readonly byte[] _transfer = new byte[LongestTransfer];
    private int _length;
    private byte _port;
    private bool _isBroken;
    private bool _isClosed;

    private Hd44780(I2cDevice device, int columns, int rows, Action<TimeSpan> pause) =>
        (_device, Columns, Rows, _pause) = (device, columns, rows, pause);

    /// <inheritdoc/>
    public int Columns { get; }

    /// <inheritdoc/>
    public int Rows { get; }

    /// <summary>Makes the controller ready, in whatever state it is: blank, with backlight.</summary>
    /// <param name="device">The PCF8574; is closed with this, and where it fails.</param>
    /// <param name="columns">16 or 20.</param>
    /// <param name="rows">2 or 4.</param>
    /// <param name="pause">Waits for so many whole milliseconds; null to sleep.</param>
    /// <exception cref="IOException">It does not answer.</exception>
    public static Hd44780 Open(I2cDevice device, int columns, int rows, Action<TimeSpan>? pause = null)
    {
        ArgumentNullException.ThrowIfNull(device);
        var panel = new Hd44780(device, columns, rows, pause ?? Sleep);
        try
        {
            panel.Begin();
            return panel;
        }
        catch
        {
            panel.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Write(int row, int column, ReadOnlySpan<byte> characters)
    {
        Send((byte)(CellAddress | AddressOf(row) + column), isCharacter: false);
        SendAll(characters);
    }

    /// <inheritdoc/>
    public void Define(int glyph, ReadOnlySpan<byte> rows)
    {
        Send((byte)(GlyphAddress | glyph * LcdEmblems.GlyphRows), isCharacter: false);
        SendAll(rows);
    }

    /// <summary>
    /// Reads the port: what was written low is low, unless it lost its current: then all of it is high. What was
    /// written high tells nothing, for who is wired to it may pull it down.
    /// </summary>
    public void Look()
    {
        var port = _device.ReadByte();
        if ((port & ~_port) == 0)
            return;
        _isBroken = true;
        throw new LostCurrentException();
    }

    /// <summary>Leaves it blank, off and dark, as far as it answers.</summary>
    public void Dispose()
    {
        if (_isClosed)
            return;
        _isClosed = true;
        try
        {
            // Where a transfer broke off, the controller may wait for the other half of a byte: only the light is sure.
            if (!_isBroken)
            {
                Send(Clear, isCharacter: false);
                Flush();
                _pause(AfterClear);
                Send(DisplayOff, isCharacter: false);
                Flush();
            }
            _length = 0;
            Put(0);
            Flush();
        }
        catch (IOException)
        {
            // It went away, and is dark.
        }
        finally
        {
            _device.Dispose();
        }
    }

    // By instruction, data sheet figure 24: right from any state, also from between two nibbles.
    private void Begin()
    {
        _pause(AfterPower);
        Put(Backlight);
        Nibble(0x30);
        Flush();
        _pause(AfterFirstWake);
        Nibble(0x30);
        Flush();
        _pause(AfterWake);
        Nibble(0x30);
        Flush();
        _pause(AfterWake);
        Nibble(0x20);
        Flush();
        _pause(AfterWake);
        Send(FourBitsTwoLines, isCharacter: false);
        Send(DisplayOff, isCharacter: false);
        Send(Clear, isCharacter: false);
        Flush();
        _pause(AfterClear);
        Send(EntryToTheRight, isCharacter: false);
        Send(DisplayOn, isCharacter: false);
        Flush();
    }

    // The third and fourth rows go on where the first and second end.
    private int AddressOf(int row) => (row & 1) * 0x40 + (row >> 1) * Columns;

    private void SendAll(ReadOnlySpan<byte> characters)
    {
        foreach (var character in characters)
            Send(character, isCharacter: true);
        Flush();
    }

    private void Send(byte value, bool isCharacter)
    {
        if (_length > LongestTransfer - LongestInstruction)
            Flush();
        var kind = (byte)(Backlight | (isCharacter ? Character : 0));
        if ((_port & Character) != (kind & Character))
            Put(kind);
        Nibble((byte)(value & 0xF0 | kind));
        Nibble((byte)(value << 4 | kind));
    }

    private void Nibble(byte port)
    {
        Put((byte)(port | Backlight | Enable));
        Put((byte)(port | Backlight));
    }

    private void Put(byte port) => _transfer[_length++] = _port = port;

    private void Flush()
    {
        if (_length == 0)
            return;
        try
        {
            _device.Write(_transfer.AsSpan(0, _length));
        }
        catch
        {
            _isBroken = true;
            throw;
        }
        _length = 0;
    }

#pragma warning disable RS0030 // The controller has no event to wait for, and its panel a thread of its own.
    private static void Sleep(TimeSpan time) => Thread.Sleep(time);
#pragma warning restore RS0030
}
