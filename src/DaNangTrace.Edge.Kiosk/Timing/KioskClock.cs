namespace DaNangTrace.Edge.Kiosk.Timing;

/// <summary>
/// The kiosk's clock. A Raspberry Pi has no clock of its own: after a power cut its wall time is a plausible lie until
/// the network mends it. So each moment carries the boot it belongs to and how far its wall time may be believed.
/// </summary>
/// <param name="time">The source of wall time and of timers.</param>
/// <param name="zone">The kiosk's time zone.</param>
/// <param name="isSynchronised">
/// Whether the wall clock may be believed now; handed in, since it is the kernel's word.
/// </param>
public sealed class KioskClock(TimeProvider time, TimeZoneInfo zone, Func<bool> isSynchronised)
{
    private readonly string _bootId = Kernel.BootId();

    /// <summary>The source of wall time and of timers.</summary>
    public TimeProvider Time => time;

    /// <summary>The kiosk's time zone.</summary>
    public TimeZoneInfo Zone => zone;

    /// <summary>Today in the kiosk's time zone.</summary>
    public DateOnly Today => DateOnly.FromDateTime(LocalNow.DateTime);

    /// <summary>The wall time with the kiosk's offset from UTC.</summary>
    public DateTimeOffset LocalNow => TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone);

    /// <summary>This moment, by every clock that the kiosk has.</summary>
    public Moment Now() => new(LocalNow, isSynchronised(), _bootId, Kernel.BootNanoseconds());

    /// <summary>A clock that asks the kernel whether it is synchronised.</summary>
    public static KioskClock AskingTheKernel(TimeProvider time, TimeZoneInfo zone) =>
        new(time, zone, Kernel.IsClockSynchronised);
}

/// <summary>One moment, by every clock that the kiosk has.</summary>
/// <param name="At">Wall time with the kiosk's offset from UTC.</param>
/// <param name="IsSynchronised">Whether the wall time may be believed.</param>
/// <param name="BootId">The kernel's id of this boot.</param>
/// <param name="BootNanoseconds">Nanoseconds since this boot (CLOCK_BOOTTIME).</param>
public readonly record struct Moment(DateTimeOffset At, bool IsSynchronised, string BootId, long BootNanoseconds);
