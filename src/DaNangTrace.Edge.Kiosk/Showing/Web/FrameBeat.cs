using DaNangTrace.Edge.Kiosk.Timing;

namespace DaNangTrace.Edge.Kiosk.Showing.Web;

/// <summary>
/// Whether a page paints: each tells so every few seconds out of a frame that the browser gave it. A browser may be
/// connected and yet show nothing, for example when its graphics hang.
/// </summary>
public sealed class FrameBeat : IDisposable
{
    /// <summary>Who was not heard for so long does not paint: three beats.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private long _last;
    private volatile bool _isFresh;

    /// <summary>Makes it; nothing was heard yet.</summary>
    public FrameBeat(KioskClock clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        _time = clock.Time;
        _timer = _time.CreateTimer(_ => Judge(), null, Look, Look);
    }

    /// <summary>Raised when a page begins or stops to paint.</summary>
    public event Action? Changed;

    /// <summary>Whether a page painted within <see cref="Limit"/>.</summary>
    public bool IsFresh => _isFresh;

    /// <summary>A page painted a frame.</summary>
    public void Heard()
    {
        lock (_gate)
            _last = _time.GetTimestamp();
        Judge();
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Judge()
    {
        lock (_gate)
        {
            var isFresh = _last != 0 && _time.GetElapsedTime(_last) <= Limit;
            if (_isFresh == isFresh)
                return;
            _isFresh = isFresh;
        }
        Changed?.Invoke();
    }
}
