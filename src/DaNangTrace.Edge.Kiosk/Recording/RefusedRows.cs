using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Kiosk.Recording;

/// <summary>What the broker refused for good: a technician looks at it, and has it sent once more.</summary>
public static class RefusedRows
{
    /// <summary>All stretches of refused rows, those of earlier ledgers first.</summary>
    /// <param name="file">The ledger's file.</param>
    /// <exception cref="SqliteException">The file can't be read.</exception>
    /// <exception cref="NotSupportedException">The file holds no ledger, or a newer one.</exception>
    public static IReadOnlyList<RefusedStretch> Of(string file)
    {
        using var connection = LedgerFile.OpenToRead(file);
        return Of(connection);
    }

    /// <summary>How many counts of recalled sightings were refused, and why the newest was.</summary>
    /// <param name="file">The ledger's file; one of an older form has none.</param>
    /// <exception cref="SqliteException">The file can't be read.</exception>
    /// <exception cref="NotSupportedException">The file holds no ledger, or a newer one.</exception>
    public static CountFigures CountsOf(string file)
    {
        using var connection = LedgerFile.OpenToRead(file);
        return LedgerFile.Scalar(connection, "PRAGMA user_version") is (long)LedgerFile.Version
            ? KeptCounts.Figures(connection)
            : new CountFigures(0, 0, null);
    }

    /// <summary>
    /// Has refused rows sent once more: a kiosk takes it up within a keep-alive once it is connected.
    /// </summary>
    /// <param name="file">The ledger's file.</param>
    /// <param name="first">From this place of the ledger in use on.</param>
    /// <param name="last">Up to this place; those of earlier ledgers, and counts of recalled sightings, go too where no
    /// places are named.</param>
    /// <returns>How many rows that are, counts included.</returns>
    /// <exception cref="SqliteException">The file can't be written.</exception>
    /// <exception cref="NotSupportedException">The file is of another version.</exception>
    public static long Retry(string file, long first, long last)
    {
        try
        {
            return RetryIn(file, first, last);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is LedgerFault.ReadOnly or LedgerFault.CantOpen)
        {
            throw LedgerFile.NotWritable(file, e);
        }
    }

    private static long RetryIn(string file, long first, long last)
    {
        using var connection = LedgerFile.Open(file, SqliteOpenMode.ReadWrite);
        if (LedgerFile.Scalar(connection, "PRAGMA user_version") is not (long)LedgerFile.Version)
            throw new NotSupportedException($"{file} is of another version: start this version's kiosk with it once");
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "INSERT INTO retry (epoch, first, last) VALUES ($epoch, $first, $last)";
        var epoch = command.Parameters.Add("$epoch", SqliteType.Text);
        var from = command.Parameters.Add("$first", SqliteType.Integer);
        var to = command.Parameters.Add("$last", SqliteType.Integer);
        var rows = 0L;
        var isAll = first == 1 && last == long.MaxValue;
        foreach (var stretch in Of(connection)
            .Where(stretch => isAll || (stretch.IsOwn && stretch.First <= last && stretch.Last >= first)))
        {
            (epoch.Value, from.Value, to.Value) = (
                stretch.Epoch.ToString(), Math.Max(stretch.First, first), Math.Min(stretch.Last, last));
            command.ExecuteNonQuery();
            rows += (long)to.Value - (long)from.Value + 1;
        }
        if (isAll && KeptCounts.Figures(connection).Refused is > 0 and var counts)
        {
            (epoch.Value, from.Value, to.Value) = (KeptCounts.Place.ToString(), 1, long.MaxValue);
            command.ExecuteNonQuery();
            rows += counts;
        }
        transaction.Commit();
        return rows;
    }

    private static List<RefusedStretch> Of(SqliteConnection connection)
    {
        var wanted = Wanted(connection);
        var own = LedgerFile.EpochOf(connection);
        // Those that had to make room since are not there to be sent.
        var oldest = (long?)LedgerFile.Scalar(connection, "SELECT MIN(seq) FROM sighting") ?? long.MaxValue;
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT epoch, first, last, reason FROM settled WHERE state = $refused ORDER BY epoch, first
            """;
        command.Parameters.AddWithValue("$refused", (int)LedgerState.Refused);
        using var reader = command.ExecuteReader();
        var stretches = new List<RefusedStretch>();
        while (reader.Read())
        {
            var epoch = Guid.Parse(reader.GetString(0));
            var first = epoch == own ? Math.Max(oldest, reader.GetInt64(1)) : reader.GetInt64(1);
            var last = reader.GetInt64(2);
            if (first <= last)
                stretches.Add(new RefusedStretch(epoch, epoch == own, first, last, reader.GetString(3))
                {
                    IsRetried = wanted.Exists(one => one.Epoch == epoch && one.First <= last && one.Last >= first),
                });
        }
        return stretches;
    }

    // An older form has no such table, and nobody who could have wanted anything.
    private static List<(Guid Epoch, long First, long Last)> Wanted(SqliteConnection connection)
    {
        var wanted = new List<(Guid, long, long)>();
        if (LedgerFile.Scalar(connection, "PRAGMA user_version") is not (long)LedgerFile.Version)
            return wanted;
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT epoch, first, last FROM retry";
        using var reader = command.ExecuteReader();
        while (reader.Read())
            wanted.Add((Guid.Parse(reader.GetString(0)), reader.GetInt64(1), reader.GetInt64(2)));
        return wanted;
    }
}

/// <summary>Rows beside each other that the broker refused for one reason.</summary>
/// <param name="Epoch">The ledger that they stand in.</param>
/// <param name="IsOwn">Whether that is the one in use; else an earlier one.</param>
/// <param name="First">The first of them.</param>
/// <param name="Last">The last of them.</param>
/// <param name="Reason">Why; empty where it was not noted.</param>
public sealed record RefusedStretch(Guid Epoch, bool IsOwn, long First, long Last, string Reason)
{
    /// <summary>Whether some of them are to be sent once more, as soon as the kiosk takes that up.</summary>
    public bool IsRetried { get; init; }
}
