using static DaNangTrace.Edge.Gs1.LinterAnswer;

namespace DaNangTrace.Edge.Gs1;

/// <summary>Checks the digits and characters that vouch for the others.</summary>
internal static class Checksums
{
    // What stands before the pair of a GMN is weighed with primes, the last character with the smallest.
    private const int PairModulus = 1021;
    private const string PairCharacters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    private const int ShortestIban = 11;
    private const int LongestIban = 34;

    private static readonly ushort[] Primes =
    [
        2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107,
        109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167, 173, 179, 181, 191, 193, 197, 199, 211, 223, 227, 229,
        233, 239, 241, 251, 257, 263, 269, 271, 277, 281, 283, 293, 307, 311, 313, 317, 331, 337, 347, 349, 353, 359,
        367, 373, 379, 383, 389, 397, 401, 409, 419, 421, 431, 433, 439, 443, 449, 457, 461, 463, 467, 479, 487, 491,
        499, 503, 509,
    ];

    /// <summary>A number whose last digit is its check digit: weights 3 and 1 from the right.</summary>
    internal static bool FindsInDigits(ReadOnlySpan<char> text, out Flaw flaw)
    {
        if (CheckDigit.IsRight(text))
            return Fine(out flaw);
        return FindsNonDigit(text, out flaw)
            || Bad(FaultCode.CheckDigit, Math.Max(0, text.Length - 1), 1, out flaw);
    }

    /// <summary>A text of set 82 whose last two characters are its check pair.</summary>
    internal static bool FindsInText(ReadOnlySpan<char> text, out Flaw flaw)
    {
        if (text.Length < 2 || text.Length > Primes.Length + 2)
            return Bad(FaultCode.CheckCharacters, 0, text.Length, out flaw);
        var body = text[..^2];
        var sum = 0;
        for (var i = 0; i < body.Length; i++)
        {
            var value = Component.Text82Characters.IndexOf(body[i], StringComparison.Ordinal);
            if (value < 0)
                return Bad(FaultCode.Character, i, 1, out flaw);
            sum += value * Primes[body.Length - 1 - i];
        }
        sum %= PairModulus;
        return text[^2] == PairCharacters[sum / 32] && text[^1] == PairCharacters[sum % 32]
            ? Fine(out flaw)
            : Bad(FaultCode.CheckCharacters, text.Length - 2, 2, out flaw);
    }

    /// <summary>An international bank account number (ISO 13616): two letters, two check digits, the account.</summary>
    internal static bool FindsInIban(ReadOnlySpan<char> text, out Flaw flaw)
    {
        if (text.Length < 4)
            return Bad(FaultCode.Iban, 0, text.Length, out flaw);
        if (CountryTable.ByLetters(text[..2]) is null)
            return Bad(FaultCode.Iban, 0, 2, out flaw);
        if (text.Length is < ShortestIban or > LongestIban)
            return Bad(FaultCode.Iban, 0, text.Length, out flaw);
        // The number that is divided by 97 is the account with the first four characters behind it; A stands for 10.
        var rest = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var at = (i + 4) % text.Length;
            var character = text[at];
            if (char.IsAsciiDigit(character))
                rest = (rest * 10 + character - '0') % 97;
            else if (char.IsAsciiLetterUpper(character))
                rest = (rest * 100 + character - 'A' + 10) % 97;
            else
                return Bad(FaultCode.Iban, at, 1, out flaw);
        }
        return rest == 1 ? Fine(out flaw) : Bad(FaultCode.Iban, 2, 2, out flaw);
    }
}
