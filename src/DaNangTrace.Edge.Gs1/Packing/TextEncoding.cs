using System.Buffers;

namespace DaNangTrace.Edge.Gs1;

/// <summary>The alphabet of a compressed text; the values are those of its three bits.</summary>
internal enum TextEncoding : byte
{
    Digits,
    LowerHex,
    UpperHex,
    Base64Url,
    Ascii,
}

/// <summary>The alphabets of compressed texts.</summary>
internal static class TextEncodings
{
    private const string LowerHex = "0123456789abcdef";
    private const string UpperHex = "0123456789ABCDEF";

    private static readonly SearchValues<char> LowerHexSet = SearchValues.Create(LowerHex);
    private static readonly SearchValues<char> UpperHexSet = SearchValues.Create(UpperHex);
    private static readonly SearchValues<char> Base64UrlSet = SearchValues.Create(BitReader.Alphabet);

    /// <summary>How many bits a text takes behind encoding and length.</summary>
    internal static int Bits(this TextEncoding encoding, int length) =>
        encoding == TextEncoding.Digits ? ValuePart.NumberBits(length) : encoding.BitsPerCharacter() * length;

    /// <summary>Digits have none, as they are one number.</summary>
    internal static int BitsPerCharacter(this TextEncoding encoding) => encoding switch
    {
        TextEncoding.LowerHex or TextEncoding.UpperHex => 4,
        TextEncoding.Base64Url => 6,
        _ => 7,
    };

    /// <summary>The characters in the order of their values; empty for ASCII, which is its own value.</summary>
    internal static string Alphabet(this TextEncoding encoding) => encoding switch
    {
        TextEncoding.LowerHex => LowerHex,
        TextEncoding.UpperHex => UpperHex,
        TextEncoding.Base64Url => BitReader.Alphabet,
        _ => "",
    };

    /// <summary>The one that takes the fewest bits. An empty text is ASCII, as GS1's toolkit writes it.</summary>
    internal static TextEncoding Best(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return TextEncoding.Ascii;
        if (Digits.FirstOther(text) < 0)
            return TextEncoding.Digits;
        if (text.IndexOfAnyExcept(UpperHexSet) < 0)
            return TextEncoding.UpperHex;
        if (text.IndexOfAnyExcept(LowerHexSet) < 0)
            return TextEncoding.LowerHex;
        return text.IndexOfAnyExcept(Base64UrlSet) < 0 ? TextEncoding.Base64Url : TextEncoding.Ascii;
    }
}
