using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Kiosk.Recording;

/// <content>What is read of the file when it is opened.</content>
internal sealed partial class LedgerStore
{
    private void ReadState(SqliteConnection connection)
    {
        try
        {
            ReadAll(connection);
        }
        catch (Exception e) when (LedgerFault.IsNonsense(e) || (e is SqliteException no && LedgerFault.IsNoLedger(no)))
        {
            throw new SqliteException(e.Message, LedgerFault.Damaged);
        }
    }

    private void ReadAll(SqliteConnection connection)
    {
        var epoch = LedgerFile.EpochOf(connection);
        var newest = LedgerFile.NewestRow(connection);
        var start = (long?)LedgerFile.Scalar(connection, "SELECT MAX(seq) FROM start") ?? 0;
        var ranges = SettledRanges.Read(connection, epoch, Math.Max(newest, start));
        // What was settled and not written yet is still true.
        if (epoch == Epoch)
            ranges.AddAll(_ranges, LastSeq);
        var about = LedgerFile.About(connection, "previousEpoch");
        PreviousEpoch = Guid.TryParse(about, out var previous) ? previous : null;
        (LastSeq, _lastHash) = (Math.Max(newest, start), HashAt(connection, newest, start));
        _prunedRows = ReadPruned(connection, ranges);
        _synchronous = (long)LedgerFile.Scalar(connection, "PRAGMA synchronous")!;
        _pageSize = (long)LedgerFile.Scalar(connection, "PRAGMA page_size")!;
        (Epoch, _ranges) = (epoch, ranges);
        _found.Clear();
        foreach (var (key, row) in _doubtful)
        {
            if (BytesOf(connection, row.Seq) is { } bytes && bytes.AsSpan().SequenceEqual(row.Bytes))
                _found[key] = row.Seq;
        }
        ReadMarks(connection);
        ReadAcks(connection);
        ReadCounts(connection);
        Measure(connection);
    }

    // What was pruned is not pending, whatever became of the note about it.
    private static long ReadPruned(SqliteConnection connection, SettledRanges ranges)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT seq, rows FROM start";
        using var reader = command.ExecuteReader();
        var pruned = 0L;
        while (reader.Read())
        {
            var (seq, rows) = (reader.GetInt64(0), reader.GetInt64(1));
            ranges.Add(seq - rows + 1, seq, LedgerState.Gone);
            pruned += rows;
        }
        return pruned;
    }

    private static string HashAt(SqliteConnection connection, long newest, long start) =>
        newest > start ? LedgerFile.HashOf(StoredBytes(connection, newest))
        : start > 0 ? (string)LedgerFile.Scalar(connection, "SELECT sha256 FROM start ORDER BY seq DESC LIMIT 1")!
        : LedgerFile.NoPrevious;

    private static byte[] StoredBytes(SqliteConnection connection, long seq) =>
        BytesOf(connection, seq) ?? throw new SqliteException($"row {seq} can't be found", LedgerFault.Damaged);

    private static byte[]? BytesOf(SqliteConnection connection, long seq)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT seq, bytes FROM sighting WHERE seq = $seq";
        command.Parameters.AddWithValue("$seq", seq);
        using var reader = command.ExecuteReader();
        return reader.Read() ? LedgerFile.BytesOf(reader) : null;
    }
}
