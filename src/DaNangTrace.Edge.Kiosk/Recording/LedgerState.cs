namespace DaNangTrace.Edge.Kiosk.Recording;

/// <summary>How far a row of the ledger has come. The numbers stand in the file.</summary>
public enum LedgerState
{
    /// <summary>The city's broker has not acknowledged it yet.</summary>
    Pending = 0,

    /// <summary>The broker acknowledged it.</summary>
    Delivered = 1,

    /// <summary>The broker refused it for good; it is kept apart.</summary>
    Refused = 2,
}

/// <summary>One row: the exact bytes that are published, and beside them how far they have come.</summary>
/// <param name="Seq">Its place in the epoch, from 1.</param>
/// <param name="Bytes">UTF-8 JSON of the sighting.</param>
/// <param name="State">How far it has come.</param>
public sealed record LedgerRow(long Seq, byte[] Bytes, LedgerState State);

/// <summary>What became of an append.</summary>
public abstract record Recorded
{
    private Recorded() { }

    /// <summary>The sighting would survive a power cut.</summary>
    /// <param name="Seq">Its place.</param>
    public sealed record Kept(long Seq) : Recorded;

    /// <summary>It could not be written; the shopper was served all the same.</summary>
    /// <param name="Reason">What the disk or database said.</param>
    public sealed record Failed(string Reason) : Recorded;
}
