using System.Diagnostics;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>
/// Counts the time in which this machine had time for us: what the processor was kept from is not held against whoever
/// is measured. On a machine at rest it goes as a stopwatch does.
/// </summary>
internal sealed class CalmWatch : IAsyncDisposable
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _end = new();
    private readonly Task _counting;
    private long _ticks;

    public CalmWatch() => _counting = Task.Run(CountAsync);

    public TimeSpan Elapsed => TimeSpan.FromTicks(Interlocked.Read(ref _ticks));

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _counting;
        _end.Dispose();
    }

    // A turn that came late counts as one that came a little late.
    private async Task CountAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            var watch = Stopwatch.StartNew();
            await Task.Delay(Turn);
            Interlocked.Add(ref _ticks, Math.Min(watch.Elapsed.Ticks, 2 * Turn.Ticks));
        }
    }
}
