namespace DaNangTrace.Edge.Kiosk.Tracing.Fetching;

/// <summary>When a kind of packs is fetched.</summary>
/// <param name="MostJitter">A city's kiosks must not come at once: each waits for up to so long.</param>
/// <param name="FirstPause">Up to so long after the first attempt that failed; twice as long after the next.</param>
/// <param name="LongestPause">But no longer than this.</param>
/// <param name="LongestAttempt">An attempt that takes longer is given up; what came of it stays.</param>
internal sealed record PackTiming(
    TimeSpan MostJitter, TimeSpan FirstPause, TimeSpan LongestPause, TimeSpan LongestAttempt)
{
    /// <summary>How long shoppers may hold a catalog off: the longest rush of a market day.</summary>
    public static readonly TimeSpan MostPostponed = TimeSpan.FromHours(6);

    /// <summary>How often it is looked whether it is quiet.</summary>
    public static readonly TimeSpan QuietPoll = TimeSpan.FromSeconds(10);

    /// <summary>
    /// A catalog has time, and thousands of kiosks fetch gigabytes. On a bad line of a market a gigabyte takes hours.
    /// </summary>
    public static PackTiming Catalog { get; } =
        new(TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(1), TimeSpan.FromHours(1), TimeSpan.FromHours(6));

    /// <summary>
    /// A warning is due within five seconds of its announcement; a list has a few kilobytes. A line that broke is seen
    /// to be back as soon as the pauses here say, not those of one long attempt.
    /// </summary>
    public static PackTiming Recalls { get; } =
        new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(15));

    /// <summary>Whether shoppers come first; null where they don't.</summary>
    public Func<bool>? IsQuiet { get; init; }

    /// <summary>Whether nothing is waited for: without any data of the city's each minute counts.</summary>
    public Func<bool> IsUrgent { get; init; } = () => false;
}
