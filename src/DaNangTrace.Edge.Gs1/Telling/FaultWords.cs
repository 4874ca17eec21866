using System.Globalization;
using System.Text;

namespace DaNangTrace.Edge.Gs1;

/// <summary>One language's words for findings. A new language is one class more.</summary>
internal abstract class FaultWords
{
    internal static readonly FaultWords English = new EnglishFaults();
    internal static readonly FaultWords Vietnamese = new VietnameseFaults();

    /// <summary>The sentence of a code that needs no details.</summary>
    internal abstract string Of(FaultCode code);

    /// <summary>A value too long or, with a length below zero, too short.</summary>
    internal abstract string Length(ApplicationIdentifier ai, long length);

    /// <summary>An EAN or UPC of a wrong length; 8 or 13 were expected.</summary>
    internal abstract string NumberLength(long expected);

    /// <summary>A wrong check digit, with the one that the other digits ask for.</summary>
    internal abstract string CheckDigit(char expected);

    internal abstract string NumberDigits(string character);

    internal abstract string Digits(string character);

    internal abstract string Character(string character);

    internal abstract string Required(string notation);

    internal abstract string Order(string qualifiers);

    internal abstract string Exclusive(string other);

    internal abstract string NotQualifier(string key);

    internal abstract string LostGs(string follower);

    internal abstract string Alternative(string number);

    /// <summary><c>01+21,02</c> as <c>01 (GTIN) with 21 (SERIAL) or 02 (CONTENT)</c>.</summary>
    protected static string Spell(string notation, string with, string or)
    {
        var words = new StringBuilder();
        var code = 0;
        for (var i = 0; i <= notation.Length; i++)
        {
            if (i < notation.Length && char.IsAsciiLetterOrDigit(notation[i]))
                continue;
            words.Append(notation.AsSpan(code, i - code));
            if (AiTable.Find(notation.AsSpan(code, i - code)) is { Title.Length: > 0 } ai)
                words.Append(" (").Append(ai.Title).Append(')');
            if (i < notation.Length)
                words.Append(notation[i] == '+' ? with : or);
            code = i + 1;
        }
        return words.ToString();
    }

    protected static string Range(ApplicationIdentifier ai, string exactly, string to) =>
        ai.MinLength == ai.MaxLength
            ? string.Create(CultureInfo.InvariantCulture, $"{exactly} {ai.MaxLength}")
            : string.Create(CultureInfo.InvariantCulture, $"{ai.MinLength} {to} {ai.MaxLength}");
}
