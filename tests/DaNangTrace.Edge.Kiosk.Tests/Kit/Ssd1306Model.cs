using System.Device.I2c;

namespace DaNangTrace.Edge.Kiosk.Tests.Kit;

/// <summary>
/// A panel with an SSD1306 at the end of an I2C bus: it reads commands and points as the datasheet has them, counts
/// transfers, and can be unplugged, lose its current, and fail at any transfer. Safe for several threads.
/// </summary>
internal sealed class Ssd1306Model
{
    private const int Width = 128;
    private const int Bands = 8;

    private readonly Lock _gate = new();
    private readonly byte[] _memory = new byte[Width * Bands];
    private readonly Random _chance = new(1);
    private readonly Queue<byte> _commands = new();
    private (int First, int Last) _columns = (0, Width - 1);
    private (int First, int Last) _bands = (0, Bands - 1);
    private (int Column, int Band) _at;
    private bool _isLit;
    private bool _isHorizontal;
    private bool _isPlugged = true;
    private int? _failAt;

    public Ssd1306Model() => Power();

    /// <summary>Whether it answers when its status is asked for.</summary>
    public bool TellsStatus { get; init; } = true;

    /// <summary>Transfers, also those that failed.</summary>
    public int Transfers { get; private set; }

    /// <summary>Bytes, with those of the address.</summary>
    public int Bytes { get; private set; }

    /// <summary>Bytes of the longest transfer.</summary>
    public int Longest { get; private set; }

    /// <summary>Commands that it does not know.</summary>
    public List<byte> Strange { get; } = [];

    public bool IsLit => Locked(() => _isPlugged && _isLit);

    /// <summary>What a shopper sees, as the controller has it; nothing while it is dark.</summary>
    public byte[] Seen() => Locked<byte[]>(() => _isPlugged && _isLit ? [.. _memory] : []);

    public I2cDevice Connect() => new Handle(this);

    public void Unplug() => Locked(() => _isPlugged = false);

    public void PlugIn() => Locked(() =>
    {
        Power();
        return _isPlugged = true;
    });

    /// <summary>Its current is gone for a moment.</summary>
    public void Blink() => Locked(() =>
    {
        Power();
        return true;
    });

    /// <summary>The transfer after so many more fails, later ones do not.</summary>
    public void FailAfter(int transfers) => Locked(() => _failAt = Transfers + transfers + 1);

    private void Power()
    {
        _chance.NextBytes(_memory);
        (_isLit, _isHorizontal, _columns, _bands, _at) = (false, false, (0, Width - 1), (0, Bands - 1), (0, 0));
        _commands.Clear();
    }

    private T Locked<T>(Func<T> look)
    {
        lock (_gate)
            return look();
    }

    private void Transfer(int length)
    {
        Transfers++;
        Longest = Math.Max(Longest, length);
        if (!_isPlugged)
            throw new IOException("Error 121 performing I2C data transfer.");
        Bytes += length + 1;
        if (Transfers == _failAt)
            throw new IOException("Error 5 performing I2C data transfer.");
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            Transfer(bytes.Length);
            if (bytes[0] == 0x40)
            {
                foreach (var points in bytes[1..])
                    Put(points);
                return;
            }
            Assert.Equal(0x00, bytes[0]);
            foreach (var command in bytes[1..])
                _commands.Enqueue(command);
            while (_commands.TryPeek(out var next) && _commands.Count > ArgumentsOf(next))
                Do(_commands.Dequeue());
        }
    }

    private void Put(byte points)
    {
        Assert.True(_isHorizontal, "points came before the addressing mode");
        _memory[(_at.Band * Width) + _at.Column] = points;
        if (_at.Column++ < _columns.Last)
            return;
        _at = (_columns.First, _at.Band == _bands.Last ? _bands.First : _at.Band + 1);
    }

    private static int ArgumentsOf(byte command) => command switch
    {
        0x21 or 0x22 => 2,
        0x20 or 0x81 or 0x8D or 0xA8 or 0xD3 or 0xD5 or 0xD9 or 0xDA or 0xDB => 1,
        _ => 0,
    };

    private void Do(byte command)
    {
        switch (command)
        {
            case 0x20:
                _isHorizontal = _commands.Dequeue() == 0;
                break;
            case 0x21:
                _columns = (_commands.Dequeue(), _commands.Dequeue());
                _at.Column = _columns.First;
                break;
            case 0x22:
                _bands = (_commands.Dequeue(), _commands.Dequeue());
                _at.Band = _bands.First;
                break;
            case 0xAE or 0xAF:
                _isLit = command == 0xAF;
                break;
            case 0x40 or 0xA0 or 0xA1 or 0xA4 or 0xA6 or 0xC0 or 0xC8 or 0x2E or 0xE3:
                break;
            case var one when ArgumentsOf(one) == 1:
                _commands.Dequeue();
                break;
            default:
                Strange.Add(command);
                break;
        }
    }

    /// <summary>What a driver has of it.</summary>
    private sealed class Handle(Ssd1306Model model) : I2cDevice
    {
        public override I2cConnectionSettings ConnectionSettings { get; } = new(1, 0x3C);

        public override byte ReadByte() => model.Locked(() =>
        {
            model.Transfer(1);
            return (byte)(model.TellsStatus && model._isLit ? 0x03 : 0x43);
        });

        public override void Read(Span<byte> buffer) => buffer.Fill(ReadByte());

        public override void Write(ReadOnlySpan<byte> buffer) => model.Take(buffer);

        public override void WriteByte(byte value) => model.Take([value]);

        public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
        {
            Write(writeBuffer);
            Read(readBuffer);
        }
    }
}
