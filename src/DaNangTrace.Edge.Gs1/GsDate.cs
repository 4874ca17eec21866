namespace DaNangTrace.Edge.Gs1;

/// <summary>Dates of six digits, yymmdd (GS1 General Specifications, 3.4).</summary>
internal static class GsDate
{
    /// <summary>The four-digit year: the one nearest to this year (GS1 General Specifications, 7.12).</summary>
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

    /// <summary>What is wrong with six digits as a date; null if nothing is. The position is the bad part's.</summary>
    internal static (string Code, int At)? FaultOf(ReadOnlySpan<char> yymmdd, int thisYear, bool dayMayBeZero) =>
        FaultOf(YearOf(Two(yymmdd), thisYear), yymmdd[2..], dayMayBeZero, 2);

    /// <summary>The same for eight digits, yyyymmdd.</summary>
    internal static (string Code, int At)? FaultOfLong(ReadOnlySpan<char> yyyymmdd) =>
        FaultOf(Two(yyyymmdd) * 100 + Two(yyyymmdd[2..]), yyyymmdd[4..], false, 4);

    /// <summary>The date of six digits that hold; day 00 is the month's last day.</summary>
    internal static DateOnly Of(ReadOnlySpan<char> yymmdd, int thisYear)
    {
        var year = YearOf(Two(yymmdd), thisYear);
        var month = Two(yymmdd[2..]);
        var day = Two(yymmdd[4..]);
        return new DateOnly(year, month, day == 0 ? DateTime.DaysInMonth(year, month) : day);
    }

    internal static int Two(ReadOnlySpan<char> digits) => (digits[0] - '0') * 10 + digits[1] - '0';

    private static (string Code, int At)? FaultOf(int year, ReadOnlySpan<char> mmdd, bool dayMayBeZero, int at)
    {
        var month = Two(mmdd);
        if (month is < 1 or > 12)
            return (FaultCodes.Month, at);
        var day = Two(mmdd[2..]);
        // The calendar of .NET begins with the year 1; no carrier means the year 0, so any leap year serves.
        var last = DateTime.DaysInMonth(year == 0 ? 4 : year, month);
        return day > last || (day == 0 && !dayMayBeZero) ? (FaultCodes.Day, at + 2) : null;
    }
}
