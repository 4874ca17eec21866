namespace DaNangTrace.Edge.Kiosk.Tracing.Fetching;

/// <summary>Whether nobody has scanned for a while: an import takes processor and card from those who do.</summary>
/// <param name="newest">The place of the newest sighting.</param>
/// <param name="time">Measures.</param>
internal sealed class QuietMinutes(Func<long> newest, TimeProvider time)
{
    /// <summary>How long nobody may have scanned.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(2);

    private long _seen = newest();

    // Of the time before the start nothing is known: a stall that was just switched on may be in its rush.
    private long _at = time.GetTimestamp();

    /// <summary>Whether it is quiet now. What was scanned since the last question counts as scanned now.</summary>
    public bool Are()
    {
        if (newest() is var now && now != _seen)
            (_seen, _at) = (now, time.GetTimestamp());
        return time.GetElapsedTime(_at) >= Length;
    }
}
