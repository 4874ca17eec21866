using static DaNangTrace.Edge.Gs1.Verdict;

namespace DaNangTrace.Edge.Gs1;

/// <summary>Checks dates and times of day.</summary>
internal static class Calendar
{
    /// <summary>Six digits, yymmdd; a day 00 stands for the month's last day where it is allowed.</summary>
    internal static bool FindsInDate(ReadOnlySpan<char> text, int thisYear, bool dayMayBeZero, out Flaw flaw)
    {
        if (text.Length != 6)
            return Bad(FaultCode.Day, 0, text.Length, out flaw);
        if (FindsNonDigit(text, out flaw))
            return true;
        return FindsInDay(GsDate.YearOf(Two(text, 0), thisYear), text, 2, dayMayBeZero, out flaw);
    }

    /// <summary>Eight digits, yyyymmdd.</summary>
    internal static bool FindsInLongDate(ReadOnlySpan<char> text, out Flaw flaw)
    {
        if (text.Length != 8)
            return Bad(FaultCode.Day, 0, text.Length, out flaw);
        if (FindsNonDigit(text, out flaw))
            return true;
        return FindsInDay(Two(text, 0) * 100 + Two(text, 2), text, 4, dayMayBeZero: false, out flaw);
    }

    /// <summary>
    /// Pairs of digits: hours, minutes or seconds. The first goes to 23 or 59, those after it are minutes.
    /// </summary>
    internal static bool FindsInTime(ReadOnlySpan<char> text, int pairs, int mostFirst, out Flaw flaw)
    {
        if (text.Length != pairs * 2)
            return Bad(FaultCode.Time, 0, text.Length, out flaw);
        if (FindsNonDigit(text, out flaw))
            return true;
        for (var i = 0; i < text.Length; i += 2)
        {
            if (Two(text, i) > (i == 0 ? mostFirst : 59))
                return Bad(FaultCode.Time, i, 2, out flaw);
        }
        return Fine(out flaw);
    }

    private static bool FindsInDay(int year, ReadOnlySpan<char> text, int at, bool dayMayBeZero, out Flaw flaw)
    {
        var month = Two(text, at);
        if (month is < 1 or > 12)
            return Bad(FaultCode.Month, at, 2, out flaw);
        var day = Two(text, at + 2);
        if (day > LastDay(year, month) || (day == 0 && !dayMayBeZero))
            return Bad(FaultCode.Day, at + 2, 2, out flaw);
        return Fine(out flaw);
    }

    // Not DateTime's: it throws at the year 0, which eight digits can say.
    private static int LastDay(int year, int month) => month switch
    {
        2 => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28,
        4 or 6 or 9 or 11 => 30,
        _ => 31,
    };

    private static int Two(ReadOnlySpan<char> text, int at) => (text[at] - '0') * 10 + text[at + 1] - '0';
}
