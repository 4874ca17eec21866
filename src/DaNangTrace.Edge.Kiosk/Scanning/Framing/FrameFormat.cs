using DaNangTrace.Edge.Gs1;

namespace DaNangTrace.Edge.Kiosk.Scanning.Framing;

/// <summary>
/// How a scanner wraps a code: <c>[STX][preamble][length][AIM id] data [suffix][ETX][terminator]</c>, each part only
/// where the scanner is set to send it.
/// </summary>
internal sealed record FrameFormat
{
    /// <summary>What ends a code; empty where only silence does. Any line end where <see cref="AnyLineEnd"/>.</summary>
    public byte[] Terminator { get; init; } = [];

    /// <summary>Whether CR, LF or both end a code, and none is insisted on.</summary>
    public bool AnyLineEnd { get; init; }

    /// <summary>Whether codes stand between STX and ETX: always (true), never (false), as they come (null).</summary>
    public bool? Enveloped { get; init; }

    /// <summary>What the scanner puts in front of each code.</summary>
    public byte[] Preamble { get; init; } = [];

    /// <summary>What the scanner puts behind each code.</summary>
    public byte[] Suffix { get; init; } = [];

    /// <summary>Whether a byte in front of each code says how many bytes it has.</summary>
    public bool HasLengthByte { get; init; }

    /// <summary>What the scanner sends for GS; empty where it sends GS itself.</summary>
    public byte[] GroupSeparator { get; init; } = [];

    /// <summary>Silence that ends a code of a scanner that sends no terminator.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The terminator in a word, as it is configured.</summary>
    public string TerminatorName { get; init; } = "";

    /// <summary>Reads the settings.</summary>
    public static FrameFormat Of(ScannerOptions options) => new()
    {
        AnyLineEnd = options.Terminator == "auto",
        TerminatorName = options.Terminator,
        Terminator = options.Terminator switch
        {
            "auto" or "none" => [],
            "CR" => "\r"u8.ToArray(),
            "LF" => "\n"u8.ToArray(),
            "CRLF" => "\r\n"u8.ToArray(),
            "TAB" => "\t"u8.ToArray(),
            "ETX" => [Bytes.EndOfText],
            var typed => Escapes.ToBytes(typed),
        },
        Enveloped = options.Envelope switch { "stxEtx" => true, "none" => false, _ => null },
        Preamble = Escapes.ToBytes(options.Preamble ?? ""),
        Suffix = Escapes.ToBytes(options.Suffix ?? ""),
        HasLengthByte = options.LengthByte,
        GroupSeparator = Escapes.ToBytes(options.GroupSeparator ?? ""),
        Idle = TimeSpan.FromMilliseconds(options.IdleMilliseconds),
    };

    /// <summary>
    /// Takes preamble and suffix off and makes a symbol of what remains; null where that is longer than any carrier
    /// holds.
    /// </summary>
    public Symbol? Unwrap(ReadOnlySpan<byte> frame, ScannerTally tally)
    {
        if (Preamble.Length > 0)
        {
            var at = frame.IndexOf(Preamble);
            if (at > 0)
                tally.Count(ScanFault.Noise);
            if (at >= 0)
                frame = frame[(at + Preamble.Length)..];
            else
                tally.Count(ScanFault.Affix);
        }
        if (Suffix.Length > 0)
        {
            if (frame.EndsWith(Suffix))
                frame = frame[..^Suffix.Length];
            else
                tally.Count(ScanFault.Affix);
        }
        return ToSymbol(frame, tally);
    }

    /// <summary>
    /// Puts GS back where the scanner sent something else for it; null where the code is longer than any carrier holds.
    /// </summary>
    public Symbol? ToSymbol(ReadOnlySpan<byte> data, ScannerTally tally)
    {
        var code = WithGroupSeparators(data);
        if (code.Length <= Symbol.MaxLength)
            return Symbol.FromBytes(code);
        tally.Count(ScanFault.Overlong);
        return null;
    }

    // A web address has no GS, and may well hold a | of its own.
    private ReadOnlySpan<byte> WithGroupSeparators(ReadOnlySpan<byte> code)
    {
        if (GroupSeparator.Length == 0 || code.IndexOf(GroupSeparator) < 0 || code.IndexOf("://"u8) >= 0)
            return code;
        var mapped = new byte[code.Length];
        var length = 0;
        while (!code.IsEmpty)
        {
            var isStandIn = code.StartsWith(GroupSeparator);
            mapped[length++] = isStandIn ? Bytes.GroupSeparator : code[0];
            code = code[(isStandIn ? GroupSeparator.Length : 1)..];
        }
        return mapped.AsSpan(0, length);
    }
}
