namespace DaNangTrace.Edge.Kiosk.Timing;

/// <summary>How a part of the kiosk is.</summary>
public enum Wellness
{
    /// <summary>It does its work.</summary>
    Ok,

    /// <summary>It does not do all of its work; shoppers are still served.</summary>
    Degraded,

    /// <summary>It does not do its work.</summary>
    Down,
}

/// <summary>How one part is, since when, and what to do about it. Safe to set and read from any thread.</summary>
/// <param name="time">Tells when it changed.</param>
public sealed class Condition(TimeProvider time)
{
    /// <summary>The message until a state is set for the first time.</summary>
    public const string NotBegun = "has not begun yet";

    private volatile Standing _standing = new(
        new State(Wellness.Degraded, time.GetUtcNow(), NotBegun), time.GetTimestamp());

    /// <summary>The present state.</summary>
    public State Now => _standing.State;

    /// <summary>Whether it has been so for longer; a wall clock that leaps changes nothing.</summary>
    public bool HasBeen(Wellness wellness, TimeSpan longerThan)
    {
        var standing = _standing;
        return standing.State.Wellness == wellness && time.GetElapsedTime(standing.Stamp) > longerThan;
    }

    /// <summary>Sets the state; the same state and message again leaves <see cref="State.Since"/> alone.</summary>
    /// <returns>Whether anything changed: a good moment to log it.</returns>
    public bool Set(Wellness wellness, string message)
    {
        var (before, stamp) = _standing;
        if (before.Wellness == wellness && before.Message == message)
            return false;
        _standing = before.Wellness == wellness
            ? new Standing(before with { Message = message }, stamp)
            : new Standing(new State(wellness, time.GetUtcNow(), message), time.GetTimestamp());
        return true;
    }

    // A state that is told has a wall time; how long it lasts is measured.
    private sealed record Standing(State State, long Stamp);

    /// <summary>One state of a part.</summary>
    /// <param name="Wellness">How it is.</param>
    /// <param name="Since">When it became so.</param>
    /// <param name="Message">One sentence: what, and what to do.</param>
    public sealed record State(Wellness Wellness, DateTimeOffset Since, string Message);
}
