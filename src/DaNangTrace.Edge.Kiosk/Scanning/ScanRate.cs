namespace DaNangTrace.Edge.Kiosk.Scanning;

/// <summary>
/// A token bucket: a person scans twice a second; a stuck or hostile scanner must not fill the ledger with noise.
/// </summary>
/// <param name="time">Tells how much time went by.</param>
/// <param name="perSecond">Scans a second in the long run; 0 = no limit.</param>
internal sealed class ScanRate(TimeProvider time, int perSecond)
{
    // A trained cashier's burst passes; what exceeds it for long is no person.
    private const int BurstSeconds = 5;

    private double _tokens = perSecond * BurstSeconds;
    private long _last = time.GetTimestamp();

    /// <summary>Whether one more scan may pass. Not safe for several threads: each scanner has its own.</summary>
    /// <param name="now">
    /// When it was read (<see cref="TimeProvider.GetTimestamp"/>): what waited for a stuck desk did not come at once.
    /// </param>
    public bool Allows(long now)
    {
        if (perSecond == 0)
            return true;
        // Of two connections the later code may be taken first.
        if (now > _last)
        {
            _tokens = Math.Min(
                perSecond * BurstSeconds, _tokens + (time.GetElapsedTime(_last, now).TotalSeconds * perSecond));
            _last = now;
        }
        if (_tokens < 1)
            return false;
        _tokens--;
        return true;
    }
}
