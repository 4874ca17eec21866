using DaNangTrace.Edge.Kiosk.Showing.Driving;
using DaNangTrace.Edge.Kiosk.Showing.Telling;

namespace DaNangTrace.Edge.Kiosk.Showing.CharacterLcd;

/// <summary>
/// Scenes on a panel of characters, whoever drives that. It knows what the controller's memory holds and writes only
/// what changed: a bus of 100 kHz takes a third of a millisecond for each character.
/// </summary>
internal sealed class LcdPanel : IPanel<Scene>
{
    /// <summary>A panel that went away is to be noticed within a second.</summary>
    public static readonly TimeSpan LookPause = TimeSpan.FromSeconds(1);

    // A timer may ring a little early by another clock.
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(1);

    // To write one unchanged character takes less than to set another address.
    private const int CheapGap = 1;

    private readonly ICharacterPanel _panel;
    private readonly TimeProvider _time;
    private readonly long _began;
    // What the controller's memories hold.
    private readonly byte[][] _cells;
    private readonly byte[]?[] _glyphs = new byte[8][];
    private LcdFace? _face;
    private long _number;
    private RunningRow[] _rows = [];

    /// <summary>Takes a panel that was opened, and is blank; it is closed with this one.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="told">What it is, for <c>/health</c>.</param>
    /// <param name="time">When it moves.</param>
    public LcdPanel(ICharacterPanel panel, string told, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(panel);
        ArgumentNullException.ThrowIfNull(time);
        (_panel, Told, _time, _began) = (panel, told, time, time.GetTimestamp());
        _cells = [.. Enumerable.Range(0, panel.Rows).Select(_ => BlankRow())];
    }

    /// <inheritdoc/>
    public string Told { get; }

    /// <inheritdoc/>
    public TimeSpan Show(Scene value)
    {
        ArgumentNullException.ThrowIfNull(value);
        // What is written afterwards would hide that it was without current meanwhile.
        if (_face is not null)
            _panel.Look();
        var language = value.Language == "vi" ? "vi" : "en";
        var face = LcdFace.Of(FaceBuilder.Of(value, language), _panel.Columns, _panel.Rows);
        var before = _face is not null && _number == value.Number ? _rows : [];
        var now = Now;
        _rows = [.. face.Rows.Select((row, at) => at < before.Length && before[at].Row.IsSameAs(row)
            ? before[at] : new RunningRow(row, now))];
        (_face, _number) = (face, value.Number);
        Draw(face);
        return Due();
    }

    /// <inheritdoc/>
    public TimeSpan Turn()
    {
        _panel.Look();
        if (_face is null)
            return LookPause;
        var now = Now;
        foreach (var row in _rows)
            row.MoveOn(now);
        Draw(_face);
        return Due();
    }

    /// <summary>Closes the panel, which leaves it dark and blank: what stood there would soon be untrue.</summary>
    public void Dispose() => _panel.Dispose();

    private TimeSpan Now => _time.GetElapsedTime(_began);

    private TimeSpan Due()
    {
        var now = Now;
        var next = _rows.Where(row => row.Row.Frames.Count > 1).Select(row => row.Until - now)
            .Append(LookPause).Min();
        return next > ShortestPause ? next : ShortestPause;
    }

    private void Draw(LcdFace face)
    {
        // First: cells that show the emblem already would show half of another for longer.
        for (var glyph = 0; glyph < face.Glyphs.Count; glyph++)
        {
            if (_glyphs[glyph] is { } held && held.AsSpan().SequenceEqual(face.Glyphs[glyph]))
                continue;
            _panel.Define(glyph, face.Glyphs[glyph]);
            _glyphs[glyph] = face.Glyphs[glyph];
        }
        for (var row = 0; row < _panel.Rows; row++)
            Write(row, CellsOf(face, row));
    }

    private byte[] CellsOf(LcdFace face, int row)
    {
        var cells = BlankRow();
        if (row < face.EmblemSize)
        {
            for (var column = 0; column < face.EmblemSize; column++)
                cells[column] = (byte)(row * face.EmblemSize + column);
        }
        if (row < _rows.Length)
        {
            var text = _rows[row].Text;
            for (var at = 0; at < text.Length; at++)
                cells[_rows[row].Row.Column + at] = (byte)text[at];
        }
        return cells;
    }

    private void Write(int row, byte[] cells)
    {
        var held = _cells[row];
        for (var from = 0; from < cells.Length; from++)
        {
            if (cells[from] == held[from])
                continue;
            var last = from;
            for (var at = from + 1; at < cells.Length && at <= last + CheapGap + 1; at++)
            {
                if (cells[at] != held[at])
                    last = at;
            }
            _panel.Write(row, from, cells.AsSpan(from, last - from + 1));
            from = last;
        }
        _cells[row] = cells;
    }

    private byte[] BlankRow()
    {
        var row = new byte[_panel.Columns];
        Array.Fill(row, (byte)' ');
        return row;
    }

    /// <summary>A row, and where it is in its course.</summary>
    private sealed class RunningRow(LcdRow row, TimeSpan now)
    {
        private int _at;

        public LcdRow Row => row;

        public string Text => row.Frames[_at].Text;

        /// <summary>Until when its state stands.</summary>
        public TimeSpan Until { get; private set; } = now + row.Frames[0].Stands;

        // From now on, not from when it was due: what was late is to be read for as long.
        public void MoveOn(TimeSpan now)
        {
            if (row.Frames.Count == 1 || now < Until)
                return;
            _at = (_at + 1) % row.Frames.Count;
            Until = now + row.Frames[_at].Stands;
        }
    }
}
