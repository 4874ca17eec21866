using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Timing;

namespace DaNangTrace.Edge.Kiosk.Scanning;

/// <summary>One trigger pull.</summary>
/// <param name="Scanner">Name of the scanner in the configuration.</param>
/// <param name="Symbol">What it sent.</param>
/// <param name="At">When its last byte was read.</param>
/// <param name="Stamp">The same moment by <see cref="TimeProvider.GetTimestamp"/>, to tell how long it waited.</param>
public sealed record Scan(string Scanner, Symbol Symbol, Moment At, long Stamp)
{
    /// <summary>A scan whose last byte was read just now.</summary>
    public static Scan Now(string scanner, Symbol symbol, KioskClock clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        return new Scan(scanner, symbol, clock.Now(), clock.Time.GetTimestamp());
    }
}

/// <summary>
/// Takes a scan; waits while those before it are still being served. Nothing is dropped: the scanner is read ahead up
/// to a limit, and no further.
/// </summary>
public delegate ValueTask ScanTaker(Scan scan, CancellationToken stop);
