namespace DaNangTrace.Edge.Kiosk.Tracing.Importing;

/// <summary>Gives up what stands still: each step has so long.</summary>
internal sealed class IdleLimit : IDisposable
{
    private readonly TimeSpan _limit;
    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenSource _clock;
    private readonly CancellationToken _stop;

    public IdleLimit(TimeSpan limit, TimeProvider time, CancellationToken stop)
    {
        (_limit, _stop) = (limit, stop);
        _clock = new CancellationTokenSource(limit, time);
        _source = CancellationTokenSource.CreateLinkedTokenSource(stop, _clock.Token);
    }

    public CancellationToken Token => _source.Token;

    public async ValueTask<T> WatchAsync<T>(ValueTask<T> step)
    {
        _clock.CancelAfter(_limit);
        try
        {
            return await step;
        }
        catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
        {
            throw new TimeoutException($"nothing came for {_limit.TotalSeconds:0} s");
        }
    }

    public void Dispose()
    {
        _source.Dispose();
        _clock.Dispose();
    }
}
