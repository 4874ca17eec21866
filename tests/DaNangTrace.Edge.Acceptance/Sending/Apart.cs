namespace DaNangTrace.Edge.Acceptance.Sending;

/// <summary>Those that the broker refuses for good.</summary>
/// <param name="Seqs">Their places.</param>
/// <param name="Name">As the table calls them.</param>
/// <param name="Reason">What <c>dntrace ledger refused list</c> must tell of them.</param>
internal sealed record Apart(IReadOnlyList<long> Seqs, string Name, UplinkWords Reason)
{
    /// <summary>Whether it is chance how many of them are refused, and how many wait until they are taken.</summary>
    public bool IsAtMost { get; init; }

    /// <summary>Takes away the reason, once the kiosk has stopped.</summary>
    public Func<Task> MendAsync { get; init; } = () => Task.CompletedTask;
}
