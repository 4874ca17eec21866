using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Kiosk.Recording;

/// <summary>Brings what can be read of a damaged ledger into a file of its own.</summary>
internal static class Rescue
{
    // A transaction's worth; a ledger of years is never in memory at once.
    private const int Piece = 1000;

    // The ledger in use goes on beside it.
    private const long Reserve = 16 << 20;

    /// <summary>Makes <c>ledger-N.rescued.db</c>; a power cut leaves it whole or not at all.</summary>
    /// <param name="aside">The damaged file, with its log beside it.</param>
    /// <param name="stop">Ends it; it is made anew later.</param>
    /// <returns>How many rows it holds, and how many below the newest one are lost.</returns>
    /// <exception cref="SqliteException">The new file can't be written.</exception>
    /// <exception cref="IOException">The folder can't be written.</exception>
    public static (long Rows, long Lost) Make(string aside, CancellationToken stop)
    {
        var unfinished = Path.ChangeExtension(aside, ".rescuing");
        NeedRoom(aside);
        Delete(unfinished);
        try
        {
            var told = MakeUnfinished(aside, unfinished, stop);
            File.SetAttributes(unfinished, FileAttributes.ReadOnly);
            File.Move(unfinished, LedgerStore.RescuedNameOf(aside), overwrite: true);
            return told;
        }
        catch
        {
            // The ledger in use needs the room.
            Delete(unfinished);
            throw;
        }
    }

    private static (long Rows, long Lost) MakeUnfinished(string aside, string unfinished, CancellationToken stop)
    {
        var epoch = Salvage.EpochOf(aside);
        var (rows, passed) = (0L, 0L);
        using var connection = LedgerFile.OpenToWrite(unfinished, epoch ?? Guid.Empty, null);
        // No log: it would need the same room once more. What a power cut leaves of it is made anew.
        LedgerFile.Execute(connection, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF");
        foreach (var piece in Salvage.Rows(aside).Chunk(Piece))
        {
            stop.ThrowIfCancellationRequested();
            epoch ??= piece[0].Epoch;
            passed += piece.Count(row => row.Epoch != epoch);
            rows += Write(connection, epoch.Value, piece);
        }
        var known = epoch ?? Guid.Empty;
        LedgerFile.Execute(connection, $"""
            UPDATE about SET value = '{known}' WHERE name = 'epoch';
            PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL;
            """);
        // Its transaction waits for the disk, and with it for all that was written before.
        return (rows, WriteRanges(connection, known, [.. Salvage.Settled(aside, known)]) + passed);
    }

    private static void NeedRoom(string aside)
    {
        var size = new FileInfo(aside).Length + Reserve;
        var free = new DriveInfo(Path.GetDirectoryName(aside)!).AvailableFreeSpace;
        if (free < size)
            throw new IOException($"it takes {size >> 20} MiB, and the disk has {free >> 20} MiB left");
    }

    private static void Delete(string unfinished)
    {
        foreach (var old in (string[])[unfinished, unfinished + "-wal", unfinished + "-shm", unfinished + "-journal"])
            File.Delete(old);
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
            ranges.Add(range.First, Math.Min(range.Last, newest), range.State, range.Reason);
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
