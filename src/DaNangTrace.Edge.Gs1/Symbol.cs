using System.Text;
using System.Text.Unicode;

namespace DaNangTrace.Edge.Gs1;

/// <summary>
/// What a scanner sent for one trigger pull: the text of the carrier and, where the scanner sends it,
/// the AIM symbology identifier in front of it (ISO/IEC 15424), for example <c>E0</c> or <c>d2</c>.
/// </summary>
/// <param name="Identifier">The AIM identifier without its leading <c>]</c>; null where the scanner sent none.</param>
/// <param name="Text">The data after the identifier, at most <see cref="MaxLength"/> characters, never trimmed.</param>
public readonly record struct Symbol(string? Identifier, string Text)
{
    /// <summary>
    /// The most bytes a code may have: more than the largest carrier (QR version 40, 7,089 digits) holds.
    /// </summary>
    public const int MaxLength = 8191;

    /// <summary>
    /// Whether more was sent than <see cref="MaxLength"/>. The text is empty then; the reader answers
    /// <see cref="FaultCodes.TooLong"/>.
    /// </summary>
    public bool IsTooLong { get; init; }

    /// <summary>A code of which only so much is known: that it was longer than <see cref="MaxLength"/>.</summary>
    public static Symbol TooLong { get; } = new(null, "") { IsTooLong = true };

    /// <summary>Splits an AIM identifier (<c>]</c>, a letter, a modifier) from what a scanner sent.</summary>
    public static Symbol Parse(string sent)
    {
        ArgumentNullException.ThrowIfNull(sent);
        return HasIdentifier(sent)
            ? new Symbol(sent[1..3], sent[3..])
            : new Symbol(null, sent);
    }

    /// <summary>
    /// One frame of a scanner, without what ends it: UTF-8 if it is valid as such, else Latin-1, in which each byte is
    /// a character. Any bytes are allowed; more than <see cref="MaxLength"/> make a symbol that
    /// <see cref="IsTooLong"/>.
    /// </summary>
    public static Symbol FromBytes(ReadOnlySpan<byte> sent)
    {
        if (sent.Length > MaxLength)
            return TooLong;
        // Checked before decoding: an exception for each Latin-1 code would cost more than the code.
        return Parse(Utf8.IsValid(sent)
            ? Encoding.UTF8.GetString(sent)
            : Encoding.Latin1.GetString(sent));
    }

    internal static bool HasIdentifier(ReadOnlySpan<char> sent) => sent.Length >= 3 && sent[0] == ']'
        && char.IsAsciiLetter(sent[1]) && char.IsAsciiLetterOrDigit(sent[2]);
}
