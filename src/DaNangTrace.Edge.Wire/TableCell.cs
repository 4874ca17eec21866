using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;

namespace DaNangTrace.Edge.Wire;

/// <summary>A cell of a table that people open in a spreadsheet (RFC 4180: commas, lines end with CR LF).</summary>
public static partial class TableCell
{
    // Of numbers, days and times of the day.
    private static readonly SearchValues<char> OfNumbers = SearchValues.Create("0123456789.,:/-+%() eE");

    /// <summary>A line of a table, with its end.</summary>
    public static string Line(IEnumerable<object?> values) => string.Join(',', values.Select(Of)) + "\r\n";

    /// <summary>A value as a cell. A text that a spreadsheet would take for a formula gets a <c>'</c> in front: a lot
    /// may be <c>=HYPERLINK(...)</c>.</summary>
    public static string Of(object? value)
    {
        var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        if (value is string && text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..])
            text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0
            ? text
            : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>
    /// A code as a text that stays one: a spreadsheet takes bare digits for a number and eats the zeros before it, and
    /// <c>3MAR</c> for a day, so what begins with a digit, or looks like a day, gets a <c>'</c> in front.
    /// </summary>
    public static string AsText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text is [>= '0' and <= '9', ..] ? "'" + text : AsName(text);
    }

    /// <summary>
    /// A name as a text that stays one: what has nothing but digits and signs, as <c>333</c> or <c>7/11</c>, or looks
    /// like a day or a truth value, gets a <c>'</c> in front.
    /// </summary>
    public static string AsName(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var isNumber = text is [>= '0' and <= '9' or '.' or '(' or '$', ..]
            && text.AsSpan(1).IndexOfAnyExcept(OfNumbers) < 0;
        return isNumber || LooksLikeMore().IsMatch(text) ? "'" + text : text;
    }

    /// <summary>
    /// A product code as a text that stays one: a GTIN as it stands under a bar code, <c>(01)</c> in front, a trace
    /// code as <see cref="AsText"/> has it.
    /// </summary>
    public static string OfCode(AskedCode code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return code.Gtin is { } gtin ? $"(01){gtin}" : AsText(code.TraceCode ?? "");
    }

    /// <summary>How many of all in per cent, with one fraction digit; nothing where there is none.</summary>
    public static string Share(long some, long all) =>
        all == 0 ? "" : (100.0 * some / all).ToString("0.0", CultureInfo.InvariantCulture);

    // MAR1, Dec 5, 3 Mar, 1 Jan 2026, 7:30 PM, TRUE.
    [GeneratedRegex(
        "^(?=.*[0-9])(?:[0-9]{1,2}[-/ .]?)?(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
            + "|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?:[-/ .,]*[0-9]+){0,2}$"
            + "|^[0-9]{1,2}(?::[0-9]{2}){0,2} ?[ap]m?$|^(?:true|false)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LooksLikeMore();
}
