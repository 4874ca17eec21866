using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using DaNangTrace.Edge.Kiosk.Showing.Telling;

namespace DaNangTrace.Edge.Kiosk.Showing.CharacterLcd;

/// <summary>
/// Text as an HD44780 can show it, whose character ROM (A00) has neither Vietnamese nor any other letter with marks:
/// ASCII from 0x20 to 0x7D, but 0x5C, which is a yen sign there. Vietnamese without its marks is what people know from
/// text messages. Letters of other scripts and pictures become one <c>?</c> a run; nothing invisible is left.
/// </summary>
internal static class LcdText
{
    /// <summary>Characters of a line: to scroll by takes half the time for which a scene stands.</summary>
    public const int Longest = 60;

    /// <summary>
    /// Characters of a caution, which may list numbers to compare: three ranges of lots with twenty characters each,
    /// and how many there are besides. What is longer is not moved by within a minute.
    /// </summary>
    public const int LongestCaution = 200;

    // Looked up before a character is taken apart: what an unequal sign is made of is an equals sign, and a mark.
    private static readonly FrozenDictionary<int, string> Replacements = Each(
        ("đð₫", "d"), ("Đ", "D"), ("ø", "o"), ("Ø", "O"), ("ł", "l"), ("Ł", "L"), ("ı", "i"), ("þ", "th"),
        ("æ", "ae"), ("Æ", "AE"), ("œ", "oe"), ("Œ", "OE"), ("ß", "ss"), ("µ", "u"),
        ("·•‐‑‒–—―−~", "-"), ("\\⁄÷", "/"), ("×", "x"), ("±", "+-"), ("“”„«»″", "\""), ("‘’‚‹›′´", "'"),
        ("…", "..."), ("≥", ">="), ("≤", "<="), ("≠", "<>"), ("→", "->"), ("←", "<-"),
        ("€", "EUR"), ("£", "GBP"), ("©", "(c)"), ("№", "No."), ("®™°¿¡", ""));

    // Without marks "don't" (đừng), "use" (dùng) and "right" (đúng) are one word: "đúng lô bị thu hồi", just this lot
    // is recalled, would read "don't worry, it is recalled". "Don't" has another word of the same sense, whoever wrote
    // it; where we write "right", it can go. Nor would "compare the lot" (so số lô), "the code read" (mã đọc được:
    // malware) and "put it away carefully" (cất cẩn thận: cut it up carefully) be understood. What to do about a recall
    // and that there is no warning are a few letters longer than a row of sixteen: so said they stand.
    private static readonly (string Written, string Shown)[] Said =
    [
        ("Đừng mua,\nđừng dùng", "Không mua/dùng"), ("Do not buy\nor use", "Don't buy or use"),
        ("Không có cảnh báo", "Chưa có cảnh báo"), ("No warnings found", "No warning found"),
        ("So\n", "Xem\n"), ("Mã đọc được", "Số mã"), ("cất cẩn thận", "giữ kỹ"),
        ("đúng lô bị thu hồi", "lô này bị thu hồi"), ("đúng sản phẩm này bị thu hồi", "sản phẩm này bị thu hồi"),
        ("để tìm đúng món", "để tìm ra món"), ("Đừng", "Không"), ("đừng", "không"),
    ];

    /// <summary>The text as it can be shown, in one line; empty when nothing of it can.</summary>
    /// <param name="text">Any text, however broken.</param>
    /// <param name="most">Characters; what is cut ends in three dots.</param>
    public static string Fold(string text, int most = Longest)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = new StringBuilder(Math.Min(text.Length, most) + 8);
        // A letter may have a few marks of its own; what is longer is cut anyway.
        foreach (var rune in ShownText.Composed(text, 8 * most).EnumerateRunes())
        {
            if (Replacements.TryGetValue(rune.Value, out var replacement))
                folded.Append(replacement);
            else if (rune.IsAscii)
                Add(folded, rune);
            else
                AddParts(folded, rune);
            if (folded.Length > most)
                break;
        }
        while (folded.Length > 0 && folded[^1] == ' ')
            folded.Length--;
        if (folded.Length <= most)
            return folded.ToString();
        return string.Concat(folded.ToString().AsSpan(0, most - 3).TrimEnd(), "...");
    }

    /// <summary>Whether anything can be read of a folded text.</summary>
    public static bool IsLegible(string folded) => folded.Any(char.IsAsciiLetterOrDigit);

    /// <summary>
    /// A sentence in words that stay clear without their marks. Not for what is called so: a name stands as it is.
    /// </summary>
    public static string Clear(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Said.Aggregate(
            text, (said, one) => said.Replace(one.Written, one.Shown, StringComparison.Ordinal));
    }

    private static FrozenDictionary<int, string> Each(params (string Characters, string Shown)[] replacements) =>
        replacements.SelectMany(one => one.Characters.Select(character => (character, one.Shown)))
            .ToFrozenDictionary(pair => (int)pair.character, pair => pair.Shown);

    private static void AddParts(StringBuilder folded, Rune rune)
    {
        // Also full-width letters, small figures, ligatures.
        foreach (var part in rune.ToString().Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Replacements.TryGetValue(part.Value, out var replacement))
                folded.Append(replacement);
            else
                Add(folded, part);
        }
    }

    private static void Add(StringBuilder folded, Rune rune)
    {
        switch (Rune.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator:
                AddBlank(folded);
                break;
            case UnicodeCategory.Control when rune.Value is '\t' or '\n' or '\r' or '\v' or '\f' or 0x85:
                AddBlank(folded);
                break;
            case UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
                or UnicodeCategory.ModifierSymbol when !rune.IsAscii || Rune.IsControl(rune):
                break;
            case var _ when rune.IsAscii:
                folded.Append((char)rune.Value);
                break;
            case UnicodeCategory.DecimalDigitNumber:
                folded.Append((char)('0' + (int)Rune.GetNumericValue(rune)));
                break;
            default:
                AddUnknown(folded);
                break;
        }
    }

    private static void AddBlank(StringBuilder folded)
    {
        if (folded.Length > 0 && folded[^1] != ' ')
            folded.Append(' ');
    }

    // Words of another script are one run, whatever blanks part them.
    private static void AddUnknown(StringBuilder folded)
    {
        if (folded.Length > 1 && folded[^1] == ' ' && folded[^2] == '?')
            folded.Length--;
        if (folded.Length == 0 || folded[^1] != '?')
            folded.Append('?');
    }
}
