using System.Diagnostics.CodeAnalysis;

namespace DaNangTrace.Edge.Gs1;

/// <summary>
/// A country or territory of ISO 3166-1. The list is the one of the GS1 Barcode Syntax Dictionary's linters
/// <c>iso3166</c> and <c>iso3166alpha2</c>; the names are the Unicode CLDR's.
/// </summary>
public sealed record Country
{
    internal Country(string number, string alpha2, string englishName, string vietnameseName)
    {
        Number = number;
        Alpha2 = alpha2;
        EnglishName = englishName;
        VietnameseName = vietnameseName;
    }

    /// <summary>Three digits, for example <c>704</c>.</summary>
    public string Number { get; }

    /// <summary>Two capital letters, for example <c>VN</c>.</summary>
    public string Alpha2 { get; }

    /// <summary>For example <c>Vietnam</c>.</summary>
    public string EnglishName { get; }

    /// <summary>For example <c>Việt Nam</c>.</summary>
    public string VietnameseName { get; }

    /// <summary>All, in the order of their numbers.</summary>
    public static IReadOnlyList<Country> All => CountryTable.All;

    /// <summary>Finds a country by its number; false for any other text.</summary>
    /// <param name="numeric">Three digits.</param>
    /// <param name="country">The country; null if there is none with this number.</param>
    public static bool TryFind(ReadOnlySpan<char> numeric, [NotNullWhen(true)] out Country? country)
    {
        country = CountryTable.ByNumber(numeric);
        return country is not null;
    }

    /// <summary>Finds a country by its two letters; false for any other text.</summary>
    /// <param name="letters">Two capital letters.</param>
    /// <param name="country">The country; null if there is none with these letters.</param>
    public static bool TryFindAlpha2(ReadOnlySpan<char> letters, [NotNullWhen(true)] out Country? country)
    {
        country = CountryTable.ByLetters(letters);
        return country is not null;
    }
}
