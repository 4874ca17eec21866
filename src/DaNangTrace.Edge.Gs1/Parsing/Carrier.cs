namespace DaNangTrace.Edge.Gs1;

/// <summary>
/// An AIM symbology identifier (ISO/IEC 15424) without its <c>]</c>: two characters as one number, so that it costs
/// nothing to carry and to compare.
/// </summary>
internal readonly record struct Carrier(ushort Pair)
{
    /// <summary>The scanner sent none.</summary>
    internal static readonly Carrier None = new(0);

    internal static readonly Carrier E0 = Of('E', '0');
    internal static readonly Carrier E3 = Of('E', '3');
    internal static readonly Carrier E4 = Of('E', '4');
    internal static readonly Carrier I1 = Of('I', '1');
    internal static readonly Carrier I3 = Of('I', '3');
    internal static readonly Carrier C1 = Of('C', '1');
    internal static readonly Carrier GsDataBar = Of('e', '0');
    internal static readonly Carrier GsDataMatrix = Of('d', '2');
    internal static readonly Carrier Qr = Of('Q', '1');

    internal bool IsNone => Pair == 0;

    /// <summary>Whether the carrier says itself that it holds an element string.</summary>
    internal bool IsGs1 => this == C1 || this == GsDataBar || this == GsDataMatrix
        || this == Of('d', '5') || this == Of('Q', '3') || this == Of('Q', '4') || this == Of('J', '1');

    /// <summary>An EAN or UPC: a number and nothing else.</summary>
    internal bool IsEan => this == E0 || this == E3 || this == E4;

    /// <summary>The two or five digits beside an EAN, sent as a code of their own.</summary>
    internal bool IsAddOn => this == Of('E', '1') || this == Of('E', '2');

    /// <summary>Interleaved 2 of 5: I0 and I1 send a check digit if there is one, I3 has stripped it.</summary>
    internal bool IsItf => this == I1 || this == I3 || this == Of('I', '0');

    /// <summary>Two characters; what is not one is <see cref="None"/>.</summary>
    internal static Carrier Of(ReadOnlySpan<char> identifier) =>
        identifier.Length == 2 && char.IsAscii(identifier[0]) && char.IsAscii(identifier[1])
            ? Of(identifier[0], identifier[1])
            : None;

    /// <summary>The identifier as text; null where there is none. The common ones make no new string.</summary>
    internal string? AsText() => Pair == 0 ? null
        : this == E0 ? "E0"
        : this == E4 ? "E4"
        : this == C1 ? "C1"
        : this == GsDataMatrix ? "d2"
        : this == Qr ? "Q1"
        : new string([(char)(Pair >> 8), (char)(Pair & 0xFF)]);

    private static Carrier Of(char symbology, char modifier) => new((ushort)(symbology << 8 | modifier));
}
