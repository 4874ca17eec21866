using DaNangTrace.Edge.Gs1;

namespace DaNangTrace.Edge.Kiosk.Tracing;

/// <summary>What can be said of a code at once, and what is still to be heard.</summary>
public abstract record Trace
{
    private Trace() { }

    /// <summary>There is an answer.</summary>
    /// <param name="Answer">The answer; null for what is never looked up.</param>
    /// <param name="Behind">
    /// What is told in its place, if anything: the city is asked anew, since it is old. Null where nobody is asked.
    /// </param>
    public sealed record Told(Answer? Answer, Task<Answer?>? Behind) : Trace;

    /// <summary>The city is being asked.</summary>
    /// <param name="Item">About what.</param>
    /// <param name="Coming">Its answer, within the time limit; null where it gives none.</param>
    /// <param name="Without">What is to be said where it gives none.</param>
    /// <param name="OutOfReach">What is to be recorded where nobody waits for it any more.</param>
    public sealed record Asked(
        Reading.Item Item, Task<Answer?> Coming, Func<Answer> Without, Func<Answer> OutOfReach) : Trace;
}
