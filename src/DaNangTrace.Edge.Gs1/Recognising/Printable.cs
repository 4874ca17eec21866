namespace DaNangTrace.Edge.Gs1;

/// <summary>What of a text can be seen.</summary>
internal static class Printable
{
    /// <summary>
    /// The text without what does not print around it: blanks, control characters such as GS, a byte order mark,
    /// zero-width characters. A scanner's prefix must not let a secret through.
    /// </summary>
    internal static ReadOnlySpan<char> Of(ReadOnlySpan<char> text)
    {
        var start = 0;
        while (start < text.Length && !Prints(text[start]))
            start++;
        var end = text.Length;
        while (end > start && !Prints(text[end - 1]))
            end--;
        return text[start..end];
    }

    private static bool Prints(char character) => character is > ' ' and < '\u007F'
        || (character > '\u009F' && !char.IsWhiteSpace(character)
            && character is not ('\uFEFF' or (>= '\u200B' and <= '\u200F') or '\u2060'));
}
