namespace DaNangTrace.Edge.Gs1;

/// <summary>
/// An AIM symbology identifier (ISO/IEC 15424) without its <c>]</c>: two characters as one number, so that it costs
/// nothing to carry and to compare.
/// </summary>
internal readonly record struct Carrier(ushort Pair)
{
    private const int C0Pair = 'C' << 8 | '0';
    private const int C1Pair = 'C' << 8 | '1';
    private const int E0Pair = 'E' << 8 | '0';
    private const int E1Pair = 'E' << 8 | '1';
    private const int E2Pair = 'E' << 8 | '2';
    private const int E3Pair = 'E' << 8 | '3';
    private const int E4Pair = 'E' << 8 | '4';
    private const int I0Pair = 'I' << 8 | '0';
    private const int I1Pair = 'I' << 8 | '1';
    private const int I3Pair = 'I' << 8 | '3';
    private const int J0Pair = 'J' << 8 | '0';
    private const int J1Pair = 'J' << 8 | '1';
    private const int Q1Pair = 'Q' << 8 | '1';
    private const int Q2Pair = 'Q' << 8 | '2';
    private const int Q3Pair = 'Q' << 8 | '3';
    private const int Q4Pair = 'Q' << 8 | '4';
    private const int D1Pair = 'd' << 8 | '1';
    private const int D2Pair = 'd' << 8 | '2';
    private const int D4Pair = 'd' << 8 | '4';
    private const int D5Pair = 'd' << 8 | '5';
    private const int DataBarPair = 'e' << 8 | '0';

    /// <summary>The scanner sent none.</summary>
    internal static Carrier None => default;

    internal static Carrier E0 => new(E0Pair);

    internal static Carrier E3 => new(E3Pair);

    internal static Carrier E4 => new(E4Pair);

    internal static Carrier I1 => new(I1Pair);

    internal static Carrier I3 => new(I3Pair);

    internal static Carrier C1 => new(C1Pair);

    internal static Carrier DataBar => new(DataBarPair);

    internal static Carrier Gs1DataMatrix => new(D2Pair);

    internal static Carrier Qr => new(Q1Pair);

    internal bool IsNone => Pair == 0;

    /// <summary>Whether the carrier says itself that it holds an element string.</summary>
    internal bool IsGs1 => Pair is C1Pair or DataBarPair or D2Pair or D5Pair or Q3Pair or Q4Pair or J1Pair;

    /// <summary>Whether it could be marked as holding an element string, and is not.</summary>
    internal bool LacksGs1Mark => Pair is C0Pair or D1Pair or D4Pair or Q1Pair or Q2Pair or J0Pair;

    /// <summary>
    /// Whether a designator of the character set, <c>\nnnnnn</c>, may stand in front (extended channel interpretation).
    /// </summary>
    internal bool HasEci => Pair is Q2Pair or Q4Pair or D4Pair or D5Pair;

    /// <summary>An EAN or UPC: a number and nothing else.</summary>
    internal bool IsEan => Pair is E0Pair or E3Pair or E4Pair;

    /// <summary>The two or five digits beside an EAN, sent as a code of their own.</summary>
    internal bool IsAddOn => Pair is E1Pair or E2Pair;

    /// <summary>Interleaved 2 of 5: I0 and I1 send a check digit if there is one, I3 has stripped it.</summary>
    internal bool IsItf => Pair is I0Pair or I1Pair or I3Pair;

    /// <summary>A linear carrier behind which a composite component may follow.</summary>
    internal bool IsBesideComposite => IsEan || Pair is C1Pair or DataBarPair;

    /// <summary>Two characters; what is not one is <see cref="None"/>.</summary>
    internal static Carrier Of(ReadOnlySpan<char> identifier) =>
        identifier is [']', _, _] ? Of(identifier[1..])
            : identifier.Length == 2 && char.IsAscii(identifier[0]) && char.IsAscii(identifier[1])
            ? Of(identifier[0], identifier[1])
            : None;

    /// <summary>The identifier as text; null where there is none. The common ones make no new string.</summary>
    internal string? AsText() => (int)Pair switch
    {
        0 => null,
        E0Pair => "E0",
        E4Pair => "E4",
        C1Pair => "C1",
        D2Pair => "d2",
        Q1Pair => "Q1",
        Q3Pair => "Q3",
        _ => new string([(char)(Pair >> 8), (char)(Pair & 0xFF)]),
    };

    private static Carrier Of(char symbology, char modifier) => new((ushort)(symbology << 8 | modifier));
}
