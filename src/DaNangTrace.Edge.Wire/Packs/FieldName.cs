using System.Globalization;

namespace DaNangTrace.Edge.Wire.Packs;

/// <summary>
/// What a field is called in a fault. It is put together only there: a million records are looked through by an import,
/// and nearly all of them are right.
/// </summary>
/// <param name="Path">As in <c>certification.evidence</c>, without numbers.</param>
/// <param name="Entry">Which entry of the list at its beginning is meant; -1 where there is no list.</param>
internal readonly record struct FieldName(string Path, int Entry = -1)
{
    // What is quoted may be of any length; a grade or a day that was meant is known by less.
    private const int MostQuoted = 24;

    /// <summary>As a column of a table: <c>certification[1].evidence</c>.</summary>
    public override string ToString()
    {
        if (Entry < 0)
            return Path;
        var end = Path.IndexOf('.', StringComparison.Ordinal) is >= 0 and var point ? point : Path.Length;
        return string.Create(CultureInfo.InvariantCulture, $"{Path.AsSpan(0, end)}[{Entry}]{Path.AsSpan(end)}");
    }

    /// <summary>A value in quotes, cut; what a terminal takes for a command is made harmless by who tells the fault.
    /// </summary>
    public static string Quoted(string text) =>
        text.Length <= MostQuoted ? $"\"{text}\""
        // No half of a letter.
        : $"\"{text.AsSpan(0, char.IsHighSurrogate(text[MostQuoted - 1]) ? MostQuoted - 1 : MostQuoted)}…\"";
}
