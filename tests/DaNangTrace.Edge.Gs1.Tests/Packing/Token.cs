using System.Text;
using System.Text.RegularExpressions;

namespace DaNangTrace.Edge.Gs1.Tests.Packing;

/// <summary>Tokens and elements as a test writes them: <c>(01)08936012345674(10)A1</c>.</summary>
internal static partial class Token
{
    private const int MostElements = 32;

    /// <summary>The elements in the token's order; null if it is none.</summary>
    internal static string? Read(string token, int mostElements = MostElements)
    {
        var values = new char[CompressedToken.MostCharacters(token.Length)];
        var elements = new Unpacked[mostElements];
        if (!CompressedToken.TryUnpack(token, values, elements, out var count))
            return count == 0 ? null : throw new InvalidOperationException("elements of no token");
        var text = new StringBuilder();
        foreach (var (ai, start, length) in elements.AsSpan(0, count))
            text.Append('(').Append(AiTable.All[ai].Code).Append(')').Append(values.AsSpan(start, length));
        return text.ToString();
    }

    /// <summary>Null if they can't be compressed.</summary>
    internal static string? Write(string elements, bool optimise = false) =>
        CompressedToken.TryPack(Parse(elements), optimise, out var token) ? token : null;

    /// <summary>The elements in the order of their codes.</summary>
    internal static string? Sort(string? elements)
    {
        if (elements is null)
            return null;
        var sorted = Parse(elements).OrderBy(x => x.Ai.Code, StringComparer.Ordinal);
        return string.Concat(sorted.Select(x => $"({x.Ai.Code}){x.Value}"));
    }

    /// <summary>A token with these bits; spaces between them are for the eye.</summary>
    internal static string OfBits(string bits)
    {
        bits = bits.Replace(" ", "", StringComparison.Ordinal);
        bits = bits.PadRight((bits.Length + 5) / 6 * 6, '0');
        return string.Concat(bits.Chunk(6).Select(x => BitReader.Alphabet[Convert.ToInt32(new string(x), 2)]));
    }

    private static (ApplicationIdentifier Ai, string Value)[] Parse(string elements) =>
        [.. Element().Matches(elements).Select(x => (AiTable.Find(x.Groups[1].Value)!, x.Groups[2].Value))];

    [GeneratedRegex(@"\((\d{2,4})\)([^(]*)")]
    private static partial Regex Element();
}
