using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Kiosk.Recording;

/// <summary>Brings what can be read of a damaged ledger into a file of its own.</summary>
internal static class Rescue
{
    // A transaction's worth; a ledger of years is never in memory at once.
    private const int Piece = 1000;

    /// <summary>Makes <c>ledger-N.rescued.db</c>; a power cut leaves it whole or not at all.</summary>
    /// <param name="aside">The damaged file, with its log beside it.</param>
    /// <param name="stop">Ends it; it is made anew later.</param>
    /// <returns>How many rows it holds, and how many below the newest one are lost.</returns>
    /// <exception cref="SqliteException">The new file can't be written.</exception>
    /// <exception cref="IOException">The folder can't be written.</exception>
    public static (long Rows, long Lost) Make(string aside, CancellationToken stop)
    {
        var unfinished = Path.ChangeExtension(aside, ".rescuing");
        foreach (var old in (string[])[unfinished, unfinished + "-wal", unfinished + "-shm"])
            File.Delete(old);
        var epoch = Guid.Empty;
        var (rows, lost, settled) = (0L, 0L, new List<SettledRange>());
        var connection = default(SqliteConnection);
        try
        {
            foreach (var piece in Salvage.Rows(aside).Chunk(Piece))
            {
                stop.ThrowIfCancellationRequested();
                if (connection is null)
                {
                    epoch = piece[0].Epoch;
                    connection = LedgerFile.OpenToWrite(unfinished, epoch, null);
                    settled = [.. Salvage.Settled(aside, epoch)];
                }
                rows += Write(connection, epoch, piece);
            }
            connection ??= LedgerFile.OpenToWrite(unfinished, Guid.Empty, null);
            lost = WriteRanges(connection, epoch, settled);
            // One file, complete in itself, that nobody writes any more.
            LedgerFile.Execute(connection, "PRAGMA journal_mode=DELETE");
        }
        finally
        {
            connection?.Dispose();
        }
        var rescued = LedgerStore.RescuedNameOf(aside);
        File.SetAttributes(unfinished, FileAttributes.ReadOnly);
        File.Move(unfinished, rescued, overwrite: true);
        return (rows, lost);
    }

    private static int Write(SqliteConnection connection, Guid epoch, IEnumerable<LedgerRow> rows)
    {
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        command.CommandText = "INSERT OR IGNORE INTO sighting (seq, bytes) VALUES ($seq, $bytes)";
        var seq = command.Parameters.Add("$seq", SqliteType.Integer);
        var bytes = command.Parameters.Add("$bytes", SqliteType.Blob);
        var written = 0;
        foreach (var row in rows.Where(row => row.Epoch == epoch))
        {
            (seq.Value, bytes.Value) = (row.Seq, row.Bytes);
            written += command.ExecuteNonQuery();
        }
        transaction.Commit();
        return written;
    }

    private static long WriteRanges(SqliteConnection connection, Guid epoch, List<SettledRange> settled)
    {
        var ranges = new SettledRanges(epoch);
        var newest = LedgerFile.NewestRow(connection);
        foreach (var range in settled)
            ranges.Add(range.First, Math.Min(range.Last, newest), range.State);
        // A hole that was delivered is no loss.
        var lost = 0L;
        foreach (var (first, last) in Holes(connection))
            lost += ranges.Add(first, last, LedgerState.Gone);
        using var transaction = connection.BeginTransaction();
        ranges.Write(connection, transaction);
        LedgerFile.Execute(connection, "INSERT INTO about (name, value) VALUES ('rescued', 'yes')");
        transaction.Commit();
        return lost;
    }

    private static List<(long First, long Last)> Holes(SqliteConnection connection)
    {
        var holes = new List<(long, long)>();
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT before + 1, seq - 1 FROM (
                SELECT seq, LAG(seq, 1, 0) OVER (ORDER BY seq) AS before FROM sighting)
            WHERE seq > before + 1
            """;
        using var reader = command.ExecuteReader();
        while (reader.Read())
            holes.Add((reader.GetInt64(0), reader.GetInt64(1)));
        return holes;
    }
}
