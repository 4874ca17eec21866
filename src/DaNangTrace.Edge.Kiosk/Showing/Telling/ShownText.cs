using System.Buffers;
using System.Globalization;
using System.Text;

namespace DaNangTrace.Edge.Kiosk.Showing.Telling;

/// <summary>
/// Texts from outside (catalog, code, city) before they may be shown or said. The page's twin: text.js.
/// </summary>
public static class ShownText
{
    /// <summary>Characters (code points) of a field; what lies beyond would only cost time.</summary>
    public const int Longest = 200;

    // Vietnamese has at most two marks on a letter; a pile of a hundred paints over the neighbours, and so does one
    // mark that goes around it.
    private const int MostMarks = 2;

    // First and last of each range, in order. Controls, zero-width and bidi marks, fillers that look like nothing,
    // tags: they can reorder or hide what a shopper reads.
    private static readonly int[] Invisible =
    [
        0x0000, 0x001F, 0x007F, 0x009F, 0x00AD, 0x00AD, 0x034F, 0x034F, 0x061C, 0x061C, 0x115F, 0x1160,
        0x17B4, 0x17B5, 0x180B, 0x180F, 0x200B, 0x200F, 0x2028, 0x202E, 0x2060, 0x206F, 0x3164, 0x3164,
        0xFE00, 0xFE0F, 0xFEFF, 0xFEFF, 0xFFA0, 0xFFA0, 0xFFF0, 0xFFFB, 0xE0000, 0xE0FFF,
    ];

    /// <summary>The text as it may be shown; null when nothing visible is left.</summary>
    public static string? Clean(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        var visible = Visible(Composed(text, 4 * Longest)).Trim();
        if (visible.Length == 0)
            return null;
        var (characters, at) = (0, 0);
        foreach (var rune in visible.EnumerateRunes())
        {
            if (characters++ == Longest)
                return visible[..at] + "…";
            at += rune.Utf16SequenceLength;
        }
        return visible;
    }

    /// <summary>A GTIN's digits in groups, as they stand under a bar code; any other text as it is.</summary>
    public static string? Grouped(string? code)
    {
        if (Clean(code) is not { } text || !text.All(char.IsAsciiDigit))
            return Clean(code);
        var digits = text is ['0', .. var short13] && text.Length == 14 ? short13 : text;
        return digits.Length switch
        {
            14 => $"{digits[0]} {digits[1..3]} {digits[3..8]} {digits[8..]}",
            13 => $"{digits[0]} {digits[1..7]} {digits[7..]}",
            12 => $"{digits[0]} {digits[1..6]} {digits[6..11]} {digits[11]}",
            8 => $"{digits[..4]} {digits[4..]}",
            _ => digits,
        };
    }

    /// <summary>
    /// Letters with their marks as one character. Halves of a pair, and what Unicode says is no character, are gone:
    /// they can't be composed.
    /// </summary>
    internal static string Composed(string text, int most)
    {
        var rest = text.AsSpan(0, Math.Min(text.Length, most));
        var whole = new StringBuilder(rest.Length);
        while (Rune.DecodeFromUtf16(rest, out var rune, out var length) is var status && length > 0)
        {
            if (status == OperationStatus.Done && !IsNoCharacter(rune.Value))
                whole.Append(rest[..length]);
            rest = rest[length..];
        }
        return whole.ToString().Normalize();
    }

    private static string Visible(string text)
    {
        var visible = new StringBuilder(text.Length);
        var (marks, wasBreak) = (0, false);
        foreach (var rune in text.EnumerateRunes())
        {
            var isBreak = rune.Value is '\t' or '\n' or '\r' or 0x85 or 0x2028 or 0x2029;
            var next = isBreak ? new Rune(' ') : rune;
            var isRepeated = isBreak && wasBreak;
            wasBreak = isBreak;
            if (isRepeated || IsInvisible(next.Value) || Rune.GetUnicodeCategory(next) is UnicodeCategory.EnclosingMark)
                continue;
            marks = IsMark(next) ? marks + 1 : 0;
            if (marks <= MostMarks)
                visible.Append(next.ToString());
        }
        return visible.ToString();
    }

    private static bool IsInvisible(int value)
    {
        var at = Array.BinarySearch(Invisible, value);
        // Between two ends it lies within a range where the next end closes one.
        return at >= 0 || (~at & 1) == 1;
    }

    private static bool IsNoCharacter(int value) => (value & 0xFFFE) == 0xFFFE || value is >= 0xFDD0 and <= 0xFDEF;

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
