namespace DaNangTrace.Edge.Gs1;

/// <summary>Turns the short codes of a list into small numbers, by which arrays are indexed.</summary>
internal static class CodeNumber
{
    /// <summary>0 to 999; -1 for anything but three digits.</summary>
    internal static int OfThreeDigits(ReadOnlySpan<char> text) =>
        text.Length == 3
        && char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[1]) && char.IsAsciiDigit(text[2])
            ? (text[0] - '0') * 100 + (text[1] - '0') * 10 + text[2] - '0'
            : -1;
}
