namespace DaNangTrace.Edge.Kiosk.Tests.Kit;

/// <summary>A clock whose wall time leaps, as when the network sets it; what it measures by goes on as before.</summary>
internal sealed class LeapingTime(TimeProvider time) : TimeProvider
{
    /// <summary>How far the wall time is off.</summary>
    public TimeSpan Leap { get; set; }

    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + Leap;

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        time.CreateTimer(callback, state, dueTime, period);
}
