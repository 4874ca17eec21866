using System.Threading.Channels;

namespace DaNangTrace.Edge.Fleet.Intake;

/// <summary>What has come from the broker and is not yet in the store.</summary>
internal sealed class Inbox
{
    /// <summary>
    /// The most that wait here. The broker is told the same number as Receive Maximum (MQTT 5.0, 3.1.2.11.3), so at
    /// QoS 1 a full inbox never holds up the client's receiving loop; 256 messages are at most 16 MiB.
    /// </summary>
    internal const int Length = 256;

    private int lost;

    private readonly Channel<Envelope> envelopes =
        Channel.CreateBounded<Envelope>(new BoundedChannelOptions(Length) { SingleReader = true });

    /// <summary>Puts a message in; waits while the inbox is full.</summary>
    internal ValueTask PutAsync(Envelope envelope, CancellationToken stop) =>
        envelopes.Writer.WriteAsync(envelope, stop);

    /// <summary>Puts a message in if there is room; else it is lost, and counted unless nobody misses it.</summary>
    internal void PutOrLose(Envelope envelope, bool isCounted = true)
    {
        if (!envelopes.Writer.TryWrite(envelope) && isCounted)
            Interlocked.Increment(ref lost);
    }

    /// <summary>How many were lost since the last call.</summary>
    internal int TakeLost() => Interlocked.Exchange(ref lost, 0);

    /// <summary>
    /// Waits for a message and takes it with all that came meanwhile: one sync of the disk serves them all.
    /// </summary>
    internal async Task<IReadOnlyList<Envelope>> TakeAsync(CancellationToken stop)
    {
        var taken = new List<Envelope> { await envelopes.Reader.ReadAsync(stop).ConfigureAwait(false) };
        while (taken.Count < Length && envelopes.Reader.TryRead(out var next))
            taken.Add(next);
        return taken;
    }
}
