using System.Text;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>
/// A table as RFC 4180 has it: lines end with CR LF, a field in quotes holds anything, its quotes doubled.
/// </summary>
internal static class Csv
{
    /// <summary>Its lines, each with its fields.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static IReadOnlyList<string[]> Read(string text)
    {
        var lines = new List<string[]>();
        for (var at = 0; at < text.Length;)
        {
            var fields = new List<string> { Field(text, ref at) };
            while (text[at] == ',')
            {
                at++;
                fields.Add(Field(text, ref at));
            }
            if (!text.AsSpan(at).StartsWith("\r\n"))
                throw new FormatException($"line {lines.Count + 1}: no CR LF behind '{fields[^1]}'");
            at += 2;
            lines.Add([.. fields]);
        }
        return lines;
    }

    private static string Field(string text, ref int at)
    {
        if (text[at] != '"')
        {
            // Also the end of the text ends a field; that no CR LF is there is told by who asked.
            var end = text.AsSpan(at).IndexOfAny(",\"\r\n") is var length and >= 0 ? at + length : text.Length - 1;
            var bare = text[at..end];
            at = end;
            return bare;
        }
        var field = new StringBuilder();
        for (at++; ; at++)
        {
            if (text[at] == '"' && text[++at] != '"')
                return field.ToString();
            field.Append(text[at]);
        }
    }
}
