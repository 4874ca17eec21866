using DaNangTrace.Edge.Kiosk.Showing.Telling;
using DaNangTrace.Edge.Kiosk.Timing;

namespace DaNangTrace.Edge.Kiosk.Showing.Indicating;

/// <summary>A display of one colour and no words: hands the signal of each scene to lamps and buzzers.</summary>
internal sealed class SignalDisplay : IDisplay
{
    private readonly IReadOnlyList<IIndicator> _indicators;

    /// <summary>
    /// Makes it, and has the indicators begun: a lamp behind a relay may be lit until its pin is set, and whoever looks
    /// at <c>/health</c> wants to know of one that can't be had before the first shopper comes.
    /// </summary>
    public SignalDisplay(IEnumerable<IIndicator> indicators, TimeProvider time)
    {
        _indicators = [.. indicators];
        Condition = new Condition(time);
        Condition.Set(Wellness.Ok, "each indicator has a condition of its own");
        Hand(new Indication(Signal.None, 0));
    }

    /// <inheritdoc/>
    public string Name => "signals";

    /// <inheritdoc/>
    public Condition Condition { get; }

    /// <inheritdoc/>
    public void Show(Scene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        Hand(new Indication(Signals.Of(scene), scene.Number));
    }

    private void Hand(Indication indication)
    {
        foreach (var indicator in _indicators)
            indicator.Indicate(indication);
    }
}
