using System.Text;

namespace DaNangTrace.Edge.Gs1;

/// <summary>Percent encoding (RFC 3986, 2.1).</summary>
internal static class Percent
{
    /// <summary>Decodes to UTF-8; a malformed escape stays as it is.</summary>
    /// <param name="text">A piece of an address.</param>
    /// <param name="plusIsSpace">True in a query, where <c>+</c> stands for a space.</param>
    internal static string Decode(ReadOnlySpan<char> text, bool plusIsSpace)
    {
        if (!text.Contains('%'))
            return plusIsSpace && text.Contains('+') ? text.ToString().Replace('+', ' ') : text.ToString();
        var bytes = new List<byte>(text.Length);
        Span<byte> rune = stackalloc byte[4];
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length
                && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
            {
                bytes.Add((byte)(Hex(text[i + 1]) * 16 + Hex(text[i + 2])));
                i += 2;
                continue;
            }
            if (text[i] == '+' && plusIsSpace)
            {
                bytes.Add((byte)' ');
                continue;
            }
            // A lone surrogate becomes U+FFFD here, which no character set of GS1 holds: it ends as a fault.
            Rune.DecodeFromUtf16(text[i..], out var one, out var used);
            bytes.AddRange(rune[..one.EncodeToUtf8(rune)]);
            i += used - 1;
        }
        return Encoding.UTF8.GetString([.. bytes]);
    }

    /// <summary>Encodes all but RFC 3986's unreserved characters. The text holds ASCII only.</summary>
    internal static void Encode(ReadOnlySpan<char> text, StringBuilder to)
    {
        foreach (var character in text)
        {
            if (char.IsAsciiLetterOrDigit(character) || character is '-' or '.' or '_' or '~')
                to.Append(character);
            else
                to.Append('%').Append(Digit(character >> 4)).Append(Digit(character & 15));
        }
    }

    private static char Digit(int value) => (char)(value < 10 ? '0' + value : 'A' + value - 10);

    private static int Hex(char digit) => char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
