using System.Diagnostics.CodeAnalysis;

namespace DaNangTrace.Edge.Gs1;

/// <summary>One decoded element: the index in AiTable.All and where its value stands in the buffer.</summary>
internal readonly record struct Unpacked(ushort Ai, int Start, int Length);

/// <summary>
/// The last segment of a compressed Digital Link (GS1 Digital Link standard, compression): elements as a string of
/// bits, six a character in base64url, filled up with zeros.
/// <para>
/// Format: an AI's digits, four bits each, then its value; or an optimisation code of two hexadecimal digits, one of
/// them a letter, then the values of the AIs it stands for. A value is one part or two:
/// </para>
/// <code>
/// N18    number, 18 digits          60 bits; no length
/// N..15  number, up to 15 digits    4 bits of length, then as many as a number of this length takes
/// X3     text, 3 characters         3 bits of alphabet, then the characters (digits alone: one number)
/// X..20  text, up to 20 characters  3 bits of alphabet, 5 of length, then the characters
/// </code>
/// <para>
/// A first digit of F (15) begins a pair of key and value that is the host's own: 7 bits of key length, the key in six
/// bits a character, 3 bits of alphabet, 7 of length, the value. Such pairs are skipped.
/// </para>
/// </summary>
/// <remarks>
/// Where GS1's own toolkit contradicts the standard or itself, the standard holds: numbers keep their leading zeros
/// and all their digits, and text behind a number does not push it out. A sequence that the toolkit sorts against the
/// standard (codes 1A and 9D) is read in its order if the standard's gives nothing, or no date or check digit.
/// </remarks>
internal static class CompressedToken
{
    /// <summary>The most characters that the values of a token can have together (size a buffer by it).</summary>
    /// <remarks>A digit takes at least 3.3 bits, a character of the token holds six.</remarks>
    internal static int MostCharacters(int tokenLength) => tokenLength * 2;

    /// <summary>
    /// Decodes a token. Writes values one behind the other into <paramref name="values"/>, in the token's order.
    /// </summary>
    /// <returns>
    /// False, and never an exception, if it is no such token: unknown characters, AIs or codes; a number too large for
    /// its digits; a length of 0 where something must be, or above the AI's; cut bits; bits left over that are eight
    /// or more or not all zero; no element, one AI twice, more than the buffers hold.
    /// </returns>
    internal static bool TryUnpack(
        ReadOnlySpan<char> token, Span<char> values, Span<Unpacked> elements, out int count)
    {
        var reader = new TokenReader(token, values, elements, takesSorted: false);
        var isRead = reader.TryRead(out count);
        if (!reader.HasTwoOrders || (isRead && !reader.IsDoubtful))
            return isRead;
        // Every twenty-fifth token in the toolkit's order can be read in the standard's, but then its date is none.
        reader = new TokenReader(token, values, elements, takesSorted: true);
        if (reader.TryRead(out count) && !(isRead && reader.IsDoubtful))
            return true;
        reader = new TokenReader(token, values, elements, takesSorted: false);
        return reader.TryRead(out count);
    }

    /// <summary>
    /// Encodes elements in the order of their codes, behind those that an optimisation code names if these are used.
    /// </summary>
    /// <returns>
    /// False if they can't be compressed: none or one AI twice, a value of the wrong length, no digits in a number, no
    /// ASCII in a text.
    /// </returns>
    internal static bool TryPack(
        ReadOnlySpan<(ApplicationIdentifier Ai, string Value)> elements,
        bool optimise,
        [NotNullWhen(true)] out string? token)
    {
        var writer = new TokenWriter();
        token = writer.TryWrite(elements, optimise) ? writer.ToString() : null;
        return token is not null;
    }
}
