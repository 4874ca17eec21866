namespace DaNangTrace.Edge.Kiosk.Scanning;

/// <summary>
/// Cuts a stream of bytes into codes.
/// <para>Constraints: two quick scans never merge, a code that is longer than any carrier is dropped whole.</para>
/// <para>Format: a code, then a terminator (most scanners), or silence (those that send none).</para>
/// <para>Operation: the terminator comes first. Silence ends a code quickly only as long as this scanner never sent
/// a terminator; after that it takes <see cref="PatientIdle"/>, so that a code that pauses on its way is not
/// cut.</para>
/// </summary>
internal sealed class Framer
{
    /// <summary>Silence that ends a code of a scanner that is known to send terminators.</summary>
    public static readonly TimeSpan PatientIdle = TimeSpan.FromSeconds(1);

    private readonly byte[] _code = new byte[Gs1.Symbol.MaxLength];
    private readonly byte[] _terminator;
    private readonly bool _anyLineEnd;
    private readonly TimeSpan _idle;
    private int _length;
    private int _matched;
    private bool _overlong;
    private bool _terminatorSeen;

    /// <param name="terminator">As in <see cref="ScannerOptions.Terminator"/>.</param>
    /// <param name="idle">Silence that ends a code where no terminator does.</param>
    public Framer(string terminator, TimeSpan idle)
    {
        _anyLineEnd = terminator == "auto";
        _terminator = terminator switch
        {
            "auto" => [],
            "CR" => "\r"u8.ToArray(),
            "LF" => "\n"u8.ToArray(),
            "CRLF" => "\r\n"u8.ToArray(),
            "TAB" => "\t"u8.ToArray(),
            "ETX" => [0x03],
            _ => throw new ArgumentOutOfRangeException(nameof(terminator), terminator, "no such terminator"),
        };
        _idle = idle;
    }

    /// <summary>Codes that were dropped because they were longer than any carrier holds.</summary>
    public long Overlong { get; private set; }

    /// <summary>Silence after which <see cref="EndBySilence"/> is due; infinite while nothing waits.</summary>
    public TimeSpan IdleDue => _length + _matched == 0 && !_overlong ? Timeout.InfiniteTimeSpan
        : _terminatorSeen && PatientIdle > _idle ? PatientIdle : _idle;

    /// <summary>
    /// Takes one byte; true when it ended a code, which is then in <paramref name="code"/> until the next call.
    /// </summary>
    public bool Take(byte value, out ReadOnlySpan<byte> code)
    {
        if (_anyLineEnd)
        {
            if (value is (byte)'\r' or (byte)'\n')
                return End(out code);
            Add(value);
            code = default;
            return false;
        }
        if (value == _terminator[_matched])
        {
            if (++_matched == _terminator.Length)
                return End(out code);
            code = default;
            return false;
        }
        // What looked like the terminator's first half belonged to the code.
        for (var i = 0; i < _matched; i++)
            Add(_terminator[i]);
        _matched = value == _terminator[0] ? 1 : 0;
        if (_matched == 0)
            Add(value);
        code = default;
        return false;
    }

    /// <summary>Ends the code because the line went silent; false when there is none.</summary>
    public bool EndBySilence(out ReadOnlySpan<byte> code)
    {
        for (var i = 0; i < _matched; i++)
            Add(_terminator[i]);
        var seen = _terminatorSeen;
        var ended = End(out code);
        _terminatorSeen = seen;
        return ended;
    }

    private void Add(byte value)
    {
        if (_length == _code.Length)
            _overlong = true;
        else
            _code[_length++] = value;
    }

    private bool End(out ReadOnlySpan<byte> code)
    {
        _terminatorSeen = true;
        var whole = !_overlong && _length > 0;
        if (_overlong)
            Overlong++;
        code = whole ? _code.AsSpan(0, _length) : default;
        _length = 0;
        _matched = 0;
        _overlong = false;
        return whole;
    }
}
