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
    private readonly FrameBeat _frames;
    private Scene _current;

    /// <summary>Makes the display.</summary>
    /// <param name="clock">The kiosk's.</param>
    /// <param name="frames">Tells whether a page paints.</param>
    public WebDisplay(KioskClock clock, FrameBeat frames)
    {
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(frames);
        _frames = frames;
        _current = new Scene.Idle { At = clock.LocalNow };
        Condition = new Condition(clock.Time);
        frames.Changed += Judge;
        Judge();
    }

    /// <inheritdoc/>
    public string Name => "web";

    /// <inheritdoc/>
    public Condition Condition { get; }

    /// <summary>What stands now.</summary>
    public Scene Current
    {
        get
        {
            lock (_gate)
                return _current;
        }
    }

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
            listener.Writer.TryWrite(_current);
            Judge();
            return listener.Reader;
        }
    }

    /// <summary>Stops listening.</summary>
    public void Leave(ChannelReader<Scene> reader)
    {
        lock (_gate)
        {
            _listeners.RemoveAll(listener => listener.Reader == reader);
            Judge();
        }
    }

    private void Judge()
    {
        lock (_gate)
        {
            if (_listeners.Count == 0)
                Condition.Set(
                    Wellness.Degraded,
                    "no page is connected: open the kiosk's address in the browser of its screen");
            else if (_frames.IsFresh && _frames.Fault is { } fault)
                Condition.Set(
                    Wellness.Degraded,
                    $"a page is connected and paints, but could not show a scene, and showed how to scan: {fault}");
            else if (_frames.IsFresh)
                Condition.Set(Wellness.Ok, "a page is connected and paints");
            else
                Condition.Set(
                    Wellness.Degraded,
                    $"a page is connected, but painted nothing for {FrameBeat.Limit.TotalSeconds} s: look at the "
                    + "screen, start its browser again");
        }
    }
}
