namespace DaNangTrace.Edge.Fleet;

/// <summary>The time of the markets: all of them stand in Da Nang.</summary>
internal static class MarketTime
{
    // Viet Nam has had one offset since 1975 and no summer time: no time zone data is needed.
    private static readonly TimeSpan Offset = TimeSpan.FromHours(7);

    /// <summary>The instant as a clock in the market shows it.</summary>
    internal static DateTimeOffset Of(DateTimeOffset instant) => instant.ToOffset(Offset);

    /// <summary>The market's day, counted from 0001-01-01.</summary>
    internal static int DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(Of(instant).DateTime).DayNumber;
}
