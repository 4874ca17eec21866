namespace DaNangTrace.Edge.Kiosk.Timing;

/// <summary>
/// The kiosk's clock. A Raspberry Pi has no clock of its own: after a power cut its wall time is a plausible lie until
/// the network mends it. So each moment carries the boot it belongs to and how far its wall time may be believed.
/// </summary>
/// <param name="time">The source of wall time and of timers.</param>
/// <param name="zone">The kiosk's time zone.</param>
/// <param name="boot">What the kernel knows of time; handed in, since a test can't synchronise it.</param>
public sealed class KioskClock(TimeProvider time, TimeZoneInfo zone, BootClock boot)
{
    /// <summary>A clock that has the kernel's boot, and is believed as far as the caller says.</summary>
    public KioskClock(TimeProvider time, TimeZoneInfo zone, Func<bool> isSynchronised)
        : this(time, zone, BootClock.OfThisBoot() with { IsSynchronised = isSynchronised })
    {
    }

    private const int NanosecondsATick = 100;

    // As far as the clocks of two machines may differ that are both set.
    private static readonly TimeSpan MostApart = TimeSpan.FromMinutes(10);

    private long _floor;
    private RightTime? _lastRight;

    /// <summary>The source of wall time and of timers.</summary>
    public TimeProvider Time => time;

    /// <summary>
    /// It is at least so late, whatever the wall clock says: the newest time that was known to be right.
    /// </summary>
    public DateTimeOffset Floor => new(Volatile.Read(ref _floor), TimeSpan.Zero);

    /// <summary>
    /// The time where it is known: by a synchronised clock, else as long after the last synchronised moment of this
    /// process as the boot's clock says; null where there was none. The kernel takes its word back half an hour after
    /// the network went. The boot's clock is off by seconds a day: good for a date, whatever the wall clock says.
    /// </summary>
    public DateTimeOffset? Known
    {
        get
        {
            var now = Now();
            if (now.IsSynchronised)
                return now.At;
            if (Volatile.Read(ref _lastRight) is not { } right)
                return null;
            var known = right.At + TimeSpan.FromTicks((now.BootNanoseconds - right.BootNanoseconds) / NanosecondsATick);
            RaiseFloor(known);
            return known;
        }
    }

    /// <summary>
    /// Which day it is: today where the time is known; else the day that it is at least, and later ones may have come.
    /// </summary>
    public KioskDay Day =>
        Known is { } known ? new KioskDay(DayOf(known), IsCertain: true) : new KioskDay(DayOf(Floor), IsCertain: false);

    /// <summary>
    /// Whether the wall time may be told: the clock is set, and nobody has moved it since by more than two clocks may
    /// differ.
    /// </summary>
    public bool IsWallTimeRight =>
        Known is { } known && (time.GetUtcNow() - known).Duration() <= MostApart;

    /// <summary>The kiosk's time zone.</summary>
    public TimeZoneInfo Zone => zone;

    /// <summary>Today in the kiosk's time zone.</summary>
    public DateOnly Today => DateOnly.FromDateTime(LocalNow.DateTime);

    /// <summary>The wall time with the kiosk's offset from UTC.</summary>
    public DateTimeOffset LocalNow => TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone);

    /// <summary>This moment, by every clock that the kiosk has.</summary>
    public Moment Now()
    {
        // Asked first: a clock that is set in between must not make the time before it a known one.
        var isSynchronised = boot.IsSynchronised();
        var now = new Moment(LocalNow, isSynchronised, boot.Id, boot.Nanoseconds());
        if (now.IsSynchronised)
        {
            RaiseFloor(now.At);
            Volatile.Write(ref _lastRight, new RightTime(now.At, now.BootNanoseconds));
        }
        return now;
    }

    /// <summary>Notes a time that is known to have come: a build's, a signed pack's, a synchronisation's.</summary>
    public void RaiseFloor(DateTimeOffset known)
    {
        var ticks = known.UtcTicks;
        long before;
        while ((before = Volatile.Read(ref _floor)) < ticks
            && Interlocked.CompareExchange(ref _floor, ticks, before) != before)
        {
        }
    }

    private DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    private sealed record RightTime(DateTimeOffset At, long BootNanoseconds);
}

/// <summary>A day in the kiosk's time zone.</summary>
/// <param name="Date">The day.</param>
/// <param name="IsCertain">Whether it is this day; else it is this one, or a later one.</param>
public readonly record struct KioskDay(DateOnly Date, bool IsCertain);

/// <summary>What the kernel knows of time.</summary>
/// <param name="Id">Its id of this boot.</param>
/// <param name="Nanoseconds">Nanoseconds since this boot, suspended time included (CLOCK_BOOTTIME).</param>
/// <param name="IsSynchronised">Whether the wall clock is disciplined by a time source (adjtimex).</param>
public sealed record BootClock(string Id, Func<long> Nanoseconds, Func<bool> IsSynchronised)
{
    /// <summary>What the kernel says itself.</summary>
    public static BootClock OfThisBoot() => new(Kernel.BootId(), Kernel.BootNanoseconds, Kernel.IsClockSynchronised);
}

/// <summary>One moment, by every clock that the kiosk has.</summary>
/// <param name="At">Wall time with the kiosk's offset from UTC.</param>
/// <param name="IsSynchronised">Whether the wall time may be believed.</param>
/// <param name="BootId">The kernel's id of this boot.</param>
/// <param name="BootNanoseconds">Nanoseconds since this boot (CLOCK_BOOTTIME).</param>
public readonly record struct Moment(DateTimeOffset At, bool IsSynchronised, string BootId, long BootNanoseconds);
