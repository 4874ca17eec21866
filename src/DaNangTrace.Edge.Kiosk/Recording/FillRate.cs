namespace DaNangTrace.Edge.Kiosk.Recording;

/// <summary>
/// How fast this kiosk fills its ledger: the hours of the last day, kept by the clock that never jumps. Safe for any
/// thread.
/// </summary>
internal sealed class FillRate(TimeProvider time)
{
    private const int Hours = 24;

    private readonly Lock _gate = new();
    private readonly long[] _bytes = new long[Hours];
    private readonly long _begun = time.GetTimestamp();
    private int _hour;

    /// <summary>Counts what was written.</summary>
    public void Add(long bytes)
    {
        lock (_gate)
        {
            Turn();
            _bytes[_hour % Hours] += bytes;
        }
    }

    /// <summary>Bytes an hour; null before the first hour has passed.</summary>
    public double? BytesAnHour()
    {
        lock (_gate)
        {
            Turn();
            var passed = time.GetElapsedTime(_begun).TotalHours;
            return passed < 1 ? null : _bytes.Sum() / Math.Min(passed, Hours - 1 + (passed % 1));
        }
    }

    private void Turn()
    {
        var now = (int)time.GetElapsedTime(_begun).TotalHours;
        for (; _hour < now; _hour++)
            _bytes[(_hour + 1) % Hours] = 0;
    }
}
