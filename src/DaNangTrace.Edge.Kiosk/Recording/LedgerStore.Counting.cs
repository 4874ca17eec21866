using DaNangTrace.Edge.Wire;
using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Kiosk.Recording;

/// <content>What the city is told of sightings that a later recall covers.</content>
internal sealed partial class LedgerStore
{
    private volatile CountFigures _counts = new(0, 0, null);

    /// <summary>How the counts stand. Safe to read from any thread.</summary>
    public CountFigures Counts => _counts;

    /// <summary>Which recall list was counted last, and in which files; null where none was.</summary>
    public string? Recounted => KeptCounts.Counted(Open());

    /// <summary>Keeps counts and what was counted; on return both would survive a power cut.</summary>
    /// <returns>How many are new; null where the ledger that was counted is not in use any more.</returns>
    public int? KeepCounts(Guid epoch, IReadOnlyList<RecallCount> counts, string counted)
    {
        var connection = Open();
        if (epoch != Epoch)
            return null;
        var kept = KeptCounts.Keep(connection, counts, counted);
        ReadCounts(connection);
        return kept;
    }

    /// <summary>Counts that wait for the city.</summary>
    public List<LedgerRow> TakeCounts(long after, int most) => KeptCounts.Take(Open(), Epoch, after, most);

    // Without waiting for the disk: if it is lost, a message is repeated.
    private void SettleCounts(SettledRange range)
    {
        var connection = Open();
        WithoutWaiting(transaction => KeptCounts.Settle(transaction, range));
        ReadCounts(connection);
    }

    private long ReleaseCounts(SqliteConnection connection)
    {
        var released = KeptCounts.Release(connection);
        ReadCounts(connection);
        return released;
    }

    private void ReadCounts(SqliteConnection connection) => _counts = KeptCounts.Figures(connection);
}
