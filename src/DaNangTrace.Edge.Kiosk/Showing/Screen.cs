using DaNangTrace.Edge.Kiosk.Timing;

namespace DaNangTrace.Edge.Kiosk.Showing;

/// <summary>All displays of the kiosk. Numbers and times each scene, and hands it to every display.</summary>
/// <param name="displays">The displays; each returns at once.</param>
/// <param name="options">How long a scene stands.</param>
/// <param name="clock">When it is shown.</param>
public sealed class Screen(IReadOnlyList<IDisplay> displays, ShowingOptions options, KioskClock clock)
{
    private readonly Lock _gate = new();
    private ShownScene _standing = new(0, 0, TimeSpan.Zero);

    /// <summary>The displays.</summary>
    public IReadOnlyList<IDisplay> Displays => displays;

    /// <summary>Shows a scene on every display; never waits for one.</summary>
    /// <returns>By which it can be replaced.</returns>
    public ShownScene Show(Scene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        lock (_gate)
        {
            // Red scenes carry more to read and matter more.
            var isAlert = scene is Scene.Known { Alert: not null };
            var seconds = isAlert ? options.SceneSeconds * 2 : options.SceneSeconds;
            _standing = new ShownScene(
                _standing.Number + 1, clock.Time.GetTimestamp(), TimeSpan.FromSeconds(seconds));
            var timed = scene with { Number = _standing.Number, At = clock.LocalNow, Seconds = seconds };
            foreach (var display in displays)
                display.Show(timed);
            return _standing;
        }
    }

    /// <summary>Shows a scene in the place of one that still stands.</summary>
    /// <returns>By which it can be replaced in turn; null where another stands by now, or its time is over: its shopper
    /// has gone.</returns>
    public ShownScene? Replace(ShownScene shown, Scene scene)
    {
        ArgumentNullException.ThrowIfNull(shown);
        lock (_gate)
        {
            return shown.Number == _standing.Number && clock.Time.GetElapsedTime(shown.Since) < shown.Lasts
                ? Show(scene)
                : null;
        }
    }
}

/// <summary>A scene that was shown.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Since">The timestamp at which it was shown.</param>
/// <param name="Lasts">How long it stands.</param>
public sealed record ShownScene(long Number, long Since, TimeSpan Lasts);
