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
        Idle = IdleOf(options),
    };

    /// <summary>
    /// Takes off what is left of an end: a scanner may send CR LF where CR is expected, or another terminator than the
    /// one that is set. No product's code ends in a tab or in a line end.
    /// </summary>
    public ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> frame)
    {
        if (Terminator.Length > 0 && frame.EndsWith(Terminator))
            frame = frame[..^Terminator.Length];
        return Suffix.Length > 0 && frame.EndsWith(Suffix) ? frame : frame.TrimEnd("\r\n\t"u8);
    }

    /// <summary>
    /// Takes preamble and suffix off and makes a symbol of what remains; null where that is longer than any carrier
    /// holds.
    /// </summary>
    public Symbol? Unwrap(ReadOnlySpan<byte> frame, ScannerTally tally)
    {
        if (Preamble.Length > 0)
        {
            var at = frame.IndexOf(Preamble);
            var isNoise = at > 0 && frame[..at].ContainsAnyExceptInRange((byte)0x20, (byte)0x7E);
            if (isNoise)
                tally.Count(ScanFault.Noise);
            // What stands before it and can be read is the code's own: the preamble's text stands in it by chance.
            if (at == 0 || isNoise)
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

    private ReadOnlySpan<byte> WithGroupSeparators(ReadOnlySpan<byte> code)
    {
        if (GroupSeparator.Length == 0 || code.IndexOf(GroupSeparator) < 0 || !HasGroupSeparators(code))
            return code;
        var mapped = new byte[code.Length];
        var length = 0;
        while (!code.IsEmpty)
        {
            // A composite's two halves are joined by |]e0: that | is no GS, or the second half would be lost.
            var isStandIn = code.StartsWith(GroupSeparator) && !code[GroupSeparator.Length..].StartsWith("]e"u8);
            mapped[length++] = isStandIn ? Bytes.GroupSeparator : code[0];
            code = code[(isStandIn ? GroupSeparator.Length : 1)..];
        }
        return mapped.AsSpan(0, length);
    }

    // A web address has no GS. A single character such as | is data in many codes, an identity card's for example: it
    // stands for GS only where elements are, by the AIM identifier or by a GTIN or SSCC in front.
    private bool HasGroupSeparators(ReadOnlySpan<byte> code)
    {
        const int ElementLength = 16;
        if (code.IndexOf("://"u8) >= 0)
            return false;
        if (GroupSeparator.Length > 1)
            return true;
        if (code is [(byte)']', var letter, var modifier, ..])
            return (letter, modifier) is ((byte)'C' or (byte)'J', (byte)'1') or ((byte)'d', (byte)'2')
                or ((byte)'Q', (byte)'3') or ((byte)'e', _);
        return code.Length > ElementLength && code[0] == '0' && code[1] is (byte)'0' or (byte)'1' or (byte)'2'
            && !code[..ElementLength].ContainsAnyExceptInRange((byte)'0', (byte)'9');
    }

    // At least three characters' time of a slow line, and what a slow wedge takes for a key: shorter would cut codes.
    private static TimeSpan IdleOf(ScannerOptions options)
    {
        const double BitsOfThreeCharacters = 3 * 11;
        var least = options.Driver switch
        {
            "serial" => TimeSpan.FromSeconds(BitsOfThreeCharacters / options.Baud),
            "wedge" => TimeSpan.FromMilliseconds(100),
            _ => TimeSpan.Zero,
        };
        var idle = TimeSpan.FromMilliseconds(options.IdleMilliseconds);
        return idle > least ? idle : least;
    }
}
