namespace DaNangTrace.Edge.Kiosk.Scanning.Framing;

/// <summary>
/// A code behind a byte that says how long it is: <c>[preamble] length data [suffix][ETX][terminator]</c>. Where
/// something stands behind the data by the settings, it must be there, or the length was another byte: then what
/// follows is skipped up to the terminator, or to a silence.
/// </summary>
internal sealed class CountedFrame(FrameFormat format, ScannerTally tally)
{
    // A byte counts to 255.
    private readonly byte[] _frame = new byte[format.Preamble.Length + 1 + byte.MaxValue];
    private readonly byte[] _trailer =
    [
        .. format.Suffix,
        // Once also where it is the terminator, too.
        .. format.Enveloped == true && format.Terminator is not [Bytes.EndOfText] ? [Bytes.EndOfText] : (byte[])[],
        .. format.Terminator,
    ];

    private int _length;
    private int _trailed;
    private Code? _pending;
    private bool _isTrailing;
    private bool _isLost;
    private bool _isNoise;

    /// <summary>Whether nothing of a code has come.</summary>
    public bool IsEmpty => _length == 0 && !_isTrailing && !_isLost;

    /// <summary>Takes one byte; a code if it ended one.</summary>
    public Code? Take(byte value)
    {
        if (_isLost)
            return Skip(value);
        return _isTrailing ? TakeTrailer(value) : TakeData(value);
    }

    /// <summary>
    /// The line went silent: a code without what should follow it is taken as it is, one that is not whole is dropped.
    /// </summary>
    public Code? EndBySilence()
    {
        var code = _pending;
        if (_isTrailing)
            tally.Count(ScanFault.Terminator);
        else if (_length > 0 && !_isLost)
            tally.Count(ScanFault.Length);
        Clear();
        return code;
    }

    /// <summary>Forgets what was begun.</summary>
    public void Clear()
    {
        (_length, _trailed, _pending) = (0, 0, null);
        (_isTrailing, _isLost, _isNoise) = (false, false, false);
    }

    private Code? TakeData(byte value)
    {
        _frame[_length++] = value;
        // A byte that can't begin the preamble is noise; what follows it may begin one.
        while (_length > 0 && !BeginsWithPreamble())
        {
            if (!_isNoise)
                tally.Count(ScanFault.Noise);
            _isNoise = true;
            _frame.AsSpan(1, --_length).CopyTo(_frame);
        }
        var header = format.Preamble.Length + 1;
        if (_length < header || _length < header + _frame[header - 1])
            return null;
        var data = _frame.AsSpan(header, _length - header);
        var code = data.IsEmpty ? null : Code.Of(format.ToSymbol(data, tally), "length");
        Clear();
        if (_trailer.Length == 0)
            return code;
        // An empty code has its trailer, too.
        (_pending, _isTrailing) = (code, true);
        return null;
    }

    private Code? TakeTrailer(byte value)
    {
        if (value != _trailer[_trailed])
        {
            tally.Count(ScanFault.Length);
            Clear();
            _isLost = true;
            return Skip(value);
        }
        if (++_trailed < _trailer.Length)
            return null;
        var code = _pending;
        Clear();
        return code;
    }

    // Up to what ends a code; without such an end up to a silence.
    private Code? Skip(byte value)
    {
        var end = _trailer.AsSpan();
        if (_length == end.Length)
            _frame.AsSpan(1, --_length).CopyTo(_frame);
        _frame[_length++] = value;
        if (_frame.AsSpan(0, _length).SequenceEqual(end))
            Clear();
        return null;
    }

    private bool BeginsWithPreamble()
    {
        var both = Math.Min(_length, format.Preamble.Length);
        return _frame.AsSpan(0, both).SequenceEqual(format.Preamble.AsSpan(0, both));
    }
}
