using System.Device.I2c;
using System.Text;

namespace DaNangTrace.Edge.Kiosk.Tests.Kit;

/// <summary>
/// A panel on its backpack: the PCF8574's port with an HD44780 on it, at the end of a bus whose time is counted, not
/// waited for. It can be unplugged, lose its current, and fail at any transfer. Safe for several threads.
/// </summary>
internal sealed class Hd44780Model
{
    private const byte Character = 1;
    private const byte Read = 2;
    private const byte Enable = 4;
    private const byte Light = 8;

    private readonly Lock _gate = new();
    private readonly LcdController _controller;
    private readonly double _bit;
    private byte _port = 0xFF;
    private bool _isPlugged = true;
    private int? _failAt;

    /// <summary>A panel that has just got its current.</summary>
    public Hd44780Model(int columns = 20, int rows = 4, int clock = 100_000)
    {
        (Columns, Rows, _bit) = (columns, rows, 1e6 / clock);
        _controller = new LcdController(columns, rows, seed: 1);
        _controller.Power(0);
    }

    public int Columns { get; }

    public int Rows { get; }

    /// <summary>Microseconds since its first current.</summary>
    public double Now { get; private set; }

    /// <summary>Transfers, also those that failed.</summary>
    public int Transfers { get; private set; }

    /// <summary>Bytes, with those of the address.</summary>
    public int Bytes { get; private set; }

    /// <summary>Bytes of the longest transfer.</summary>
    public int Longest { get; private set; }

    /// <summary>Handles that are open.</summary>
    public int Open { get; private set; }

    public bool IsLit => Locked(() => _isPlugged && (_port & Light) != 0);

    public IReadOnlyList<string> Faults => Locked(() => _controller.Faults.ToList());

    public IReadOnlyList<byte> Characters => Locked(() => _controller.Characters.ToList());

    /// <summary>The bus's device, as <c>I2cDevice.Create</c> gives it: it looks at nobody.</summary>
    public I2cDevice Connect()
    {
        lock (_gate)
            Open++;
        return new Handle(this);
    }

    /// <summary>Time that the driver gives it.</summary>
    public void Pause(TimeSpan time)
    {
        lock (_gate)
            Now += Math.Floor(time.TotalMilliseconds) * 1000;
    }

    /// <summary>All four wires are pulled out.</summary>
    public void Unplug()
    {
        lock (_gate)
            _isPlugged = false;
    }

    public void PlugIn()
    {
        lock (_gate)
        {
            _isPlugged = true;
            LosePower();
        }
    }

    /// <summary>Its current is gone for a moment.</summary>
    public void Blink()
    {
        lock (_gate)
            LosePower();
    }

    /// <summary>The transfer after so many more breaks off in its middle, later ones do not; null for none.</summary>
    public void FailAfter(int? transfers)
    {
        lock (_gate)
            _failAt = Transfers + transfers + 1;
    }

    /// <summary>What a shopper sees; own glyphs as Greek letters from alpha on.</summary>
    public IReadOnlyList<string> Lines() => Locked(() => Enumerable.Range(0, Rows)
        .Select(row => string.Concat(CellsOf(row).Select(Sign))).ToList());

    /// <summary>The pixels of the cells that hold own glyphs, as they stand: none where there are none.</summary>
    public IReadOnlyList<string> Art() => Locked(() =>
    {
        var art = new List<string>();
        for (var row = 0; row < Rows; row++)
        {
            List<byte> glyphs = [.. CellsOf(row).Where(cell => cell < 8)];
            for (var line = 0; line < 8 && glyphs.Count > 0; line++)
            {
                var pixels = new StringBuilder();
                foreach (var glyph in glyphs)
                {
                    for (var column = 0; column < 5; column++)
                        pixels.Append(_controller.Pixel(glyph, line, column) ? '#' : '.');
                }
                art.Add(pixels.ToString());
            }
        }
        return art;
    });

    private IEnumerable<byte> CellsOf(int row) =>
        Enumerable.Range(0, Columns).Select(column => _controller.Cell(row, column));

    // Own glyphs as Greek letters, which a panel without Greek can't show.
    private static char Sign(byte cell) => cell < 8 ? (char)('α' + cell) : (char)cell;

    private void LosePower()
    {
        _port = 0xFF;
        _controller.Power(Now);
    }

    private void Transfer(int length, Action<int> each)
    {
        lock (_gate)
        {
            Transfers++;
            Longest = Math.Max(Longest, length);
            var isFailing = Transfers == _failAt;
            // The address is a byte too, and start and stop a bit each.
            Spend(_isPlugged ? 1 : 0, 2);
            if (!_isPlugged)
                throw new IOException("Error 121 performing I2C data transfer.");
            for (var at = 0; at < (isFailing ? length / 2 : length); at++)
            {
                Spend(1, 0);
                each(at);
            }
            if (isFailing)
                throw new IOException("Error 5 performing I2C data transfer.");
        }
    }

    private void Spend(int bytes, int bits)
    {
        Bytes += bytes;
        Now += (bytes * 9 + bits) * _bit;
    }

    private void Set(byte port)
    {
        var before = _port;
        _port = port;
        var (wasEnabled, isEnabled) = ((before & Enable) != 0, (port & Enable) != 0);
        if (!wasEnabled && isEnabled && (before & (Character | Read)) != (port & (Character | Read)))
            _controller.Faults.Add("RS is not there before E rises");
        if (!wasEnabled || isEnabled || (before & Read) != 0)
            return;
        if ((before | Enable) != (port | Enable))
            _controller.Faults.Add("the nibble goes away as E falls");
        _controller.Latch(before >> 4, (before & Character) != 0, Now);
    }

    private T Locked<T>(Func<T> look)
    {
        lock (_gate)
            return look();
    }

    /// <summary>What a driver has of it.</summary>
    private sealed class Handle(Hd44780Model model) : I2cDevice
    {
        private bool _isClosed;

        public override I2cConnectionSettings ConnectionSettings { get; } = new(1, 0x27);

        public override void Read(Span<byte> buffer)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            // A transfer that fails gives nothing.
            model.Transfer(buffer.Length, _ => { });
            buffer.Fill(model.Locked(() => model._port));
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            var bytes = buffer.ToArray();
            model.Transfer(bytes.Length, at => model.Set(bytes[at]));
        }

        public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer) =>
            throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (!_isClosed)
                model.Locked(() => model.Open--);
            _isClosed = true;
            base.Dispose(disposing);
        }
    }
}
