using static DaNangTrace.Edge.Gs1.LinterAnswer;

namespace DaNangTrace.Edge.Gs1;

/// <summary>Checks and reads dates, checks times of day.</summary>
internal static class Calendar
{
    /// <summary>Six digits, yymmdd; a day 00 stands for the month's last day where it is allowed.</summary>
    internal static bool FindsInDate(ReadOnlySpan<char> text, int thisYear, bool dayMayBeZero, out Flaw flaw)
    {
        if (text.Length != 6)
            return Bad(FaultCode.Day, 0, text.Length, out flaw);
        if (FindsNonDigit(text, out flaw))
            return true;
        return FindsInDay(YearOf(Digits.Two(text), thisYear), text, 2, dayMayBeZero, out flaw);
    }

    /// <summary>Eight digits, yyyymmdd.</summary>
    internal static bool FindsInLongDate(ReadOnlySpan<char> text, out Flaw flaw)
    {
        if (text.Length != 8)
            return Bad(FaultCode.Day, 0, text.Length, out flaw);
        if (FindsNonDigit(text, out flaw))
            return true;
        return FindsInDay(Digits.Two(text) * 100 + Digits.Two(text[2..]), text, 4, dayMayBeZero: false, out flaw);
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
            if (Digits.Two(text[i..]) > (i == 0 ? mostFirst : 59))
                return Bad(FaultCode.Time, i, 2, out flaw);
        }
        return Fine(out flaw);
    }

    /// <summary>The four-digit year of two digits: the one nearest to this year.</summary>
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

    /// <summary>
    /// The date of six or eight digits that hold; day 00 is the month's last day. Null for the years that .NET's
    /// calendar does not have: 0, and those around its ends that a clock set wrong brings about.
    /// </summary>
    internal static DateOnly? DayOf(ReadOnlySpan<char> date, int thisYear)
    {
        var year = date.Length == 8
            ? Digits.Two(date) * 100 + Digits.Two(date[2..])
            : YearOf(Digits.Two(date), thisYear);
        if (year is < 1 or > 9999)
            return null;
        var month = Digits.Two(date[^4..]);
        var day = Digits.Two(date[^2..]);
        return new DateOnly(year, month, day == 0 ? LastDay(year, month) : day);
    }

    private static bool FindsInDay(int year, ReadOnlySpan<char> text, int at, bool dayMayBeZero, out Flaw flaw)
    {
        var month = Digits.Two(text[at..]);
        if (month is < 1 or > 12)
            return Bad(FaultCode.Month, at, 2, out flaw);
        var day = Digits.Two(text[(at + 2)..]);
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
}
