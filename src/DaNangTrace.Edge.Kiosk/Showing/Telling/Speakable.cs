using System.Text;

namespace DaNangTrace.Edge.Kiosk.Showing.Telling;

/// <summary>
/// What a voice can say of a text. A letter that it does not know it spells out as a code ("letter one e d b"), and
/// <c>[[</c> begins its own commands: neither is for a shopper's ears, nor for whoever wrote the text.
/// </summary>
public static class Speakable
{
    /// <summary>The text without what a voice of this language can't say; empty where nothing is left.</summary>
    /// <param name="language">The voice's language.</param>
    /// <param name="text">Any text.</param>
    /// <param name="most">Most characters, cut at a word.</param>
    public static string Of(string language, string text, int most = int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(text);
        var said = new StringBuilder();
        var (last, hasWord) = (' ', false);
        // Nothing is cut here: it may be a whole scene.
        foreach (var character in ShownText.Composed(text, text.Length))
        {
            var next = CharacterOf(language, character);
            // Piles of signs are spelled out one by one.
            if (next is null || (next == last && !char.IsLetterOrDigit(last)))
                continue;
            hasWord |= char.IsLetterOrDigit(next.Value);
            said.Append(last = next.Value);
        }
        return hasWord ? Cut(said.ToString().Trim(), most) : "";
    }

    private static char? CharacterOf(string language, char character) => character switch
    {
        <= ' ' or '[' or ']' or '{' or '}' or '<' or '>' or '|' or '\\' or '^' or '`' or '~' or '_' => ' ',
        < '\u007F' => character,
        // The marks of other languages' letters, which a Vietnamese voice alone knows.
        _ when IsLatin(character) => language == "vi" ? character : Bare(character),
        >= '가' and <= '힣' => language == "ko" ? character : null,
        (>= '一' and <= '鿿') or (>= '㐀' and <= '䶿') => language == "zh" ? character : null,
        '“' or '”' or '‘' or '…' or '·' or '•' or '–' or '—' => ' ',
        '’' => '\'',
        '、' or '。' or '，' or '：' or '；' or '？' or '！' or '（' or '）' => language == "zh" ? character : ' ',
        _ => char.IsWhiteSpace(character) ? ' ' : null,
    };

    private static bool IsLatin(char character) => char.IsLetter(character)
        && character is (>= 'À' and <= '\u024F') or (>= '\u1E00' and <= '\u1EFF');

    // đ is a letter of its own, without a mark that could be taken off.
    private static char? Bare(char character) => character switch
    {
        'đ' => 'd',
        'Đ' => 'D',
        _ => character.ToString().Normalize(NormalizationForm.FormD)[0] is var bare && char.IsAscii(bare) ? bare : null,
    };

    private static string Cut(string text, int most)
    {
        if (text.Length <= most)
            return text;
        var end = text.AsSpan(0, most + 1).LastIndexOfAny([' ', '。', '，', '？', '！']);
        // One word without end is cut where it must be.
        return text[..(end > most / 2 ? end : most)].TrimEnd();
    }
}
