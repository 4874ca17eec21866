namespace DaNangTrace.Edge.Kiosk.Sending;

/// <summary>
/// Exponential backoff with full jitter: after an outage a whole market's kiosks must not come back at once.
/// </summary>
/// <param name="random">Chance, seeded by whoever makes it.</param>
internal sealed class Backoff(Random random)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Cap = TimeSpan.FromSeconds(60);
    private int _failures;

    /// <summary>How long to wait before the next attempt.</summary>
    public TimeSpan Next()
    {
        var ceiling = Math.Min(Cap.TotalSeconds, First.TotalSeconds * Math.Pow(2, Math.Min(_failures++, 10)));
        return TimeSpan.FromSeconds(random.NextDouble() * ceiling);
    }

    /// <summary>The link held: the next trouble begins anew.</summary>
    public void Reset() => _failures = 0;
}
