using System.Buffers;
using System.Text;

namespace DaNangTrace.Edge.Gs1;

/// <summary>Percent encoding (RFC 3986, 2.1).</summary>
internal static class Percent
{
    private static readonly SearchValues<char> Escapes = SearchValues.Create("%+");

    /// <summary>Whether decoding would change anything.</summary>
    internal static bool IsNeeded(ReadOnlySpan<char> text, bool plusIsSpace) =>
        plusIsSpace ? text.ContainsAny(Escapes) : text.Contains('%');

    /// <summary>
    /// Decodes UTF-8 into a buffer that is at least as long as the text; a malformed escape stays as it is. Returns how
    /// many characters were written.
    /// </summary>
    /// <param name="text">A piece of an address.</param>
    /// <param name="plusIsSpace">True in a query, where <c>+</c> stands for a space.</param>
    /// <param name="to">Takes the characters.</param>
    internal static int Decode(ReadOnlySpan<char> text, bool plusIsSpace, Span<char> to)
    {
        var used = 0;
        for (var i = 0; i < text.Length;)
        {
            var taken = Next(text[i..], out var rune);
            if (taken == 1)
                to[used++] = text[i] == '+' && plusIsSpace ? ' ' : text[i];
            else
                used += rune.EncodeToUtf16(to[used..]);
            i += taken;
        }
        return used;
    }

    /// <summary>The same as a string of its own.</summary>
    internal static string Decode(string text, bool plusIsSpace)
    {
        if (!IsNeeded(text, plusIsSpace))
            return text;
        Span<char> to = text.Length <= 128 ? stackalloc char[128] : new char[text.Length];
        return to[..Decode(text, plusIsSpace, to)].ToString();
    }

    /// <summary>Where the character that decodes to this offset of a value stands in the text.</summary>
    internal static int SentAt(ReadOnlySpan<char> text, int start, int offset)
    {
        for (var decoded = 0; decoded < offset && start < text.Length;)
        {
            var taken = Next(text[start..], out var rune);
            decoded += taken == 1 ? 1 : rune.Utf16SequenceLength;
            start += taken;
        }
        return start;
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

    /// <summary>How many characters the next one takes; more than one are an escape, and make the rune.</summary>
    private static int Next(ReadOnlySpan<char> text, out Rune rune)
    {
        rune = default;
        if (!IsEscape(text))
            return 1;
        Span<byte> bytes = stackalloc byte[4];
        var count = 0;
        while (count < bytes.Length && IsEscape(text[(3 * count)..]))
        {
            bytes[count] = (byte)(Digits.Hex(text[3 * count + 1]) * 16 + Digits.Hex(text[3 * count + 2]));
            if (bytes[count++] < 0x80)
                break;
        }
        // What is no UTF-8 becomes U+FFFD, which no character set of GS1 holds: it ends as a fault.
        _ = Rune.DecodeFromUtf8(bytes[..count], out rune, out var consumed);
        return 3 * Math.Max(1, consumed);
    }

    private static bool IsEscape(ReadOnlySpan<char> text) =>
        text.Length >= 3 && text[0] == '%' && char.IsAsciiHexDigit(text[1]) && char.IsAsciiHexDigit(text[2]);

    private static char Digit(int value) => (char)(value < 10 ? '0' + value : 'A' + value - 10);
}
