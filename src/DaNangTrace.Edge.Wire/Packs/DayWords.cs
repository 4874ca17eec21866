namespace DaNangTrace.Edge.Wire.Packs;

/// <summary>What is wrong with a value that should be a day: many come from a spreadsheet, which shows days in its own
/// way and counts them from 1900.</summary>
internal static class DayWords
{
    // Days since 1900, as spreadsheets count them: five digits are the years 1927 to 2173.
    private const int DigitsOfCount = 5;

    /// <summary>A sentence.</summary>
    /// <param name="value">As it stands in the record; null where it can't be found there.</param>
    public static string FaultOf(string? value) =>
        value is null ? "expected a day such as 2026-01-31"
        : IsCount(value) ? $"{FieldName.Quoted(value)}: a spreadsheet made a number of it: format the column as text "
            + "and enter it again (yyyy-mm-dd)"
        : HasForm(value) ? $"{FieldName.Quoted(value)}: there is no such day"
        : $"{FieldName.Quoted(value)}: expected a day such as 2026-01-31";

    private static bool IsCount(ReadOnlySpan<char> value)
    {
        // With a fraction it has a time of the day as well.
        var end = value.IndexOfAny('.', ',');
        var whole = end < 0 ? value : value[..end];
        return whole.Length == DigitsOfCount && AreDigits(whole) && (end < 0 || AreDigits(value[(end + 1)..]));
    }

    private static bool HasForm(ReadOnlySpan<char> value) =>
        value.Length == 10 && value[4] == '-' && value[7] == '-'
        && AreDigits(value[..4]) && AreDigits(value[5..7]) && AreDigits(value[8..]);

    private static bool AreDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');
}
