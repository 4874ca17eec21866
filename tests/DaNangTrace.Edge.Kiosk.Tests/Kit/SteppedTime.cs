using DaNangTrace.Edge.Kiosk.Showing.Driving;
using DaNangTrace.Edge.Kiosk.Showing.Indicating;
using Microsoft.Extensions.Time.Testing;

namespace DaNangTrace.Edge.Kiosk.Tests.Kit;

/// <summary>
/// A clock for a thread that waits for it: time goes on only when whoever works by it has done what was due and waits
/// anew, so that each deed has its exact time.
/// </summary>
internal sealed class SteppedTime() : FakeTimeProvider(Samples.Noon)
{
    private readonly Lock _gate = new();
    private readonly HashSet<Alarm> _alarms = [];
    private int _made;

    /// <summary>How often somebody began to wait.</summary>
    public int Waits => Volatile.Read(ref _made);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        // Set by somebody who works, and not by one who waits.
        if (dueTime == DeviceLoop<Indication>.Patience)
            return base.CreateTimer(callback, state, dueTime, period);
        var alarm = new Alarm(this, GetUtcNow() + dueTime);
        lock (_gate)
            _alarms.Add(alarm);
        alarm.Timer = base.CreateTimer(callback, state, dueTime, period);
        Interlocked.Increment(ref _made);
        return alarm;
    }

    /// <summary>Does something that whoever waits acts on, and waits until it waits again.</summary>
    public async Task AfterAsync(Action act)
    {
        var before = Waits;
        act();
        await Wait.UntilAsync(() => Waits > before && IsAtRest(), "nobody waits for the clock");
    }

    /// <summary>Goes on, a millisecond at a time.</summary>
    public async Task GoOnAsync(int milliseconds)
    {
        for (var i = 0; i < milliseconds; i++)
        {
            Advance(TimeSpan.FromMilliseconds(1));
            if (!IsAtRest())
                await Wait.UntilAsync(IsAtRest, "what was due is not done");
        }
    }

    private bool IsAtRest()
    {
        lock (_gate)
            return _alarms.Count > 0 && _alarms.All(alarm => alarm.Due > GetUtcNow());
    }

    private sealed class Alarm(SteppedTime time, DateTimeOffset due) : ITimer
    {
        public DateTimeOffset Due => due;

        public ITimer? Timer { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException();

        public void Dispose()
        {
            lock (time._gate)
                time._alarms.Remove(this);
            Timer?.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
