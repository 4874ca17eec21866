namespace DaNangTrace.Edge.Gs1;

/// <summary>
/// The check digit of GS1's numeric keys (linter <c>csum</c>): weights 3 and 1 from the right.
/// </summary>
public static class CheckDigit
{
    /// <summary>
    /// Whether the last digit is the check digit of those before it; false if any character is no digit.
    /// </summary>
    public static bool IsRight(ReadOnlySpan<char> digits)
    {
        if (digits.IsEmpty)
            return false;
        // Two sums, so that no digit asks which weight is its own: the check digit itself weighs 1, its neighbour 3.
        uint once = 0, thrice = 0, foreign = 0;
        var i = digits.Length - 1;
        for (; i > 0; i -= 2)
        {
            var one = (uint)(digits[i] - '0');
            var three = (uint)(digits[i - 1] - '0');
            foreign |= one | (9 - one) | three | (9 - three);
            once += one;
            thrice += three;
        }
        if (i == 0)
        {
            var last = (uint)(digits[0] - '0');
            foreign |= last | (9 - last);
            once += last;
        }
        // Below '0' the difference, above '9' the rest of it to 9 is below zero: one highest bit is set.
        return foreign <= int.MaxValue && (once + 3 * thrice) % 10 == 0;
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
