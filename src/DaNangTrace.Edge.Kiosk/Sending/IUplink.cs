namespace DaNangTrace.Edge.Kiosk.Sending;

/// <summary>The link to the city's broker.</summary>
public interface IUplink : IAsyncDisposable
{
    /// <summary>Makes the link afresh.</summary>
    /// <param name="session">Which connection this is, for the retained state and its will.</param>
    /// <param name="stop">Ends the attempt.</param>
    /// <returns>Null when the link is up; else why not, in a sentence.</returns>
    Task<string?> ConnectAsync(LinkSession session, CancellationToken stop);

    /// <summary>Sends one sighting. Calls that begin in an order are sent in that order.</summary>
    Task<Verdict> SendAsync(ReadOnlyMemory<byte> sighting, CancellationToken stop);

    /// <summary>Sends a pulse, if the link is up; nobody acknowledges it.</summary>
    Task BeatAsync(ReadOnlyMemory<byte> pulse, CancellationToken stop);

    /// <summary>Asks whether the link lives.</summary>
    Task<bool> IsAliveAsync(CancellationToken stop);

    /// <summary>Takes leave: tells the city that the kiosk goes, then closes the link.</summary>
    Task LeaveAsync();
}

/// <summary>One connection of the kiosk.</summary>
/// <param name="Epoch">The ledger's epoch.</param>
/// <param name="Number">Greater with each connection of that epoch.</param>
/// <param name="PreviousEpoch">The ledger before it; null where there was none.</param>
public sealed record LinkSession(Guid Epoch, long Number, Guid? PreviousEpoch = null);

/// <summary>What became of one message.</summary>
public abstract record Verdict
{
    private Verdict() { }

    /// <summary>The broker acknowledged it.</summary>
    public sealed record Delivered : Verdict;

    /// <summary>The broker will never take it.</summary>
    /// <param name="Reason">The broker's reason code.</param>
    public sealed record Refused(string Reason) : Verdict;

    /// <summary>Nobody knows: it is sent again.</summary>
    /// <param name="Reason">What went wrong.</param>
    public sealed record Unreachable(string Reason) : Verdict;
}
