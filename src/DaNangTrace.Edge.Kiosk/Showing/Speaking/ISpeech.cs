using DaNangTrace.Edge.Kiosk.Showing.Telling;
using DaNangTrace.Edge.Kiosk.Timing;

namespace DaNangTrace.Edge.Kiosk.Showing.Speaking;

/// <summary>Something that says a text aloud.</summary>
public interface ISpeech
{
    /// <summary>What it can speak at present, of <c>vi</c>, <c>en</c>, <c>ko</c> and <c>zh</c>.</summary>
    IReadOnlyList<string> Languages { get; }

    /// <summary>How it is, and what to do where it does not speak.</summary>
    Condition Condition { get; }

    /// <summary>
    /// Says a text in place of what is being said, and returns at once. A language that it does not speak is not heard.
    /// </summary>
    /// <returns>Done when it has ended: said, stopped, or not heard at all.</returns>
    Task Say(Utterance utterance);

    /// <summary>Says no more.</summary>
    void Stop();
}
