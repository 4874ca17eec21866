using DaNangTrace.Edge.Kiosk.Showing.Driving;
using DaNangTrace.Edge.Kiosk.Showing.Telling;

namespace DaNangTrace.Edge.Kiosk.Showing.Indicating;

/// <summary>Plays the patterns on a sounder, a step at a turn. Never left on: silent before anything else may fail.
/// </summary>
/// <param name="sounder">What sounds.</param>
/// <param name="told">What it is, for people.</param>
/// <param name="time">Times the pattern.</param>
/// <param name="isNew">Whether a scene was not heard before.</param>
internal sealed class SounderPanel(ISounder sounder, string told, TimeProvider time, Func<long, bool> isNew)
    : IPanel<Indication>
{
    // The ear tells two sounds apart from about 30 ms of silence on.
    private static readonly Step Gap = new(false, TimeSpan.FromMilliseconds(40));

    // Above a market's noise a shorter one is a click; two of them with as much silence between are heard as two.
    private static readonly Step Short = new(true, TimeSpan.FromMilliseconds(80));
    private static readonly Step Between = new(false, TimeSpan.FromMilliseconds(80));
    private static readonly Step Long = new(true, TimeSpan.FromMilliseconds(700));

    // Silenced again, so that a buzzer that was unplugged is told and comes back.
    private static readonly Step Rest = new(false, TimeSpan.FromSeconds(1));

    private readonly Queue<Step> _steps = [];
    private Step _step = Rest;
    private long? _since;

    /// <inheritdoc/>
    public string Told => told;

    /// <inheritdoc/>
    public TimeSpan Show(Indication value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (!isNew(value.Scene))
            return Left;
        var isUnderWay = _step != Rest;
        _steps.Clear();
        if (isUnderWay)
            _steps.Enqueue(Gap);
        foreach (var step in Pattern(value.Signal))
            _steps.Enqueue(step);
        return Turn();
    }

    /// <inheritdoc/>
    public TimeSpan Turn()
    {
        _step = _steps.TryDequeue(out var next) ? next : Rest;
        _since = time.GetTimestamp();
        sounder.Sound(_step.IsOn);
        return _step.Lasts;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        using (sounder)
        {
            try
            {
                sounder.Sound(false);
            }
            catch (IOException)
            {
                // It went away, which was told.
            }
        }
    }

    // Of the step that is being played.
    private TimeSpan Left => _since is { } since ? _step.Lasts - time.GetElapsedTime(since) : Turn();

    // Each ends with the gap: what comes at once after it is told apart, too.
    private static IEnumerable<Step> Pattern(Signal signal) => signal switch
    {
        Signal.Good => [Short, Gap],
        Signal.Care => [Short, Between, Short, Gap],
        Signal.Stop => [Long, Gap],
        _ => [],
    };

    private sealed record Step(bool IsOn, TimeSpan Lasts);
}
