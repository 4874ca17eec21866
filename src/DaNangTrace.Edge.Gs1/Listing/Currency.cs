using System.Diagnostics.CodeAnalysis;

namespace DaNangTrace.Edge.Gs1;

/// <summary>
/// A currency or fund of ISO 4217. The list is the one of the GS1 Barcode Syntax Dictionary's linter <c>iso4217</c>.
/// </summary>
public sealed record Currency
{
    internal Currency(string number, string alpha3, int? decimals)
    {
        Number = number;
        Alpha3 = alpha3;
        Decimals = decimals;
    }

    /// <summary>Three digits, for example <c>704</c>.</summary>
    public string Number { get; }

    /// <summary>Three capital letters, for example <c>VND</c>.</summary>
    public string Alpha3 { get; }

    /// <summary>
    /// How many decimals its amounts are written with, 0 for <c>VND</c>; null where there are none to speak of, as
    /// for gold. An AI states its own number of decimals: this one is for display.
    /// </summary>
    public int? Decimals { get; }

    /// <summary>All, in the order of their numbers.</summary>
    public static IReadOnlyList<Currency> All => CurrencyTable.All;

    /// <summary>Finds a currency by its number; false for any other text.</summary>
    /// <param name="numeric">Three digits.</param>
    /// <param name="currency">The currency; null if there is none with this number.</param>
    public static bool TryFind(ReadOnlySpan<char> numeric, [NotNullWhen(true)] out Currency? currency)
    {
        currency = CurrencyTable.ByNumber(numeric);
        return currency is not null;
    }
}
