using System.Globalization;
using DaNangTrace.Edge.Kiosk.Timing;

namespace DaNangTrace.Edge.Kiosk.Health;

/// <summary>What <c>/health</c> tells of the clock: asked for, since it is set, and moved, by others.</summary>
/// <param name="clock">The kiosk's.</param>
internal sealed class ClockReport(KioskClock clock)
{
    private readonly Condition _condition = new(clock.Time);

    /// <summary>As it is now.</summary>
    public Condition.State Now
    {
        get
        {
            var (wellness, message) = Judge();
            _condition.Set(wellness, message);
            return _condition.Now;
        }
    }

    private (Wellness Wellness, string Message) Judge()
    {
        // Before the moment is asked for: that a source keeps it is what makes it known.
        var isKept = clock.Now().IsSynchronised;
        if (clock.Known is not { } known)
            return (Wellness.Degraded,
                "not set since the start: the page tells no time, no age of its data and no exact count of days; bring "
                + "the network, and see by timedatectl that a time service runs");
        if (!clock.IsWallTimeRight)
            return (Wellness.Degraded, string.Create(
                CultureInfo.InvariantCulture,
                $"moved by hand since it was right, and by more than ten minutes: it should be about "
                + $"{TimeZoneInfo.ConvertTime(known, clock.Zone):yyyy-MM-dd HH:mm}; the page tells no time and no age "
                + $"of its data; see by timedatectl that a time service runs"));
        return (Wellness.Ok, isKept
            ? "set"
            : "set, and kept right by no time source now: good for days; see whether the network is there");
    }
}
