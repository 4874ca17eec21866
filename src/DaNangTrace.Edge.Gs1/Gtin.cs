using System.Diagnostics.CodeAnalysis;

namespace DaNangTrace.Edge.Gs1;

/// <summary>
/// A Global Trade Item Number as 14 digits with a right check digit.
/// GTIN-8, -12 and -13 are padded with zeros on the left.
/// </summary>
public sealed record Gtin
{
    /// <summary>The digits of a GTIN when it is padded.</summary>
    internal const int Length = 14;

    private Gtin(string digits) => Digits = digits;

    /// <summary>Always 14 ASCII digits.</summary>
    public string Digits { get; }

    /// <summary>
    /// Whether the number is kept for use inside one company or shop: EAN-13 prefixes 02, 04 and 20–29,
    /// GTIN-8 prefixes 0 and 2. It names no product of the world's.
    /// </summary>
    public bool IsRestricted => IsRestrictedNumber(Digits);

    /// <summary>
    /// Whether it is a trade item that differs in weight or count from piece to piece: indicator digit 9. How much
    /// there is of it stands beside it (AI 30, 31nn …).
    /// </summary>
    public bool IsVariableMeasure => Digits[0] == '9';

    /// <summary>
    /// Reads 8, 12, 13 or 14 digits; false for any other length, other characters or a wrong check digit.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out Gtin? gtin)
    {
        gtin = null;
        if (text.Length is not (8 or 12 or 13 or 14) || !CheckDigit.IsRight(text))
            return false;
        gtin = new Gtin(text.ToString().PadLeft(Length, '0'));
        return true;
    }

    /// <summary>The same of 14 digits.</summary>
    internal static bool IsRestrictedNumber(ReadOnlySpan<char> digits) =>
        // An EAN-13 has its prefix behind the padding zero; an indicator digit in front makes it a carton of the same.
        digits.StartsWith("000000")
            ? digits[6] is '0' or '2'
            : digits[1] == '2' || (digits[1] == '0' && digits[2] is '2' or '4');

    /// <inheritdoc/>
    public override string ToString() => Digits;
}
