using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Kiosk.Recording;

/// <summary>Reads a ledger's file without changing it: lists its rows, checks its chain.</summary>
public static class LedgerCheck
{
    // A page of rows at a time: a ledger of years is never in memory at once, and while a page is looked at, nobody
    // keeps the writer from beginning its log anew.
    private const int Page = 500;

    /// <summary>Rows in their order, of one state or of all.</summary>
    /// <param name="file">The ledger's file.</param>
    /// <param name="state">Which; null for all.</param>
    /// <param name="from">The first place, from 1.</param>
    /// <exception cref="SqliteException">The file can't be read.</exception>
    /// <exception cref="NotSupportedException">The file holds no ledger, or a newer one.</exception>
    public static IEnumerable<LedgerRow> Rows(string file, LedgerState? state = null, long from = 1)
    {
        using var connection = LedgerFile.OpenToRead(file);
        var epoch = LedgerFile.EpochOf(connection);
        for (var after = from - 1; ;)
        {
            var rows = Read(connection, file, epoch, state, after);
            foreach (var row in rows)
                yield return row;
            if (rows.Count == 0)
                yield break;
            after = rows[^1].Seq;
        }
    }

    /// <summary>When the kiosk's clock was last noted to be right; null where it never was.</summary>
    /// <param name="file">The ledger's file; it need not be there.</param>
    /// <exception cref="SqliteException">The file can't be read.</exception>
    public static DateTimeOffset? NewestMark(string file)
    {
        if (!File.Exists(file))
            return null;
        using var connection = LedgerFile.OpenToRead(file);
        return LedgerFile.Scalar(connection, "SELECT COUNT(*) FROM sqlite_schema WHERE name = 'mark'") is 1L
            && LedgerFile.Scalar(connection, "SELECT at FROM mark ORDER BY seq DESC LIMIT 1") is long seconds
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
    }

    /// <summary>
    /// Checks places, epoch and chain of every row. Rows cut off at the end can't be seen without knowing the head.
    /// </summary>
    /// <param name="file">The ledger's file.</param>
    /// <param name="head">SHA-256 of a row that must be there, 64 hexadecimal digits; null where none is known.</param>
    /// <exception cref="SqliteException">The file can't be read.</exception>
    /// <exception cref="NotSupportedException">The file holds no ledger, or a newer one.</exception>
    public static Verified Verify(string file, string? head = null)
    {
        using var connection = LedgerFile.OpenToRead(file);
        if (!Guid.TryParse(LedgerFile.About(connection, "epoch"), out var epoch))
            return new Verified(epoch, 0, LedgerFile.NoPrevious, 0, "the ledger names no epoch");
        var walk = new ChainWalk(epoch, head, Starts(connection), LedgerFile.About(connection, "rescued") is not null);
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT seq, bytes FROM sighting WHERE seq > $after ORDER BY seq LIMIT {Page}";
        var after = command.Parameters.Add("$after", SqliteType.Integer);
        for (after.Value = long.MinValue; ;)
        {
            var rows = 0;
            using var reader = command.ExecuteReader();
            for (; reader.Read(); rows++)
            {
                after.Value = reader.GetInt64(0);
                if (!walk.TryStep(reader.GetInt64(0), LedgerFile.BytesOf(reader)))
                    return walk.Verified;
            }
            if (rows == 0)
                break;
        }
        walk.End();
        return walk.Verified;
    }

    private static List<LedgerRow> Read(
        SqliteConnection connection, string file, Guid epoch, LedgerState? state, long after)
    {
        try
        {
            // The writer may have settled more since.
            var ranges = SettledRanges.Read(connection, epoch);
            if (LedgerFile.About(connection, "rescued") is not null)
                AddLater(ranges, file);
            return LedgerFile.Read(connection, ranges, state, after, Page);
        }
        catch (SqliteException e)
        {
            throw new SqliteException(
                $"{file} is damaged behind row {after} ({e.Message}): the kiosk rescues at its start what can be read",
                e.SqliteErrorCode);
        }
    }

    // How far rescued rows have come stands in the ledger that followed.
    private static void AddLater(SettledRanges ranges, string file)
    {
        var later = Path.Combine(Path.GetDirectoryName(file)!, LedgerFile.Name);
        if (!File.Exists(later))
            return;
        using var connection = LedgerFile.OpenToRead(later);
        ranges.AddAll(SettledRanges.Read(connection, ranges.Epoch), long.MaxValue);
    }

    private static Dictionary<long, (string Sha256, long Rows)> Starts(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT seq, sha256, rows FROM start";
        using var reader = command.ExecuteReader();
        var starts = new Dictionary<long, (string, long)>();
        while (reader.Read())
            starts[reader.GetInt64(0)] = (reader.GetString(1), reader.GetInt64(2));
        return starts;
    }
}

/// <summary>What a check of the chain found.</summary>
/// <param name="Epoch">The ledger's epoch.</param>
/// <param name="Rows">Rows that are right, from the first on.</param>
/// <param name="Head">SHA-256 of the last right row's bytes.</param>
/// <param name="BadSeq">The first bad row; null when all are right.</param>
/// <param name="Fault">What is wrong with it.</param>
public sealed record Verified(Guid Epoch, long Rows, string Head, long? BadSeq, string? Fault)
{
    /// <summary>Rows that were pruned: known by their count and the hash of the last one only.</summary>
    public long Pruned { get; init; }

    /// <summary>Rows that could not be rescued: the chain is interrupted there.</summary>
    public long Unreadable { get; init; }

    /// <summary>Place of the newest row, right or pruned; 0 = none.</summary>
    public long Newest { get; init; }

    /// <summary>Place of the row whose hash was asked for; null when there is none, or none was asked for.</summary>
    public long? HeadSeq { get; init; }
}
