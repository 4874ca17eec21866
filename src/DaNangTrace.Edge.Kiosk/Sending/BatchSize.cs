namespace DaNangTrace.Edge.Kiosk.Sending;

/// <summary>
/// How many sightings go into a message. A link that breaks before a large message is acknowledged would break again
/// with the same one, because it is slow, or because the broker takes less than it says (MQTT 3.1.1 has no word for
/// it): so the next ones are half as large, and grow again with each that arrives.
/// </summary>
/// <param name="most">What the configuration allows.</param>
internal sealed class BatchSize(int most)
{
    // Else a broker that takes less would break every other message.
    private const int GrowAfter = 100;

    private readonly int _most = most;
    private int _landed;

    /// <summary>At most so many now.</summary>
    public int Now { get; private set; } = most;

    /// <summary>The link broke with several in a message, and none was acknowledged.</summary>
    public void Shrink() => (Now, _landed) = (Math.Max(1, Now / 2), 0);

    /// <summary>A message arrived.</summary>
    public void Grow()
    {
        if (Now < _most && ++_landed >= GrowAfter)
            (Now, _landed) = (Math.Min(_most, Now * 2), 0);
    }
}
