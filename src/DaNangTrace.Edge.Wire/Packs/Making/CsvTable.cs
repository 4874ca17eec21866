using System.Text;

namespace DaNangTrace.Edge.Wire.Packs.Making;

/// <summary>One row of a CSV file.</summary>
/// <param name="Line">The line on which it begins, from 1: a quoted cell may hold line breaks.</param>
/// <param name="Cells">Its cells, without their quotes.</param>
/// <param name="Fault">What is wrong with it; empty where nothing is.</param>
public sealed record CsvRow(int Line, IReadOnlyList<string> Cells, string Fault = "");

/// <summary>
/// Reads CSV (RFC 4180), the header as its first row.
/// <para>Constraints: rows are bounded and read one by one, so that a file may have any size; UTF-8 is checked, since
/// a wrong letter would stand on the screen. No kept library was needed: the grammar is four rules.</para>
/// <para>Format: lines end with CRLF or LF; a byte order mark is passed over. Cells are parted by commas, or by
/// semicolons where the header has no comma, as spreadsheets write them where the comma is the decimal sign. A cell in
/// quotes may hold separators, line breaks and doubled quotes. Rows whose cells are all empty are passed over. Blanks
/// around a cell's value are cut off, no-break ones too: nobody sees them in a spreadsheet. A first line
/// <c>sep=;</c>, as Excel has it, says what parts the cells.</para>
/// <para>Operation: a row with a fault is handed out with it, and reading goes on; only a quote that nobody closes and
/// a row without end stop it, since nobody knows then where the next row begins.</para>
/// </summary>
public sealed class CsvTable
{
    private const int EndOfFile = -1;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private readonly Stream _stream;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly byte[] _row;
    private int _at;
    private int _filled;
    private int _line = 1;
    private int _used;
    private string _fault = "";
    private bool _isBroken;

    /// <summary>Begins to read.</summary>
    /// <param name="stream">The file; it stays open.</param>
    /// <param name="maxRow">Bytes of a row's cells, at most.</param>
    public CsvTable(Stream stream, int maxRow = PackLimit.MaxLine)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _stream = stream;
        _row = new byte[maxRow];
        _filled = stream.ReadAtLeast(_buffer, _buffer.Length, throwOnEndOfStream: false);
        if (_buffer.AsSpan(0, _filled).StartsWith(Encoding.UTF8.Preamble))
            _at = Encoding.UTF8.Preamble.Length;
        var header = FirstLine();
        if (header.Length > 4 && Ascii.EqualsIgnoreCase(header[..4], "sep="u8))
        {
            // Excel's own way to say what stands between the cells; the header is behind it.
            Separator = (char)header[4];
            _at = Math.Min(_filled, _at + _buffer.AsSpan(_at, _filled - _at).IndexOf((byte)'\n') + 1);
            _line = 2;
        }
        else
            Separator = header.Contains((byte)',') ? ','
                : header.Contains((byte)';') ? ';'
                : header.Contains((byte)'\t') ? '\t'
                : ',';
        FormFault = Separator switch
        {
            ',' or ';' => "",
            '\t' => "the columns are separated by tabs: save the table with commas",
            var other => $"the columns are separated by {other}: save the table with commas",
        };
    }

    private enum End
    {
        Cell,
        Row,
        File,
    }

    /// <summary>What stands between cells.</summary>
    public char Separator { get; }

    /// <summary>Why it is no CSV at all, though its rows could be told apart; empty where it is.</summary>
    public string FormFault { get; }

    /// <summary>The rows from here on. All have as many cells as the first, or say so as their fault.</summary>
    public IEnumerable<CsvRow> Rows()
    {
        var width = 0;
        while (!_isBroken && Peek() != EndOfFile)
        {
            var row = Next(width);
            if (row.Fault.Length == 0)
            {
                if (row.Cells.All(cell => cell.Length == 0))
                    continue;
                if (width > 0 && row.Cells.Count != width)
                    row = row with { Fault = $"{row.Cells.Count} cells, the header has {width}" };
            }
            if (width == 0)
                width = row.Cells.Count;
            yield return row;
        }
    }

    private ReadOnlySpan<byte> FirstLine()
    {
        var text = _buffer.AsSpan(_at, _filled - _at);
        var end = text.IndexOf((byte)'\n');
        return (end < 0 ? text : text[..end]).TrimEnd((byte)'\r');
    }

    private CsvRow Next(int width)
    {
        var (line, cells) = (_line, new List<string>(width));
        (_used, _fault) = (0, "");
        End end;
        do
        {
            var from = _used;
            end = Peek() == '"' ? Quoted() : Plain();
            cells.Add(TextOf(from, cells.Count + 1));
        }
        while (end == End.Cell && !_isBroken);
        return new CsvRow(line, cells, _fault);
    }

    private End Plain()
    {
        while (true)
        {
            var c = Take();
            if (EndAt(c) is { } end)
                return end;
            if (c == '"')
                Blame("a quote inside of a cell: the cell has to stand in quotes, and this one twice");
            Keep(c);
            if (_isBroken)
                return End.Row;
        }
    }

    private End Quoted()
    {
        Take();
        while (true)
        {
            var c = Take();
            if (c == EndOfFile)
            {
                Break("a quote is opened and never closed");
                return End.File;
            }
            if (c == '"')
            {
                if (Peek() != '"')
                    break;
                Take();
            }
            Keep(c);
            if (_isBroken)
                return End.Row;
        }
        if (EndAt(Take()) is { } end)
            return end;
        Blame("something stands behind a closing quote");
        return Plain();
    }

    private End? EndAt(int c)
    {
        if (c == '\r' && Peek() == '\n')
            c = Take();
        return c == Separator ? End.Cell : c == '\n' ? End.Row : c == EndOfFile ? End.File : null;
    }

    private string TextOf(int from, int column)
    {
        try
        {
            return Strict.GetString(_row, from, _used - from).Trim();
        }
        catch (DecoderFallbackException)
        {
            Blame($"column {column} is no UTF-8: save the file as UTF-8");
            return "";
        }
    }

    private void Keep(int c)
    {
        if (_used == _row.Length)
            Break($"a row of more than {_row.Length} bytes: perhaps a quote is not closed");
        else
            _row[_used++] = (byte)c;
    }

    private void Blame(string fault)
    {
        if (_fault.Length == 0)
            _fault = fault;
    }

    private void Break(string fault)
    {
        Blame($"{fault}; nothing behind it was read");
        _isBroken = true;
    }

    private int Peek()
    {
        if (_at == _filled)
        {
            (_at, _filled) = (0, _stream.Read(_buffer));
            if (_filled == 0)
                return EndOfFile;
        }
        return _buffer[_at];
    }

    private int Take()
    {
        var c = Peek();
        if (c != EndOfFile)
            _at++;
        if (c == '\n')
            _line++;
        return c;
    }
}
