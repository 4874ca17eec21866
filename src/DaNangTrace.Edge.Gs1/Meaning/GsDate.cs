namespace DaNangTrace.Edge.Gs1;

/// <summary>Dates of six digits, yymmdd.</summary>
internal static class GsDate
{
    /// <summary>The four-digit year: the one nearest to this year.</summary>
    internal static int YearOf(int twoDigits, int thisYear)
    {
        var century = thisYear - thisYear % 100;
        return (twoDigits - thisYear % 100) switch
        {
            >= 51 => century - 100 + twoDigits,
            <= -50 => century + 100 + twoDigits,
            _ => century + twoDigits,
        };
    }

    /// <summary>The date of six digits that hold; day 00 is the month's last day.</summary>
    internal static DateOnly Of(ReadOnlySpan<char> yymmdd, int thisYear)
    {
        var year = YearOf(Two(yymmdd), thisYear);
        var month = Two(yymmdd[2..]);
        var day = Two(yymmdd[4..]);
        return new DateOnly(year, month, day == 0 ? DateTime.DaysInMonth(year, month) : day);
    }

    internal static int Two(ReadOnlySpan<char> digits) => (digits[0] - '0') * 10 + digits[1] - '0';
}
