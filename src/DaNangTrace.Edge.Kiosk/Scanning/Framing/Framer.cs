namespace DaNangTrace.Edge.Kiosk.Scanning.Framing;

/// <summary>
/// Cuts a stream of bytes into codes.
/// <para>Constraints: two quick scans never merge, a slow one is not cut by one pause, a code that is longer than any
/// carrier is dropped whole. A code may hold any byte, STX and ETX too: whoever prints it must not spoil those that
/// others scan.</para>
/// <para>Format: <see cref="FrameFormat"/>.</para>
/// <para>Operation: a length, then the envelope, then the terminator, then silence ends a code. How long a silence must
/// be depends on what is known of the scanner (<see cref="Habit"/>): a single pause on the way of a code that has a
/// terminator to come cuts nothing, and a scanner without one is slow only at first. Two pauses within what should be
/// one code tell that the terminator was switched off: then it is cut where they were. What begins with STX and never
/// gets its ETX is cut at its line ends.</para>
/// </summary>
internal sealed class Framer : CodeDecoder
{
    private readonly FrameFormat _format;
    private readonly ScannerTally _tally;
    private readonly Habit _habit;
    private readonly CountedFrame? _counted;
    private readonly FrameBuffer _frame;
    private readonly Pauses _pauses = new();
    private readonly Queue<Code> _ready = new();
    private bool _isEnveloped;
    private bool _isNoise;

    /// <summary>Makes the framer of one scanner.</summary>
    public Framer(FrameFormat format, ScannerTally tally)
    {
        (_format, _tally) = (format, tally);
        _habit = new Habit(format);
        _counted = format.HasLengthByte ? new CountedFrame(format, tally) : null;
        _frame = new FrameBuffer(format);
    }

    /// <inheritdoc/>
    public override TimeSpan IdleDue => _ready.Count > 0 ? TimeSpan.Zero
        : _counted is { IsEmpty: false } ? Habit.Patient
        : !HasBegun ? Timeout.InfiniteTimeSpan
        : IsLineDue ? _habit.LineEnd
        : IsPauseDue ? _habit.Pause
        : _habit.Patience;

    /// <summary>Whether the code that has begun has a hole: it ends as any other, and is not handed on.</summary>
    public bool IsSpoilt { get; private set; }

    private bool HasBegun => _frame.Length > 0 || _frame.IsOverlong || _isEnveloped || _counted is { IsEmpty: false };

    // Where a terminator ends codes, STX and ETX within one are its own.
    private bool MayBeEnveloped => _format.Enveloped != false && (_isEnveloped || !_habit.EndsInLine);

    // A code that begins with STX and stands at a line's end, where codes end with their lines.
    private bool IsLineDue => _format.Enveloped is null && _isEnveloped && _habit.EndsInLine && StandsAtEnd();

    private bool IsPauseDue =>
        !_frame.IsOverlong && _pauses.Last != _frame.Length && _habit.Pause != Timeout.InfiniteTimeSpan;

    /// <inheritdoc/>
    public override Code? Next(ref ReadOnlyMemory<byte> rest)
    {
        if (TakeReady() is { } ready)
            return ready;
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

    /// <summary>A code that stands ready behind another one; null for none.</summary>
    public Code? TakeReady() => _ready.TryDequeue(out var ready) ? ready : null;

    /// <summary>Takes one byte; a code if it ended one. A second one that it ended stands ready then.</summary>
    public Code? Take(byte value)
    {
        if (_counted is not null && (_isEnveloped || !_counted.IsEmpty || _format.Enveloped != true))
            return TakeCounted(value, _counted);
        if (_frame.Length == 0 && !_isEnveloped && IsOutside(value))
            return null;
        if (value == Bytes.StartOfText && MayBeEnveloped)
            return BeginAnew();
        if (value == Bytes.EndOfText && MayBeEnveloped)
            return EndByTerminator(0, "ETX");
        if (_format.AnyLineEnd && !_isEnveloped && value is (byte)'\r' or (byte)'\n')
            return EndByTerminator(0, value == '\r' ? "CR" : "LF");
        if (_frame.Add(value))
            _pauses.Clear();
        return !_isEnveloped && _frame.EndsWithTerminator
            ? EndByTerminator(_format.Terminator.Length, _format.TerminatorName)
            : null;
    }

    /// <inheritdoc/>
    public override Code? EndBySilence() => TakePause() ? null : EndNow();

    /// <summary>
    /// Takes a silence as a pause within a code, after which more is waited for; false where it ends the code.
    /// </summary>
    public bool TakePause()
    {
        if (_ready.Count > 0 || _counted is not null || IsLineDue || !IsPauseDue)
            return false;
        // Within a line it may be a slow one of several.
        if (_isEnveloped && !StandsAtEnd())
            _pauses.Pass(_frame.Length);
        else
            _pauses.Add(_frame.Length);
        return !_pauses.TellOfSeveral;
    }

    /// <summary>Ends the code, or drops it: the silence was more than a pause.</summary>
    public Code? EndNow()
    {
        if (TakeReady() is { } ready)
            return ready;
        if (_counted is not null)
        {
            var code = IsSpoilt ? null : _counted.EndBySilence();
            Clear();
            return code;
        }
        if (_format.Enveloped == true)
        {
            // It was not whole: its own end is still missing.
            return Drop();
        }
        // STX may have been taken for a code's own where it was the next one's.
        if (_isEnveloped || _pauses.TellOfSeveral
            || (_format.Enveloped is null && _frame.Bytes.Contains(Bytes.StartOfText)))
            return Split(isWhole: true);
        var silence = _habit.Patience;
        if (_habit.IsTerminating && _frame.Length > 0)
            Count(ScanFault.Terminator);
        _habit.FellSilent(_frame.Length);
        return End(0, Habit.Told(silence));
    }

    /// <summary>
    /// Something is missing, or can't be known, of the code that has begun, or of the next one where none has.
    /// </summary>
    /// <param name="fault">Counted once for a code.</param>
    public Code? Spoil(ScanFault fault)
    {
        Count(fault);
        // Where STX or a length must come first, a code without its head is none.
        if ((_format.Enveloped == true || _counted is not null) && !HasBegun)
            return null;
        IsSpoilt = true;
        // So that there is something to end.
        return Take(Bytes.Substitute);
    }

    /// <inheritdoc/>
    public override void Reset()
    {
        Drop();
        _ready.Clear();
        // Another scanner may be plugged in then.
        _habit.Forget();
    }

    // A code that is spoilt has been counted.
    private void Count(ScanFault fault)
    {
        if (!IsSpoilt)
            _tally.Count(fault);
    }

    private void Clear()
    {
        _counted?.Clear();
        _pauses.Clear();
        _frame.Clear();
        (_isEnveloped, _isNoise, IsSpoilt) = (false, false, false);
    }

    private Code? Drop()
    {
        if (_frame.Length > 0 || _frame.IsOverlong || _counted is { IsEmpty: false })
            Count(ScanFault.Incomplete);
        Clear();
        return null;
    }

    // Between codes: STX opens one; what else may stand there is no part of it.
    private bool IsOutside(byte value)
    {
        if (_format.Enveloped != false && value == Bytes.StartOfText)
        {
            (_isEnveloped, _isNoise) = (true, false);
            return true;
        }
        if (_format.Enveloped != true && _format.Preamble.AsSpan().StartsWith([value]))
            return false;
        // The other half of a line end, a suffix behind the terminator, or an end behind the end.
        if (value is (byte)'\r' or (byte)'\n' or (byte)'\t'
            || (_format.Enveloped != false && value == Bytes.EndOfText))
            return true;
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

    // STX, and the code before has not ended: it was cut off, or this scanner ends its codes otherwise.
    private Code? BeginAnew()
    {
        var code = _isEnveloped && _format.Enveloped is null ? Split(isWhole: StandsAtEnd())
            : !_isEnveloped && !_habit.IsTerminating ? End(0, "STX")
            : Drop();
        _isEnveloped = true;
        return code;
    }

    private bool StandsAtEnd() => _frame.EndsWithTerminator || (_habit.MayTerminate && _frame.EndsWithLine);

    private Code? TakeCounted(byte value, CountedFrame counted)
    {
        var wasEmpty = counted.IsEmpty;
        var code = counted.Take(value);
        if (wasEmpty || !counted.IsEmpty)
            return code;
        if (IsSpoilt)
            code = null;
        (_isEnveloped, IsSpoilt) = (false, false);
        return code;
    }

    private Code? EndByTerminator(int length, string name)
    {
        _habit.Terminated(inLine: name != "ETX");
        return End(length, name);
    }

    // What was one code by its envelope, or by the terminator that was to come, were several.
    private Code? Split(bool isWhole)
    {
        var silence = Habit.Told(_habit.Patience);
        if (_frame.IsOverlong)
            return End(0, silence);
        var (isPlain, wasSpoilt, bytes) = (!_isEnveloped, IsSpoilt, _frame.Bytes.ToArray());
        var cuts = _pauses.TellOfSeveral ? _pauses.All : [];
        if (isPlain)
        {
            Count(ScanFault.Terminator);
            _habit.LostTerminator();
        }
        Clear();
        var codes = new List<Code>();
        Collect(codes, TakeReady());
        for (var i = 0; i < bytes.Length; i++)
        {
            if (cuts.Contains(i))
                Collect(codes, End(0, silence));
            // Only the code that has the hole is spoilt.
            IsSpoilt |= wasSpoilt && bytes[i] == Bytes.Substitute;
            Collect(codes, Take(bytes[i]));
        }
        if (!isPlain && _frame.Length > 0)
            _habit.FellSilent(_frame.Length);
        if (isWhole)
            Collect(codes, End(0, silence));
        else
            Drop();
        codes.ForEach(_ready.Enqueue);
        return TakeReady();
    }

    // In their order, with those that stand ready behind it.
    private void Collect(List<Code> codes, Code? code)
    {
        for (; code is { } one; code = TakeReady())
            codes.Add(one);
    }

    private Code? End(int terminatorLength, string endedBy)
    {
        Code? code = null;
        if (_frame.IsOverlong)
            Count(ScanFault.Overlong);
        else if (!IsSpoilt && _format.Trim(_frame.Bytes[..^terminatorLength]) is { IsEmpty: false } frame)
            code = Code.Of(_format.Unwrap(frame, _tally), endedBy);
        Clear();
        return code;
    }
}
