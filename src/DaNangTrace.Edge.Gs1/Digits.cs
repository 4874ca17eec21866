namespace DaNangTrace.Edge.Gs1;

/// <summary>
/// The little that all rooms need of ASCII digits. Loops, because codes are short, and because in a debug build the
/// framework's searches for a range put their bounds on the heap.
/// </summary>
internal static class Digits
{
    /// <summary>How many digits a text begins with.</summary>
    internal static int CountIn(ReadOnlySpan<char> text)
    {
        var count = 0;
        while (count < text.Length && char.IsAsciiDigit(text[count]))
            count++;
        return count;
    }

    /// <summary>Where the first character is that is no digit; -1 if there is none.</summary>
    internal static int FirstOther(ReadOnlySpan<char> text)
    {
        var count = CountIn(text);
        return count == text.Length ? -1 : count;
    }

    /// <summary>The number of the first two digits.</summary>
    internal static int Two(ReadOnlySpan<char> digits) => (digits[0] - '0') * 10 + digits[1] - '0';

    /// <summary>The value of a hexadecimal digit in either case.</summary>
    internal static int Hex(char digit) => char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10;
}
