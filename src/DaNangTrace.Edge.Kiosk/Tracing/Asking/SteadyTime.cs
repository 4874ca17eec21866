namespace DaNangTrace.Edge.Kiosk.Tracing.Asking;

/// <summary>
/// A clock that only goes on: the library reckons by wall time for how long a server is left alone, and a kiosk's wall
/// clock leaps by years when the network sets it.
/// </summary>
/// <param name="time">Its pace, and its timers.</param>
internal sealed class SteadyTime(TimeProvider time) : TimeProvider
{
    private readonly long _begun = time.GetTimestamp();

    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddYears(30) + time.GetElapsedTime(_begun);

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        time.CreateTimer(callback, state, dueTime, period);
}
