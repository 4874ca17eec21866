namespace DaNangTrace.Edge.Kiosk.Timing;

/// <summary>Looks at something again and again.</summary>
internal static class Rounds
{
    /// <summary>Waits, looks, and begins anew; ends without an exception when it is told to stop.</summary>
    /// <param name="time">Its clock.</param>
    /// <param name="pause">From one look's beginning to the next one's; a look that takes longer delays it.</param>
    /// <param name="look">Looks once.</param>
    /// <param name="stop">Ends it.</param>
    public static async Task EveryAsync(
        TimeProvider time, TimeSpan pause, Func<CancellationToken, Task> look, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(pause, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
                await look(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // An ordinary end.
        }
    }
}
