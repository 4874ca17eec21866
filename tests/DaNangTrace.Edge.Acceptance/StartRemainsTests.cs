using DaNangTrace.Edge.Acceptance.Kit;
using DaNangTrace.Edge.Composition;

namespace DaNangTrace.Edge.Acceptance;

/// <summary>What only the start needed is given back once, when nobody waits.</summary>
public sealed class StartRemainsTests
{
    [Fact]
    public async Task It_goes_ten_seconds_after_the_start_and_not_before()
    {
        var time = new HeldTime();
        using var remains = new StartRemains(time);
        await remains.StartAsync(TestContext.Current.CancellationToken);
        var left = new WeakReference(new byte[100_000]);

        await Until.TrueAsync(() => time.Come is not null, "it waits");
        Assert.Equal(TimeSpan.FromSeconds(10), time.Due);
        Assert.False(remains.ExecuteTask!.IsCompleted);
        time.Come!();
        await remains.ExecuteTask.WaitAsync(Until.Deadline, TestContext.Current.CancellationToken);

        Assert.False(left.IsAlive);
    }

    [Fact]
    public async Task A_kiosk_that_stops_before_does_not_wait_for_it()
    {
        var time = new HeldTime();
        using var remains = new StartRemains(time);
        await remains.StartAsync(TestContext.Current.CancellationToken);

        await Until.TrueAsync(() => time.Come is not null, "it waits");
        await remains.StopAsync(TestContext.Current.CancellationToken).WaitAsync(
            Until.Deadline, TestContext.Current.CancellationToken);

        Assert.True(remains.ExecuteTask!.IsCompletedSuccessfully);
    }

    // Its one timer goes off in the test's hand.
    private sealed class HeldTime : TimeProvider
    {
        public TimeSpan Due { get; private set; }

        public Action? Come { get; private set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            (Due, Come) = (dueTime, () => callback(state));
            return new Held();
        }

        private sealed class Held : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
