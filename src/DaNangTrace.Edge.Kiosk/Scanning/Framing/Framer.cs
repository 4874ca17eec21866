using System.Globalization;
using DaNangTrace.Edge.Gs1;

namespace DaNangTrace.Edge.Kiosk.Scanning.Framing;

/// <summary>
/// Cuts a stream of bytes into codes.
/// <para>Constraints: two quick scans never merge, a slow one is never cut, a code that is longer than any carrier is
/// dropped whole.</para>
/// <para>Format: <see cref="FrameFormat"/>.</para>
/// <para>Operation: a length, then the terminator, then silence ends a code. How long a silence must be depends on
/// what is known of the scanner: short once it ended a code by silence, long once it sent a terminator (or is set to),
/// in between while nothing is known. So no pause on the way of a code cuts it, and a scanner without a terminator is
/// slow only once.</para>
/// </summary>
internal sealed class Framer(FrameFormat format, ScannerTally tally) : CodeDecoder
{
    /// <summary>Silence that ends a code of a scanner that sends terminators.</summary>
    public static readonly TimeSpan PatientIdle = TimeSpan.FromSeconds(1);

    /// <summary>Silence that ends the first code of a scanner of which nothing is known yet.</summary>
    public static readonly TimeSpan CautiousIdle = TimeSpan.FromMilliseconds(250);

    // So many codes in a row without the terminator that was seen before, and it is expected no more.
    private const int MostSilences = 2;

    // What stands around a code comes on top of the longest: preamble, suffix, terminator, a length, ETX.
    private readonly byte[] _frame = new byte[
        Symbol.MaxLength + format.Preamble.Length + format.Suffix.Length + format.Terminator.Length + 2];
    private readonly byte[] _trailer = [.. format.Suffix, .. format.Terminator];
    private Habit _habit = Usual(format);
    private int _silences;
    private int _length;
    private int _trailed = -1;
    private bool _isEnveloped;
    private bool _isOverlong;
    private bool _isNoise;

    private enum Habit
    {
        Unknown,
        Terminates,
        FallsSilent,
    }

    /// <inheritdoc/>
    public override TimeSpan IdleDue =>
        _length == 0 && !_isOverlong && !_isEnveloped ? Timeout.InfiniteTimeSpan : Patience;

    private TimeSpan Patience
    {
        get
        {
            var least = _habit switch
            {
                Habit.Terminates => PatientIdle,
                Habit.Unknown => CautiousIdle,
                _ => TimeSpan.Zero,
            };
            return least > format.Idle ? least : format.Idle;
        }
    }

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
        if ((_trailed >= 0 && IsTrailer(value)) || (_length == 0 && IsOutside(value)))
            return null;
        if (format.HasLengthByte)
            return TakeCounted(value);
        if (_isEnveloped && value == Bytes.StartOfText)
        {
            // The end of the one before was lost.
            Reset();
            _isEnveloped = true;
            return null;
        }
        if (_isEnveloped && value == Bytes.EndOfText)
            return EndByTerminator(0, "ETX");
        if (format.AnyLineEnd && format.Enveloped != true && value is (byte)'\r' or (byte)'\n')
            return EndByTerminator(0, value == '\r' ? "CR" : "LF");
        Add(value);
        var terminator = format.Terminator;
        return terminator.Length > 0 && format.Enveloped != true && _frame.AsSpan(0, _length).EndsWith(terminator)
            ? EndByTerminator(terminator.Length, format.TerminatorName)
            : null;
    }

    /// <inheritdoc/>
    public override Code? EndBySilence()
    {
        if (format.HasLengthByte || format.Enveloped == true)
        {
            // It was not whole: its own end is still missing.
            if (_length > 0)
                tally.Count(format.HasLengthByte ? ScanFault.Length : ScanFault.Incomplete);
            Clear();
            return null;
        }
        var habit = _habit == Habit.Unknown ? Habit.FallsSilent : _habit;
        if (_habit == Habit.Terminates && _length > 0)
        {
            tally.Count(ScanFault.Terminator);
            // It was a line end within a code, or the scanner was set otherwise.
            if (format.AnyLineEnd && ++_silences == MostSilences)
                habit = Habit.Unknown;
        }
        return End(0, SilenceOf(Patience), habit);
    }

    /// <inheritdoc/>
    public override void Reset()
    {
        if (_length > 0 || _isOverlong)
            tally.Count(ScanFault.Incomplete);
        Clear();
    }

    /// <summary>What ended a code, in words.</summary>
    internal static string SilenceOf(TimeSpan silence) =>
        string.Create(CultureInfo.InvariantCulture, $"{silence.TotalMilliseconds:0} ms of silence");

    // Between codes: STX opens one; what else may stand there is no part of it.
    private bool IsOutside(byte value)
    {
        if (_isEnveloped || format.Enveloped == false)
            return false;
        // A length of two looks like an STX: where lengths are sent, an envelope must be configured.
        if (value == Bytes.StartOfText && (format.Enveloped == true || !format.HasLengthByte))
        {
            _isEnveloped = true;
            _isNoise = false;
            return true;
        }
        if (format.Enveloped != true)
            return false;
        // The terminator behind ETX is no noise; what else stands there is, counted once for each gap.
        if (value is not ((byte)'\r' or (byte)'\n' or (byte)'\t' or (byte)' ') && !_isNoise)
        {
            _isNoise = true;
            tally.Count(ScanFault.Noise);
        }
        return true;
    }

    private Code? TakeCounted(byte value)
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
        var code = ToCode(data.IsEmpty ? null : format.ToSymbol(data, tally), "length");
        Clear();
        _trailed = 0;
        return code;
    }

    private bool BeginsWithPreamble()
    {
        var both = Math.Min(_length, format.Preamble.Length);
        return _frame.AsSpan(0, both).SequenceEqual(format.Preamble.AsSpan(0, both));
    }

    // Behind a counted code: what the scanner is set to add, byte for byte. Any other byte is the next length.
    private bool IsTrailer(byte value)
    {
        if (_trailed < _trailer.Length && value == _trailer[_trailed])
        {
            _trailed++;
            return true;
        }
        if (_trailed == format.Suffix.Length && value == Bytes.EndOfText && format.Enveloped == true)
            return true;
        if (_trailed < _trailer.Length)
            tally.Count(ScanFault.Length);
        _trailed = -1;
        return false;
    }

    private static Habit Usual(FrameFormat format) =>
        format.Terminator.Length > 0 || format.Enveloped == true || format.HasLengthByte ? Habit.Terminates
        : format.AnyLineEnd ? Habit.Unknown
        : Habit.FallsSilent;

    private void Add(byte value)
    {
        if (_length == _frame.Length)
        {
            // Of what is too long only the last bytes are kept: the terminator may have begun in them.
            _isOverlong = true;
            _length = format.Terminator.Length;
            _frame.AsSpan(_frame.Length - _length).CopyTo(_frame);
        }
        _frame[_length++] = value;
    }

    private Code? EndByTerminator(int length, string name)
    {
        _silences = 0;
        return End(length, name, Habit.Terminates);
    }

    private Code? End(int terminatorLength, string endedBy, Habit habit)
    {
        _habit = habit;
        var frame = _frame.AsSpan(0, _length - terminatorLength);
        // A scanner may send ETX without STX.
        if (format.Enveloped is null && !_isEnveloped && frame.EndsWith([Bytes.EndOfText]))
            frame = frame[..^1];
        // No product's code ends in a tab: it is the suffix of a scanner that is set to it.
        if (format.AnyLineEnd && frame.EndsWith("\t"u8))
            frame = frame[..^1];
        Code? code = null;
        if (_isOverlong)
            tally.Count(ScanFault.Overlong);
        else if (!frame.IsEmpty)
            code = ToCode(format.Unwrap(frame, tally), endedBy);
        Clear();
        return code;
    }

    private static Code? ToCode(Symbol? symbol, string endedBy) =>
        symbol is { } one && (one.Text.Length > 0 || one.Identifier is not null) ? new Code(one, endedBy) : null;

    /// <summary>Forgets half a code that is counted elsewhere.</summary>
    public void Clear()
    {
        _length = 0;
        _trailed = -1;
        _isEnveloped = false;
        _isOverlong = false;
        _isNoise = false;
    }
}
