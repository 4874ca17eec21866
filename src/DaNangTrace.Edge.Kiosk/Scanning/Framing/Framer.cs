using System.Globalization;
using DaNangTrace.Edge.Gs1;

namespace DaNangTrace.Edge.Kiosk.Scanning.Framing;

/// <summary>
/// Cuts a stream of bytes into codes.
/// <para>Constraints: two quick scans never merge, a slow one is not cut by one pause, a code that is longer than any
/// carrier is dropped whole.</para>
/// <para>Format: <see cref="FrameFormat"/>.</para>
/// <para>Operation: a length, then the envelope, then the terminator, then silence ends a code. How long a silence must
/// be depends on what is known of the scanner (<see cref="Habit"/>): a single pause on the way of a code that has a
/// terminator to come cuts nothing, and a scanner without one is slow only at first. Two pauses within what should be
/// one code tell that the terminator was switched off: then it is cut where they were.</para>
/// </summary>
internal sealed class Framer : CodeDecoder
{
    private readonly FrameFormat _format;
    private readonly ScannerTally _tally;
    private readonly Habit _habit;
    private readonly CountedFrame? _counted;
    private readonly byte[] _frame;
    private int _length;
    private bool _isEnveloped;
    private bool _isOverlong;
    private bool _isNoise;
    private int _firstPause;
    private int _lastPause;

    /// <summary>Makes the framer of one scanner.</summary>
    public Framer(FrameFormat format, ScannerTally tally)
    {
        (_format, _tally) = (format, tally);
        _habit = new Habit(format);
        _counted = format.HasLengthByte ? new CountedFrame(format, tally) : null;
        // What stands around a code comes on top of the longest: preamble, suffix, terminator, ETX.
        var around = format.Preamble.Length + format.Suffix.Length + Math.Max(2, format.Terminator.Length) + 1;
        _frame = new byte[Symbol.MaxLength + around];
    }

    /// <inheritdoc/>
    public override TimeSpan IdleDue => _counted is { IsEmpty: false } ? Habit.Patient
        : _length == 0 && !_isOverlong && !_isEnveloped ? Timeout.InfiniteTimeSpan
        : IsLineDue && _habit.LineEnd < _habit.Patience ? _habit.LineEnd
        : IsPauseDue ? _habit.Pause
        : _habit.Patience;

    /// <summary>How many codes were begun and have ended, whatever became of them.</summary>
    public int Ended { get; private set; }

    private bool EndsByEnvelope => _format.Enveloped == true || (_isEnveloped && _habit.SendsEndOfText != false);

    // A code that begins with STX and stands at its line's end, of a scanner that has not sent ETX.
    private bool IsLineDue =>
        _format.Enveloped is null && _isEnveloped && _habit.SendsEndOfText is null && StandsAtEnd();

    // A second pause came, behind enough for another code.
    private bool IsSeveral => _firstPause > 0 && _lastPause >= _firstPause + Habit.ShortestTelling;

    private bool IsPauseDue =>
        _length != _lastPause && !_isOverlong && _habit.Pause != Timeout.InfiniteTimeSpan;

    /// <inheritdoc/>
    public override Code? Next(ref ReadOnlyMemory<byte> rest)
    {
        var bytes = rest.Span;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (Take(bytes[i]) is not { } code)
                continue;
            rest = rest[(i + 1)..];
            return code;
        }
        rest = default;
        return null;
    }

    /// <summary>Takes one byte; a code if it ended one.</summary>
    public Code? Take(byte value)
    {
        if (_counted is not null && (_isEnveloped || !_counted.IsEmpty || _format.Enveloped != true))
            return TakeCounted(value, _counted);
        if (_length == 0 && !_isEnveloped && IsOutside(value))
            return null;
        if (_isEnveloped && value == Bytes.StartOfText)
            return BeginAnew();
        if (_isEnveloped && value == Bytes.EndOfText)
        {
            _habit.SendsEndOfText = true;
            return EndByTerminator(0, "ETX");
        }
        if (_format.AnyLineEnd && !EndsByEnvelope && value is (byte)'\r' or (byte)'\n')
            return EndByTerminator(0, value == '\r' ? "CR" : "LF");
        Add(value);
        return !EndsByEnvelope && EndsWithTerminator()
            ? EndByTerminator(_format.Terminator.Length, _format.TerminatorName)
            : null;
    }

    /// <inheritdoc/>
    public override Code? EndBySilence() => TakePause() ? null : EndNow();

    /// <summary>
    /// Takes a silence as the first pause within a code, after which more is waited for; false where it ends the code.
    /// </summary>
    public bool TakePause()
    {
        if (_counted is not null || !IsPauseDue || IsLineDue)
            return false;
        _lastPause = _length;
        // A stray byte in front is no code.
        if (_firstPause == 0 && _length >= Habit.ShortestTelling)
            _firstPause = _length;
        return !IsSeveral;
    }

    /// <summary>Ends the code, or drops it: the silence was more than a pause.</summary>
    public Code? EndNow()
    {
        if (IsSeveral)
            return CutAtPause();
        if (_counted is not null)
        {
            var code = _counted.EndBySilence();
            Clear();
            return code;
        }
        if (_format.Enveloped == true)
        {
            // It was not whole: its own end is still missing.
            Drop();
            return null;
        }
        if (IsLineDue)
            return EndInLine();
        var silence = _habit.Patience;
        if (_habit.IsTerminating && _length > 0)
            _tally.Count(ScanFault.Terminator);
        _habit.FellSilent(_length);
        return End(0, SilenceOf(silence));
    }

    /// <inheritdoc/>
    public override void Reset()
    {
        Drop();
        // Another scanner may be plugged in then.
        _habit.Forget();
    }

    /// <summary>Forgets the code that was begun, whose fault is counted already.</summary>
    public void Clear()
    {
        Ended++;
        _counted?.Clear();
        _length = 0;
        _isEnveloped = false;
        _isOverlong = false;
        _isNoise = false;
        (_firstPause, _lastPause) = (0, 0);
    }

    /// <summary>What ended a code, in words.</summary>
    internal static string SilenceOf(TimeSpan silence) =>
        string.Create(CultureInfo.InvariantCulture, $"{silence.TotalMilliseconds:0} ms of silence");

    private void Drop()
    {
        if (_length > 0 || _isOverlong || _counted is { IsEmpty: false })
            _tally.Count(ScanFault.Incomplete);
        Clear();
    }

    // Between codes: STX opens one; what else may stand there is no part of it.
    private bool IsOutside(byte value)
    {
        if (_format.Enveloped != false && value == Bytes.StartOfText)
        {
            _isEnveloped = true;
            _isNoise = false;
            return true;
        }
        // The other half of a line end, a suffix behind the terminator or ETX: no product's code begins so.
        if (value is (byte)'\r' or (byte)'\n' or (byte)'\t' && !_format.Preamble.AsSpan().StartsWith([value]))
            return true;
        if (_format.Enveloped is null && value == Bytes.EndOfText)
        {
            _habit.SendsEndOfText = true;
            return true;
        }
        // NUL is what a line gives that is broken off. What else stands outside of an envelope is noise, too.
        if (value != 0 && _format.Enveloped != true)
            return false;
        // Counted once for each gap.
        if (value != ' ' && !_isNoise)
        {
            _isNoise = true;
            _tally.Count(ScanFault.Noise);
        }
        return true;
    }

    // STX, and the code before has not ended: it was cut off, or this scanner ends its codes without ETX.
    private Code? BeginAnew()
    {
        Code? code = null;
        if (_format.Enveloped is null && _habit.SendsEndOfText != true && StandsAtEnd())
            code = EndInLine();
        else
            Drop();
        _isEnveloped = true;
        return code;
    }

    // A scanner may send STX and no ETX. Where plain codes come, too, it may have been the code that began with STX.
    private Code? EndInLine()
    {
        if (!_habit.EndsInLine)
            _habit.SendsEndOfText = false;
        var isSet = EndsWithTerminator();
        var name = isSet ? _format.TerminatorName : _frame[_length - 1] == '\r' ? "CR" : "LF";
        return EndByTerminator(isSet ? _format.Terminator.Length : 0, name);
    }

    private bool StandsAtEnd() =>
        EndsWithTerminator() || (_length > 0 && _frame[_length - 1] is (byte)'\r' or (byte)'\n');

    private bool EndsWithTerminator() =>
        _format.Terminator.Length > 0 && _frame.AsSpan(0, _length).EndsWith(_format.Terminator);

    private Code? TakeCounted(byte value, CountedFrame counted)
    {
        var wasEmpty = counted.IsEmpty;
        var code = counted.Take(value);
        if (counted.IsEmpty && !wasEmpty)
            _isEnveloped = false;
        return code;
    }

    private void Add(byte value)
    {
        if (_length == _frame.Length)
        {
            // Of what is too long only the last bytes are kept: the terminator may have begun in them.
            _isOverlong = true;
            (_firstPause, _lastPause) = (0, 0);
            _length = _format.Terminator.Length;
            _frame.AsSpan(_frame.Length - _length).CopyTo(_frame);
        }
        _frame[_length++] = value;
    }

    private Code? EndByTerminator(int length, string name)
    {
        _habit.Terminated(isPlain: !_isEnveloped);
        return End(length, name);
    }

    // The second pause: what came before the first one was a code of its own, and what follows is due at once.
    private Code? CutAtPause()
    {
        _tally.Count(ScanFault.Terminator);
        var rest = _frame.AsSpan(_firstPause, _length - _firstPause).ToArray();
        _length = _firstPause;
        var code = End(0, SilenceOf(_habit.Pause));
        rest.CopyTo(_frame, 0);
        _length = rest.Length;
        _habit.LostTerminator();
        return code;
    }

    private Code? End(int terminatorLength, string endedBy)
    {
        // A scanner may send CR LF where CR is expected, another terminator than the one that is set, and ETX without
        // STX. No product's code ends in a tab or in a line end.
        var frame = _frame.AsSpan(0, _length - terminatorLength).TrimEnd("\r\n\t"u8);
        if (_format.Enveloped is null && !_isEnveloped && frame.EndsWith([Bytes.EndOfText]))
            frame = frame[..^1];
        Code? code = null;
        if (_isOverlong)
            _tally.Count(ScanFault.Overlong);
        else if (!frame.IsEmpty)
            code = Code.Of(_format.Unwrap(frame, _tally), endedBy);
        Clear();
        return code;
    }
}
