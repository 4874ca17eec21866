namespace DaNangTrace.Edge.Kiosk.Sending;

/// <summary>
/// How much may be on its way: sightings in a message, and bytes in all. What is on its way goes ahead of a scan that
/// comes now, so on a slow link it is little. A link that breaks before a large message is acknowledged would break
/// again with the same one, because it is slow, or because the broker takes less than it says (MQTT 3.1.1 has no word
/// for it): so the next ones are half as large, and grow again as they arrive.
/// </summary>
/// <param name="most">The most sightings that the configuration allows in a message.</param>
internal sealed class BatchSize(int most)
{
    // Else a broker that takes less would break every other message.
    private const int GrowAfter = 100;

    // Two seconds on a mobile link in a bad place (64 kbit/s).
    private const int FirstBytes = 16 * 1024;

    // More than a link of 100 Mbit/s to a broker far away (80 ms) carries in the time of an answer.
    private const int MostBytes = 1024 * 1024;

    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Fast = TimeSpan.FromSeconds(0.5);

    private readonly int _most = most;
    private int _landed;

    /// <summary>At most so many sightings in a message now.</summary>
    public int Now { get; private set; } = most;

    /// <summary>At most so many bytes on their way now; one message may always go.</summary>
    public int Bytes { get; private set; } = FirstBytes;

    /// <summary>A new link: nothing is known of its speed.</summary>
    public void Begin() => Bytes = FirstBytes;

    /// <summary>The link broke with several in a message, and none was acknowledged.</summary>
    public void Shrink() => (Now, _landed) = (Math.Max(1, Now / 2), 0);

    /// <summary>A message was acknowledged.</summary>
    /// <param name="took">Since it was sent, with the time that it waited for those before it.</param>
    /// <param name="isLast">Whether nothing else is on its way: then it is its own size that took so long.</param>
    public void Landed(TimeSpan took, bool isLast)
    {
        if (took > Slow)
        {
            Bytes = Math.Max(1, Bytes / 2);
            if (isLast)
                Shrink();
        }
        else if (took < Fast)
        {
            Bytes = Math.Min(MostBytes, Bytes * 2);
            if (Now < _most && ++_landed >= GrowAfter)
                (Now, _landed) = (Math.Min(_most, Now * 2), 0);
        }
    }
}
