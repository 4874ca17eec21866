using System.Text;
using DaNangTrace.Edge.Gs1;

namespace DaNangTrace.Edge.Wire.Packs;

/// <summary>
/// What is wrong with a text that should be a GTIN of 14 digits, and what was probably meant: nearly all of them come
/// from a spreadsheet, which takes a GTIN for a number.
/// </summary>
internal static class GtinWords
{
    private const int Length = 14;
    private const int Shortest = 8;

    // A text may be of any length and hold what a terminal takes for a command.
    private const int MostShown = 24;

    // Hyphen and dash, both apostrophes, and what has no width.
    private const string Marks = "-\u2013'\u2019.\uFEFF\u200B";

    /// <summary>A sentence; empty where nothing is wrong.</summary>
    public static string FaultOf(string text)
    {
        if (text.Length == Length && CheckDigit.IsRight(text))
            return "";
        var cause = text.Length == 0 ? "expected 14 digits"
            : IsDigits(text) ? OfDigits(text)
            : IsShortened(text) ? "a spreadsheet made a number of it: format the column as text and enter it again"
            : WithoutMarks(text) is { } digits ? OfMarked(digits)
            : "expected 14 digits";
        return $"gtin: {Shown(text)}{cause}";
    }

    private static string OfDigits(string digits)
    {
        var padded = digits.PadLeft(Length, '0');
        return digits.Length is < Shortest or > Length ? $"{digits.Length} digits, expected 14"
            : CheckDigit.IsRight(padded) ? $"{digits.Length} digits, expected 14: with zeros before it, {padded}"
            : digits.Length < Length
                ? $"{digits.Length} digits, expected 14, and its check digit is wrong: the last would be {Last(padded)}"
            : $"its check digit is wrong: the last digit would be {Last(padded)}";
    }

    private static string OfMarked(string digits)
    {
        var padded = digits.PadLeft(Length, '0');
        return digits.Length is >= Shortest and <= Length && CheckDigit.IsRight(padded)
            ? $"digits alone are expected: {padded}"
            : "14 digits alone are expected, without blanks or hyphens";
    }

    private static char Last(string digits) =>
        "0123456789".First(last => CheckDigit.IsRight($"{digits.AsSpan(0, Length - 1)}{last}"));

    // 8.93601E+12, with a comma in a Vietnamese Excel; 8936012345674.0 is what programs make of it.
    private static bool IsShortened(string text)
    {
        var whole = text.AsSpan();
        var exponent = whole.IndexOfAny('E', 'e');
        if (exponent > 0 && IsDigits(whole[(exponent + 1)..].TrimStart('+')))
            whole = whole[..exponent];
        else if (!whole.EndsWith(".0") && !whole.EndsWith(",0"))
            return false;
        var point = whole.IndexOfAny('.', ',');
        return IsDigits(point < 0 ? whole : whole[..point]) && (point < 0 || IsDigits(whole[(point + 1)..]));
    }

    // What people and spreadsheets put between digits and before them.
    private static string? WithoutMarks(string text)
    {
        var digits = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c))
                digits.Append(c);
            else if (!char.IsWhiteSpace(c) && !Marks.Contains(c))
                return null;
        }
        return digits.Length == 0 ? null : digits.ToString();
    }

    private static bool IsDigits(ReadOnlySpan<char> text) =>
        !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');

    private static string Shown(string text)
    {
        if (text.Length == 0)
            return "";
        var shown = text.Length > MostShown ? text[..MostShown] + "…" : text;
        return $"{string.Concat(shown.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c))}: ";
    }
}
