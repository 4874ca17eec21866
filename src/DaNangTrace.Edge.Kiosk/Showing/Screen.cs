using DaNangTrace.Edge.Kiosk.Timing;

namespace DaNangTrace.Edge.Kiosk.Showing;

/// <summary>All displays of the kiosk. Numbers and times each scene, and hands it to every display.</summary>
/// <param name="displays">The displays; each returns at once.</param>
/// <param name="options">How long a scene stands.</param>
/// <param name="clock">When it is shown.</param>
public sealed class Screen(IReadOnlyList<IDisplay> displays, ShowingOptions options, KioskClock clock)
{
    private long _number;

    /// <summary>The displays.</summary>
    public IReadOnlyList<IDisplay> Displays => displays;

    /// <summary>Shows a scene on every display; never waits for one.</summary>
    public void Show(Scene scene)
    {
        // Red scenes carry more to read and matter more.
        var isAlert = scene is Scene.Known { Alert: not null };
        var timed = scene with
        {
            Number = Interlocked.Increment(ref _number),
            At = clock.LocalNow,
            Seconds = isAlert ? options.SceneSeconds * 2 : options.SceneSeconds,
        };
        foreach (var display in displays)
            display.Show(timed);
    }
}
