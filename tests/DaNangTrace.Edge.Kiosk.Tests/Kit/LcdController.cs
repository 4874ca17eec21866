using DaNangTrace.Edge.Kiosk.Showing.CharacterLcd;

namespace DaNangTrace.Edge.Kiosk.Tests.Kit;

/// <summary>
/// An HD44780 by its data sheet, wired for four bits, with what is told to it wrongly in <see cref="Faults"/>: an
/// instruction before the last one is over, or a start in another order than the data sheet's.
/// </summary>
internal sealed class LcdController(int columns, int rows, int seed)
{
    // The longest by the data sheet, in microseconds at 270 kHz: of most, of a character, of clear and home.
    private const double Usual = 37;
    private const double Written = 41;
    private const double Cleared = 1520;

    // Before the first instruction after power, and after the first and second one of a start.
    private const double Powered = 40_000;
    private const double FirstWake = 4100;
    private const double SecondWake = 100;

    private readonly Random _chance = new(seed);
    private readonly byte[] _cells = new byte[80];
    private readonly byte[] _glyphs = new byte[64];
    private double _free;
    private int _wakes;
    private bool _isFourBits;
    private bool _isTwoLines;
    private bool _isRightward;
    private bool _isOn;
    private bool _isToGlyphs;
    private int _address;
    private int? _upper;

    /// <summary>What was told to it wrongly.</summary>
    public List<string> Faults { get; } = [];

    /// <summary>Characters that were written, since the last power.</summary>
    public List<byte> Characters { get; } = [];

    /// <summary>It begins as it does after power: with anything in its memories.</summary>
    public void Power(double now)
    {
        _chance.NextBytes(_cells);
        _chance.NextBytes(_glyphs);
        (_isFourBits, _isTwoLines, _isOn, _isToGlyphs, _isRightward) = (false, false, false, false, true);
        (_upper, _address, _wakes, _free) = (null, 0, 0, now + Powered);
        Characters.Clear();
    }

    /// <summary>E falls.</summary>
    public void Latch(int nibble, bool isCharacter, double now)
    {
        if (now < _free)
            Faults.Add($"a nibble {nibble:x} comes {_free - now:0} us too early");
        if (!_isFourBits)
        {
            // The lower lines are not wired, and read as low.
            Execute(nibble << 4, isCharacter, now);
            return;
        }
        if (_upper is not { } upper)
        {
            _upper = nibble;
            return;
        }
        _upper = null;
        Execute(upper << 4 | nibble, isCharacter, now);
    }

    /// <summary>What stands in a cell: blank while it is off.</summary>
    public byte Cell(int row, int column) =>
        _isOn ? _cells[IndexOf((row & 1) * 0x40 + (row >> 1) * columns + column)] : (byte)' ';

    /// <summary>A pixel of an own glyph.</summary>
    public bool Pixel(int glyph, int row, int column) =>
        (_glyphs[glyph * LcdEmblems.GlyphRows + row] >> (4 - column) & 1) == 1;

    private void Execute(int value, bool isCharacter, double now)
    {
        _free = now + (isCharacter ? Written : value is > 0 and <= 3 ? Cleared : Usual);
        if (isCharacter)
        {
            Store((byte)value);
            return;
        }
        if (_wakes < 3 && (value & 0xF0) != 0x30)
            Faults.Add($"instruction {value:x2} in place of start {_wakes + 1}");
        else if (!_isTwoLines && value < 0x20)
            Faults.Add($"instruction {value:x2} before it knows how many lines there are");
        if (value >= 0x80)
            (_address, _isToGlyphs) = (value & 0x7F, false);
        else if (value >= 0x40)
            (_address, _isToGlyphs) = (value & 0x3F, true);
        else if (value >= 0x20)
            Set(value, now);
        else if (value >= 0x10)
            Faults.Add("nobody is to shift");
        else if (value >= 0x08)
            _isOn = (value & 4) != 0;
        else if (value >= 0x04)
            _isRightward = value == 6;
        else if (value >= 0x02)
            (_address, _isToGlyphs) = (0, false);
        else if (value == 1)
        {
            Array.Fill(_cells, (byte)' ');
            (_address, _isToGlyphs, _isRightward) = (0, false, true);
        }
    }

    private void Set(int value, double now)
    {
        var isEight = (value & 0x10) != 0;
        if (isEight)
        {
            if (_wakes < 2)
                _free = now + (_wakes == 0 ? FirstWake : SecondWake);
            _wakes++;
        }
        // While it is still in eight bits only the upper half is there.
        if (_isFourBits && !isEight)
            _isTwoLines = (value & 8) != 0;
        _isFourBits = !isEight;
        if (_isTwoLines != rows > 1 && _isFourBits && value != 0x20)
            Faults.Add($"function set {value:x2} for {rows} rows");
    }

    private void Store(byte value)
    {
        if (_isToGlyphs)
        {
            _glyphs[_address & 0x3F] = value;
            _address = (_address + 1) & 0x3F;
            return;
        }
        if (!_isRightward)
            Faults.Add("characters from right to left");
        Characters.Add(value);
        _cells[IndexOf(_address)] = value;
        _address = _address switch { 0x27 => 0x40, 0x67 => 0, _ => _address + 1 };
    }

    private int IndexOf(int address)
    {
        var index = address >= 0x40 ? address - 0x40 + 40 : address;
        if (index is >= 0 and < 80 && address is < 0x28 or >= 0x40)
            return index;
        Faults.Add($"there is no cell {address:x2}");
        return 0;
    }
}
