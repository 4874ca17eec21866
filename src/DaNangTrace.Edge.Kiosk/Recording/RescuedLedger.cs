using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Kiosk.Recording;

/// <summary>
/// What could be read of a ledger that was damaged, in a file that nobody writes any more. Its rows keep their bytes,
/// epoch and seq; how far they have come stands in the ledger that followed it.
/// </summary>
internal sealed class RescuedLedger : IDisposable
{
    private SqliteConnection? _connection;
    private long _lastSeq;

    private RescuedLedger(string file) => File = file;

    /// <summary>Opens a file; one that can't be read has nothing to deliver, and says why.</summary>
    /// <param name="file">Its path.</param>
    /// <param name="later">The ledger in use.</param>
    public static RescuedLedger Open(string file, SqliteConnection later)
    {
        var rescued = new RescuedLedger(file);
        try
        {
            rescued.Read(later);
        }
        catch (Exception e) when (e is SqliteException or NotSupportedException || LedgerFault.IsNonsense(e))
        {
            rescued.Break(e);
        }
        return rescued;
    }

    /// <summary>Path of the file.</summary>
    public string File { get; }

    /// <summary>The epoch of its rows.</summary>
    public Guid Epoch => Ranges.Epoch;

    /// <summary>How far they have come.</summary>
    public SettledRanges Ranges { get; private set; } = new(Guid.Empty);

    /// <summary>Why it can't be read any more; null while it can.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Rows that wait to be delivered.</summary>
    public long Pending => _connection is null ? 0 : _lastSeq - Ranges.Settled;

    /// <summary>Its newest row.</summary>
    public long LastSeq => _lastSeq;

    /// <summary>The oldest row that waits.</summary>
    public LedgerPosition? PendingFrom =>
        Pending == 0 ? null : new LedgerPosition(Epoch, Ranges.Ranges(LedgerState.Pending, 1, _lastSeq).First().First);

    /// <summary>The oldest rows behind one that wait to be delivered.</summary>
    public List<LedgerRow> TakeUndelivered(long after, int most) =>
        Read(connection => LedgerFile.Read(connection, Ranges, LedgerState.Pending, after, most));

    /// <summary>Rows that it holds, however far they have come.</summary>
    public List<LedgerRow> TakeStored(long from, long to, int most) =>
        Read(connection => LedgerFile.Read(connection, Ranges, null, from - 1, most, to));

    /// <inheritdoc/>
    public void Dispose() => _connection?.Dispose();

    private void Read(SqliteConnection later)
    {
        _connection = LedgerFile.OpenToRead(File);
        _lastSeq = LedgerFile.NewestRow(_connection);
        var ranges = SettledRanges.Read(later, LedgerFile.EpochOf(_connection), _lastSeq);
        // What was known when it was damaged, and what could not be read. What was refused then is tried once more.
        foreach (var range in SettledRanges.Read(_connection, ranges.Epoch).All(1, _lastSeq))
        {
            if (range.State != LedgerState.Refused)
                ranges.Add(range.First, range.Last, range.State);
        }
        ranges.Written();
        Ranges = ranges;
    }

    private List<LedgerRow> Read(Func<SqliteConnection, List<LedgerRow>> read)
    {
        try
        {
            return _connection is null ? [] : read(_connection);
        }
        catch (SqliteException e)
        {
            // Its trouble is not that of the ledger in use.
            Break(e);
            return [];
        }
    }

    private void Break(Exception e)
    {
        Trouble = $"{File} can't be read ({e.Message})";
        _connection?.Dispose();
        _connection = null;
    }
}
