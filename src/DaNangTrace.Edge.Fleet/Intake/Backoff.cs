namespace DaNangTrace.Edge.Fleet.Intake;

/// <summary>
/// Full jitter: a wait is anything between nothing and a bound that doubles, so that a hundred programs that lost
/// the same broker do not come back in the same second.
/// </summary>
/// <param name="first">The first bound.</param>
/// <param name="cap">The last bound.</param>
/// <param name="chance">Where the waits come from.</param>
internal sealed class Backoff(TimeSpan first, TimeSpan cap, Random chance)
{
    // What held this long was a connection; shorter, and a broker that throws us out at once would be asked without
    // a pause, as when another program has taken our client id.
    private static readonly TimeSpan Held = TimeSpan.FromSeconds(5);

    private int doublings;

    /// <summary>The next wait.</summary>
    internal TimeSpan Next()
    {
        var bound = first * Math.Pow(2, doublings);
        if (bound >= cap)
            return cap * chance.NextDouble();
        doublings++;
        return bound * chance.NextDouble();
    }

    /// <summary>It went well for so long.</summary>
    internal void Went(TimeSpan lasted)
    {
        if (lasted >= Held)
            doublings = 0;
    }
}
