using DaNangTrace.Edge.Kiosk.Showing.Telling;
using DaNangTrace.Edge.Kiosk.Timing;

namespace DaNangTrace.Edge.Kiosk.Showing.Speaking;

/// <summary>
/// The voice of a kiosk on which no shopper can ask for one: the page is none of its displays, and it does not read by
/// itself. So no sound card is looked for, and whoever opens the page all the same finds no key.
/// </summary>
internal sealed class Silence : ISpeech
{
    /// <summary>Says so in <see cref="Condition"/>.</summary>
    public Silence(TimeProvider time)
    {
        Condition = new Condition(time);
        Condition.Set(
            Wellness.Ok,
            "not asked for: the page is none of showing.displays, and showing.speech.automatic is false");
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Languages => [];

    /// <inheritdoc/>
    public Condition Condition { get; }

    /// <inheritdoc/>
    public Task Say(Utterance utterance) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Stop()
    {
        // Nothing is said.
    }
}
