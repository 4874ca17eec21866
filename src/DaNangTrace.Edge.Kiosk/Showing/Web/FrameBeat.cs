using DaNangTrace.Edge.Kiosk.Timing;

namespace DaNangTrace.Edge.Kiosk.Showing.Web;

/// <summary>
/// Whether a page paints: each tells so every few seconds out of a frame that the browser gave it. A browser may be
/// connected and yet show nothing, for example when its graphics hang. And what a page could not paint, as it says
/// itself.
/// </summary>
public sealed class FrameBeat : IDisposable
{
    /// <summary>Who was not heard for so long does not paint: three beats.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    // A fault comes with a scene, and again with the next one of its kind: within an hour of opening, if it is still
    // there.
    private static readonly TimeSpan FaultLasts = TimeSpan.FromHours(1);

    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private long? _any;
    private long? _own;
    private (long At, string Text)? _fault;
    private volatile Judgement _judgement = new(false, false, null);

    /// <summary>Makes it; nothing was heard yet.</summary>
    public FrameBeat(KioskClock clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        _time = clock.Time;
        _timer = _time.CreateTimer(_ => Judge(), null, Look, Look);
    }

    /// <summary>Raised when a page begins or stops to paint, and when a fault comes or is over.</summary>
    public event Action? Changed;

    /// <summary>
    /// Whether the page that shoppers see painted within <see cref="Limit"/>: the kiosk's own screen's, once that was
    /// heard, for another page beside it must not hide that it is dead; until then any page's on this machine.
    /// </summary>
    public bool IsFresh => _judgement.IsFresh;

    /// <summary>Whether the page of the kiosk's own screen painted within <see cref="Limit"/>.</summary>
    public bool IsOwnFresh => _judgement.IsOwnFresh;

    /// <summary>What a page could not paint within the last hour, the latest; null for nothing.</summary>
    public string? Fault => _judgement.Fault;

    /// <summary>A page painted a frame.</summary>
    /// <param name="isOwn">Whether it is that of the kiosk's own screen, opened by its session.</param>
    public void Heard(bool isOwn = false)
    {
        lock (_gate)
        {
            _any = _time.GetTimestamp();
            if (isOwn)
                _own = _any;
        }
        Judge();
    }

    /// <summary>A page could not paint a scene.</summary>
    public void Failed(string fault)
    {
        lock (_gate)
            _fault = (_time.GetTimestamp(), fault);
        Judge();
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Judge()
    {
        lock (_gate)
        {
            var isOwnFresh = Within(_own, Limit);
            var judgement = new Judgement(
                _own is null ? Within(_any, Limit) : isOwnFresh, isOwnFresh,
                Within(_fault?.At, FaultLasts) ? _fault?.Text : null);
            if (_judgement == judgement)
                return;
            _judgement = judgement;
        }
        Changed?.Invoke();
    }

    private bool Within(long? stamp, TimeSpan limit) => stamp is { } at && _time.GetElapsedTime(at) <= limit;

    private sealed record Judgement(bool IsFresh, bool IsOwnFresh, string? Fault);
}
