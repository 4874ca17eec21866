namespace DaNangTrace.Edge.Gs1;

/// <summary>What is common to the recognisers of codes that are not kept.</summary>
internal static class Core
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

    /// <summary>
    /// A table of beginnings by their first letter, so that a text is compared with the few that it could begin with.
    /// </summary>
    internal static string[][] ByLetter(params ReadOnlySpan<string> beginnings)
    {
        var table = new List<string>[26];
        foreach (var beginning in beginnings)
            (table[(beginning[0] | 0x20) - 'a'] ??= []).Add(beginning);
        return Array.ConvertAll(table, bucket => bucket?.ToArray() ?? []);
    }

    /// <summary>The beginnings that start with the text's first letter, in either case.</summary>
    internal static ReadOnlySpan<string> StartingAs(ReadOnlySpan<char> text, string[][] table) =>
        !text.IsEmpty && char.IsAsciiLetter(text[0]) ? table[(text[0] | 0x20) - 'a'] : default;

    /// <summary>
    /// How many digits a text begins with. A loop, because in a debug build the framework's generic searches for a
    /// range put their bounds on the heap.
    /// </summary>
    internal static int Digits(ReadOnlySpan<char> text)
    {
        var count = 0;
        while (count < text.Length && char.IsAsciiDigit(text[count]))
            count++;
        return count;
    }

    private static bool Prints(char character) => character is > ' ' and < '\u007F'
        || (character > '\u009F' && !char.IsWhiteSpace(character)
            && character is not ('\uFEFF' or (>= '\u200B' and <= '\u200F') or '\u2060'));
}
