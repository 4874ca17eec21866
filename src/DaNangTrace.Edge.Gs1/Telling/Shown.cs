using System.Globalization;
using System.Text;

namespace DaNangTrace.Edge.Gs1;

/// <summary>
/// Makes foreign text fit for a console or a log: one line, nothing invisible, nothing that turns the direction of
/// writing or rings the bell.
/// <para>
/// What can't be seen is shown as the escapes that <c>dntrace</c> takes, <c>\xHH</c> for each byte of its UTF-8, and a
/// backslash as <c>\\</c>: what is shown can be typed again.
/// </para>
/// </summary>
public static class Shown
{
    private const char Cut = '…';

    /// <summary>The text with escapes, of at most <paramref name="max"/> characters; a cut ends in <c>…</c>.</summary>
    public static string Of(string? text, int max)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1);
        if (string.IsNullOrEmpty(text))
            return "";
        var shown = new StringBuilder(Math.Min(text.Length, max));
        Span<char> piece = stackalloc char[16];
        // Where a cut leaves room for its sign and no half of an escape, which would read as something else.
        var cut = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var length = Write(rune, piece);
            if (shown.Length < max)
                cut = shown.Length;
            if (shown.Length + length > max)
            {
                shown.Length = cut;
                return shown.Append(Cut).ToString();
            }
            shown.Append(piece[..length]);
        }
        return shown.ToString();
    }

    private static int Write(Rune rune, Span<char> to)
    {
        if (rune.Value == '\\')
        {
            to[0] = to[1] = '\\';
            return 2;
        }
        if (!IsHidden(rune))
            return rune.EncodeToUtf16(to);
        Span<byte> bytes = stackalloc byte[4];
        var count = rune.EncodeToUtf8(bytes);
        for (var i = 0; i < count; i++)
        {
            to[i * 4] = '\\';
            to[i * 4 + 1] = 'x';
            bytes[i].TryFormat(to[(i * 4 + 2)..], out _, "X2", CultureInfo.InvariantCulture);
        }
        return count * 4;
    }

    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        || (rune.Value != ' ' && Rune.IsWhiteSpace(rune));
}
