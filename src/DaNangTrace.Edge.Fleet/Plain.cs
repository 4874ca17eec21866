using System.Globalization;
using System.Text;

namespace DaNangTrace.Edge.Fleet;

// Not Gs1's Shown, which writes escapes to be typed again (\x0D, and \\ for each backslash of a path): on a page that
// people read, and in the tests, a hidden character is one � and a backslash stays.
/// <summary>Text from outside, as it may stand in a log line or on a page.</summary>
internal static class Plain
{
    private const int Line = 80;

    /// <summary>
    /// The text without what could forge a line or turn its direction (control, format, bidirectional and zero-width
    /// characters become �), at most <paramref name="longest"/> characters long.
    /// </summary>
    internal static string Of(string? text, int longest = Line)
    {
        var plain = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (plain.Length >= longest)
                return plain.Append('…').ToString();
            var isSafe = Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
            plain.Append((isSafe ? rune : Rune.ReplacementChar).ToString());
        }
        return plain.ToString();
    }
}
