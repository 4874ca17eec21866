namespace DaNangTrace.Edge.Kiosk.Scanning.Scripted;

/// <summary>
/// Lines of a stream as raw bytes: a line ends at LF, one CR before it is dropped, the last line needs no LF.
/// A line longer than the limit is skipped to its LF without being kept.
/// </summary>
/// <param name="input">Read in pieces as they come; not disposed here.</param>
/// <param name="limit">The most bytes of a line, without what ends it.</param>
public sealed class LineSource(Stream input, int limit)
{
    private readonly byte[] _buffer = new byte[8192];
    private readonly byte[] _line = new byte[limit + 1];
    private int _at;
    private int _end;
    private bool _isOver;

    /// <summary>Whether the next line can be had only by reading the stream, which may wait.</summary>
    public bool WouldWait => Array.IndexOf(_buffer, (byte)'\n', _at, _end - _at) < 0;

    /// <summary>
    /// The next line; false at the end of the stream. The line is valid until the next call, and empty where
    /// <paramref name="isTooLong"/>.
    /// </summary>
    public bool TryRead(out ReadOnlySpan<byte> line, out bool isTooLong)
    {
        var length = 0;
        var isThere = false;
        isTooLong = false;
        while (_at < _end || Fill())
        {
            isThere = true;
            var rest = _buffer.AsSpan(_at, _end - _at);
            var end = rest.IndexOf((byte)'\n');
            var piece = end < 0 ? rest : rest[..end];
            _at += piece.Length + (end < 0 ? 0 : 1);
            // One byte above the limit has room: it may be the CR that does not count.
            if (piece.Length > _line.Length - length)
                isTooLong = true;
            if (!isTooLong)
            {
                piece.CopyTo(_line.AsSpan(length));
                length += piece.Length;
            }
            if (end >= 0)
            {
                if (length > 0 && _line[length - 1] == '\r')
                    length--;
                break;
            }
        }
        isTooLong |= length > limit;
        line = isTooLong ? [] : _line.AsSpan(0, length);
        return isThere;
    }

    private bool Fill()
    {
        // Asked once more after its end, a terminal would wait for more.
        if (_isOver)
            return false;
        _at = 0;
        _end = input.Read(_buffer);
        _isOver = _end == 0;
        return !_isOver;
    }
}
