namespace DaNangTrace.Edge.Kiosk.Recording;

/// <summary>
/// How many sightings this kiosk records: the hours of the last day, kept by the clock that never jumps. Safe for any
/// thread.
/// </summary>
internal sealed class FillRate(TimeProvider time)
{
    private const int Hours = 24;

    private readonly Lock _gate = new();
    private readonly long[] _rows = new long[Hours];
    private readonly long _begun = time.GetTimestamp();
    private int _hour;

    /// <summary>Counts what was recorded.</summary>
    public void Add(int rows)
    {
        lock (_gate)
        {
            Turn();
            _rows[_hour % Hours] += rows;
        }
    }

    /// <summary>Sightings an hour; null before the first hour has passed.</summary>
    public double? AnHour()
    {
        lock (_gate)
        {
            Turn();
            var passed = time.GetElapsedTime(_begun).TotalHours;
            return passed < 1 ? null : _rows.Sum() / Math.Min(passed, Hours - 1 + (passed % 1));
        }
    }

    private void Turn()
    {
        var now = (int)time.GetElapsedTime(_begun).TotalHours;
        for (; _hour < now; _hour++)
            _rows[(_hour + 1) % Hours] = 0;
    }
}
