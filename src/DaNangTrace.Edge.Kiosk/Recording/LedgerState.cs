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

    /// <summary>
    /// It was not delivered and is not there any more: it had to make room (<c>drop-oldest</c>), or stood on a part of
    /// the disk that can't be read.
    /// </summary>
    Gone = 3,
}

/// <summary>One row: the exact bytes that are published, and beside them how far they have come.</summary>
/// <param name="Epoch">The ledger that it stands in.</param>
/// <param name="Seq">Its place in the epoch, from 1.</param>
/// <param name="Bytes">UTF-8 JSON of the sighting.</param>
/// <param name="State">How far it has come.</param>
public sealed record LedgerRow(Guid Epoch, long Seq, byte[] Bytes, LedgerState State);

/// <summary>A place in a ledger.</summary>
/// <param name="Epoch">Which ledger.</param>
/// <param name="Seq">Which row.</param>
public readonly record struct LedgerPosition(Guid Epoch, long Seq);

/// <summary>Rows that stand next to each other and have come equally far.</summary>
/// <param name="Epoch">The ledger that they stand in.</param>
/// <param name="First">The first of them.</param>
/// <param name="Last">The last of them.</param>
/// <param name="State">How far they have come; never pending.</param>
/// <param name="Reason">Why they were refused; else empty.</param>
public sealed record SettledRange(Guid Epoch, long First, long Last, LedgerState State, string Reason = "")
{
    /// <summary>The ranges that rows make.</summary>
    /// <param name="rows">In any order.</param>
    /// <param name="state">How far they have come.</param>
    /// <param name="reason">Why they were refused; else empty.</param>
    public static IReadOnlyList<SettledRange> Of(IEnumerable<LedgerRow> rows, LedgerState state, string reason = "")
    {
        var ranges = new List<SettledRange>();
        foreach (var row in rows.OrderBy(row => row.Epoch).ThenBy(row => row.Seq))
        {
            if (ranges.Count > 0 && ranges[^1] is var before && before.Epoch == row.Epoch && before.Last + 1 == row.Seq)
                ranges[^1] = before with { Last = row.Seq };
            else
                ranges.Add(new SettledRange(row.Epoch, row.Seq, row.Seq, state, reason));
        }
        return ranges;
    }
}

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
