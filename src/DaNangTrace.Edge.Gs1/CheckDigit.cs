namespace DaNangTrace.Edge.Gs1;

/// <summary>
/// The check digit of GS1's numeric keys (GS1 General Specifications, 7.9.1): weights 3 and 1 from the right.
/// </summary>
public static class CheckDigit
{
    /// <summary>
    /// Whether the last digit is the check digit of those before it; false if any character is no digit.
    /// </summary>
    public static bool IsRight(ReadOnlySpan<char> digits)
    {
        if (digits.Length < 2)
            return false;
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            if (!char.IsAsciiDigit(digits[i]))
                return false;
            // The check digit itself weighs 1, its neighbour 3, and so on to the left.
            sum += (digits[i] - '0') * ((digits.Length - 1 - i) % 2 == 0 ? 1 : 3);
        }
        return sum % 10 == 0;
    }

    /// <summary>The check digit that belongs behind these digits, all of them ASCII digits.</summary>
    internal static char Of(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
            sum += (digits[i] - '0') * ((digits.Length - i) % 2 == 0 ? 1 : 3);
        return (char)('0' + (10 - sum % 10) % 10);
    }
}
