namespace DaNangTrace.Edge.Gs1;

/// <summary>Finds out quickly with which of many words a text begins.</summary>
internal static class Beginnings
{
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
}
