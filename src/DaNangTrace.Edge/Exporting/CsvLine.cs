using System.Globalization;
using System.Text;

namespace DaNangTrace.Edge.Exporting;

/// <summary>A line of a table (RFC 4180) that a spreadsheet opens without running anything in it.</summary>
internal static class CsvLine
{
    /// <summary>Writes a line, with CR LF at its end.</summary>
    public static void Write(Stream output, IEnumerable<object?> fields) =>
        output.Write(Encoding.UTF8.GetBytes(string.Join(',', fields.Select(Field)) + "\r\n"));

    private static string Field(object? value)
    {
        var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        // A lot may be =HYPERLINK(...): a spreadsheet would run it.
        if (value is string && text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..])
            text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0
            ? text
            : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
