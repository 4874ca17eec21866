namespace DaNangTrace.Edge.Kiosk.Showing.Indicating;

/// <summary>
/// Makes presses of what a contact does: closing and opening, it bounces for some milliseconds. A press counts when the
/// contact has been closed for <see cref="Stable"/>, and the next one only after it was open for as long.
/// <para>Told of changes from any thread; after its end it neither reads the contact nor tells a press.</para>
/// </summary>
internal sealed class Debounce : IDisposable
{
    /// <summary>Worn keys bounce for up to 20 ms; a finger stays for 50 at least.</summary>
    public static readonly TimeSpan Stable = TimeSpan.FromMilliseconds(30);

    /// <summary>Each press is drawn by every display; whoever presses faster can't read what comes.</summary>
    public static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(200);

    private readonly Func<bool> _isClosed;
    private readonly Action _pressed;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly ITimer _settled;
    private bool _wasClosed;
    private bool _isSettling;
    private bool _isOver;
    private long? _last;

    /// <summary>Begins; a contact that is closed already was not pressed now.</summary>
    /// <param name="isClosed">Reads the contact; an <see cref="IOException"/> is taken for no change.</param>
    /// <param name="pressed">Called once for each press.</param>
    /// <param name="time">Times it.</param>
    /// <exception cref="IOException">The contact can't be read.</exception>
    public Debounce(Func<bool> isClosed, Action pressed, TimeProvider time)
    {
        (_isClosed, _pressed, _time) = (isClosed, pressed, time);
        _wasClosed = isClosed();
        _settled = time.CreateTimer(_ => Settle(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The contact changed, or may have.</summary>
    public void Changed()
    {
        lock (_gate)
        {
            if (_isOver)
                return;
            _isSettling = true;
            _settled.Change(Stable, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Reads the contact: a change that nobody told is found.</summary>
    /// <exception cref="IOException">It can't be read.</exception>
    public void Look()
    {
        lock (_gate)
        {
            if (!_isOver && !_isSettling && _isClosed() != _wasClosed)
                Changed();
        }
    }

    /// <summary>Ends it; once it returns there is no press any more.</summary>
    public void Dispose()
    {
        lock (_gate)
            _isOver = true;
        _settled.Dispose();
    }

    private void Settle()
    {
        lock (_gate)
        {
            _isSettling = false;
            if (_isOver || !TryRead(out var isClosed) || isClosed == _wasClosed)
                return;
            _wasClosed = isClosed;
            if (!isClosed || (_last is { } last && _time.GetElapsedTime(last) < Apart))
                return;
            _last = _time.GetTimestamp();
            _pressed();
        }
    }

    private bool TryRead(out bool isClosed)
    {
        try
        {
            isClosed = _isClosed();
            return true;
        }
        catch (IOException)
        {
            // The next look tells it.
            return isClosed = false;
        }
    }
}
