namespace DaNangTrace.Edge.Gs1;

/// <summary>Numbers beyond 64 bits, as words with the highest first; the longest value has 90 digits.</summary>
internal static class WideNumber
{
    /// <summary>Numbers with so many digits fit into 64 bits.</summary>
    internal const int MostShortDigits = 19;

    /// <summary>Enough for 299 bits, which 90 digits take.</summary>
    internal const int MostWords = 10;

    // As many digits as fit into a word are divided off at a time.
    private const uint Chunk = 1_000_000_000;
    private const int ChunkDigits = 9;

    /// <summary>Fills all digits, with zeros before the number; false if it has more. Uses up the words.</summary>
    internal static bool TryWriteDigits(Span<uint> words, Span<char> digits)
    {
        while (digits.Length > 0)
        {
            var chunk = Divide(words, Chunk);
            for (var i = 0; i < ChunkDigits && digits.Length > 0; i++)
            {
                digits[^1] = (char)('0' + chunk % 10);
                digits = digits[..^1];
                chunk /= 10;
            }
            if (chunk != 0)
                return false;
        }
        return words.IndexOfAnyExcept(0u) < 0;
    }

    /// <summary>Sets the words to the number that the digits say. They must be enough.</summary>
    internal static void ReadDigits(ReadOnlySpan<char> digits, Span<uint> words)
    {
        words.Clear();
        foreach (var digit in digits)
        {
            var carry = (ulong)(digit - '0');
            for (var i = words.Length - 1; i >= 0; i--)
            {
                carry += (ulong)words[i] * 10;
                words[i] = (uint)carry;
                carry >>= 32;
            }
        }
    }

    /// <summary>Divides in place and returns the remainder.</summary>
    private static uint Divide(Span<uint> words, uint by)
    {
        var rest = 0ul;
        foreach (ref var word in words)
        {
            rest = (rest << 32) | word;
            word = (uint)(rest / by);
            rest %= by;
        }
        return (uint)rest;
    }
}
