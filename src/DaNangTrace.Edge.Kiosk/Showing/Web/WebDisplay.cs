using System.Threading.Channels;
using DaNangTrace.Edge.Kiosk.Timing;

namespace DaNangTrace.Edge.Kiosk.Showing.Web;

/// <summary>
/// The kiosk's page: hands scenes to every page that listens. Each listener has a short queue that drops the oldest,
/// so that a page that stands still holds up nothing.
/// </summary>
public sealed class WebDisplay : IDisplay
{
    // A kiosk has one screen; a technician's laptop and the demo make a few more. Neighbours on the network, where the
    // page listens there at all, never take the places that the kiosk's own screen may need.
    private const int MostListeners = 16;
    private const int MostFromElsewhere = 8;
    private const int QueueLength = 4;

    private readonly Lock _gate = new();
    private readonly List<Channel<Scene>> _listeners = [];
    private readonly KioskClock _clock;
    private Scene _current;

    /// <summary>Makes the display.</summary>
    public WebDisplay(KioskClock clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        _clock = clock;
        _current = new Scene.Idle { At = clock.LocalNow };
        Condition = new Condition(clock.Time);
        SetCondition(0);
    }

    /// <inheritdoc/>
    public string Name => "web";

    /// <inheritdoc/>
    public Condition Condition { get; }

    /// <inheritdoc/>
    public void Show(Scene scene)
    {
        lock (_gate)
        {
            _current = scene;
            foreach (var listener in _listeners)
                listener.Writer.TryWrite(scene);
        }
    }

    /// <summary>Begins to listen; the scene that stands now comes first.</summary>
    /// <param name="isLocal">Whether the page is on this machine.</param>
    /// <returns>Null when too many listen already.</returns>
    public ChannelReader<Scene>? Listen(bool isLocal = true)
    {
        lock (_gate)
        {
            if (_listeners.Count >= (isLocal ? MostListeners : MostFromElsewhere))
                return null;
            var listener = Channel.CreateBounded<Scene>(
                new BoundedChannelOptions(QueueLength) { FullMode = BoundedChannelFullMode.DropOldest });
            _listeners.Add(listener);
            listener.Writer.TryWrite(Standing());
            SetCondition(_listeners.Count);
            return listener.Reader;
        }
    }

    /// <summary>Stops listening.</summary>
    public void Leave(ChannelReader<Scene> reader)
    {
        lock (_gate)
        {
            _listeners.RemoveAll(listener => listener.Reader == reader);
            SetCondition(_listeners.Count);
        }
    }

    // A page that comes late must not show what the shopper before it scanned.
    private Scene Standing() => _current.Seconds > 0 && _clock.LocalNow > _current.At.AddSeconds(_current.Seconds)
        ? new Scene.Idle { Number = _current.Number, At = _clock.LocalNow }
        : _current;

    private void SetCondition(int listeners) => Condition.Set(
        listeners > 0 ? Wellness.Ok : Wellness.Degraded,
        listeners > 0
            ? "a page is connected"
            : "no page is connected: open the kiosk's address in the browser of its screen");
}
