using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>One row of a ledger's file.</summary>
internal sealed record Row(long Seq, byte[] Bytes, long State)
{
    public const long Pending = 0;
    public const long Delivered = 1;
    public const long Refused = 2;
}

/// <summary>Reads a ledger's file itself: what was recorded is counted here, never by the program under test.</summary>
internal static class LedgerRows
{
    // SQLITE_READONLY
    private const int ReadOnly = 8;

    public static string FileOf(string folder) => Path.Combine(folder, "ledger.db");

    /// <summary>All rows in their order; none where there is no file yet.</summary>
    public static IReadOnlyList<Row> Of(string folder)
    {
        if (!File.Exists(FileOf(folder)))
            return [];
        using var connection = Open(folder, SqliteOpenMode.ReadOnly);
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT seq, bytes, COALESCE((
                SELECT state FROM settled
                WHERE epoch = (SELECT value FROM about WHERE name = 'epoch') AND seq BETWEEN first AND last), 0)
            FROM sighting ORDER BY seq
            """;
        using var reader = command.ExecuteReader();
        var rows = new List<Row>();
        while (reader.Read())
            rows.Add(new Row(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1), reader.GetInt64(2)));
        return rows;
    }

    /// <summary>Whether the file holds a ledger yet.</summary>
    public static bool HasTable(string folder)
    {
        if (!File.Exists(FileOf(folder)))
            return false;
        try
        {
            using var connection = Open(folder, SqliteOpenMode.ReadOnly);
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT COUNT(*) FROM sqlite_schema WHERE name = 'sighting'";
            return (long)command.ExecuteScalar()! == 1;
        }
        catch (SqliteException e) when (e.SqliteErrorCode == ReadOnly)
        {
            // A file that was only half made stands in its rollback journal, which a reader can't undo.
            return false;
        }
    }

    public static string Epoch(string folder)
    {
        using var connection = Open(folder, SqliteOpenMode.ReadOnly);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT value FROM about WHERE name = 'epoch'";
        return (string)command.ExecuteScalar()!;
    }

    /// <summary>Waits until the file holds so many rows.</summary>
    public static async Task<IReadOnlyList<Row>> UntilAsync(string folder, int count)
    {
        IReadOnlyList<Row> rows = [];
        await Until.TrueAsync(() => (rows = Of(folder)).Count >= count, $"{count} rows in the ledger");
        return rows;
    }

    /// <summary>Waits until all rows are marked as delivered.</summary>
    public static Task DeliveredAsync(string folder) => Until.TrueAsync(
        () => Of(folder).All(row => row.State == Row.Delivered), "every row of the ledger marked as delivered");

    /// <summary>Changes the file behind the program's back.</summary>
    public static void Tamper(string folder, string sql)
    {
        using var connection = Open(folder, SqliteOpenMode.ReadWrite);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>A copy in another folder, to be changed; the kiosk that writes the ledger may go on.</summary>
    public static void Copy(string folder, string toFolder) => Tamper(folder, $"VACUUM INTO '{FileOf(toFolder)}'");

    /// <summary>Keeps everybody else from writing until it is disposed.</summary>
    public static IDisposable Hold(string folder)
    {
        var connection = Open(folder, SqliteOpenMode.ReadWrite);
        using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        command.ExecuteNonQuery();
        return connection;
    }

    private static SqliteConnection Open(string folder, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = FileOf(folder),
            Mode = mode,
            Pooling = false,
        }.ToString());
        connection.Open();
        return connection;
    }
}
