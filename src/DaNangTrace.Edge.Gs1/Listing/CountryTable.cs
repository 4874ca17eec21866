namespace DaNangTrace.Edge.Gs1;

/// <summary>Finds countries by number and by letters, each with one array access.</summary>
internal static class CountryTable
{
    private const int LettersInAlphabet = 26;

    private static readonly Country[] Entries = Parse(CountryText.All);

    // One more than the index in Entries; 0 where there is no country.
    private static readonly byte[] Numbers = Index(1000, x => CodeNumber.OfThreeDigits(x.Number));
    private static readonly byte[] Letters =
        Index(LettersInAlphabet * LettersInAlphabet, x => OfTwoLetters(x.Alpha2));

    internal static IReadOnlyList<Country> All { get; } = Entries.AsReadOnly();

    internal static Country? ByNumber(ReadOnlySpan<char> text) => At(Numbers, CodeNumber.OfThreeDigits(text));

    internal static Country? ByLetters(ReadOnlySpan<char> text) => At(Letters, OfTwoLetters(text));

    private static Country? At(byte[] index, int code) =>
        code >= 0 && index[code] is not 0 and var entry ? Entries[entry - 1] : null;

    private static int OfTwoLetters(ReadOnlySpan<char> text) =>
        text.Length == 2 && char.IsAsciiLetterUpper(text[0]) && char.IsAsciiLetterUpper(text[1])
            ? (text[0] - 'A') * LettersInAlphabet + text[1] - 'A'
            : -1;

    private static byte[] Index(int size, Func<Country, int> codeOf)
    {
        var index = new byte[size];
        for (var i = 0; i < Entries.Length; i++)
            index[codeOf(Entries[i])] = checked((byte)(i + 1));
        return index;
    }

    private static Country[] Parse(string text)
    {
        var lines = text.Split('\n');
        var countries = new Country[lines.Length];
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            var bar = line.IndexOf('|', StringComparison.Ordinal);
            countries[i] = new Country(line[..3], line[4..6], line[7..bar], line[(bar + 1)..]);
        }
        return countries;
    }
}
