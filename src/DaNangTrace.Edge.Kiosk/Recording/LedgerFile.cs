using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Kiosk.Recording;

/// <summary>
/// The ledger's file: SQLite, WAL, synchronous=FULL, since SQLite alone reports the truth of an fsync.
/// <para>Format: table <c>sighting</c>: seq (primary key, from 1 without gaps), bytes (exactly what is published),
/// state (beside what is chained). Table <c>about</c>: epoch, starts. <c>user_version</c> is the version of this
/// form. Each row's <c>prev</c> is the SHA-256 of the bytes of the row before it.</para>
/// </summary>
internal static class LedgerFile
{
    /// <summary>Version of the form.</summary>
    public const int Version = 1;

    /// <summary>What the first row has for the hash of the row before it.</summary>
    public static readonly string NoPrevious = new('0', 64);

    /// <summary>The name of the file in the kiosk's data folder.</summary>
    public const string Name = "ledger.db";

    /// <summary>The hash that the next row holds of these bytes.</summary>
    public static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Opens the file for the one writer, and makes it if there is none.</summary>
    /// <exception cref="SqliteException">It can't be opened, or is no ledger.</exception>
    /// <exception cref="NotSupportedException">It was written by a newer program.</exception>
    public static SqliteConnection OpenToWrite(string file, Guid newEpoch)
    {
        var connection = Open(file, SqliteOpenMode.ReadWriteCreate);
        try
        {
            Execute(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
            var version = RefuseNewer(connection, file);
            if (version == 0)
                Create(connection, newEpoch);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Opens an existing file beside its writer, to read.</summary>
    /// <exception cref="SqliteException">It can't be opened, or is no ledger.</exception>
    /// <exception cref="NotSupportedException">It was written by a newer program, or holds no ledger.</exception>
    public static SqliteConnection OpenToRead(string file)
    {
        var connection = Open(file, SqliteOpenMode.ReadOnly);
        try
        {
            return RefuseNewer(connection, file) == 0
                ? throw new NotSupportedException($"{file} holds no ledger")
                : connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Reads rows in their order.</summary>
    public static IEnumerable<LedgerRow> Read(SqliteConnection connection, LedgerState? state, long after, int most)
    {
        using var command = connection.CreateCommand();
        command.CommandText = state is null
            ? "SELECT seq, bytes, state FROM sighting WHERE seq > $after ORDER BY seq LIMIT $most"
            : OfState(state.Value, "SELECT seq, bytes, state") + " AND seq > $after ORDER BY seq LIMIT $most";
        command.Parameters.AddWithValue("$after", after);
        command.Parameters.AddWithValue("$most", most);
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return new LedgerRow(
                reader.GetInt64(0), reader.GetFieldValue<byte[]>(1), (LedgerState)reader.GetInt32(2));
    }

    /// <summary>How many rows are in a state.</summary>
    public static long Count(SqliteConnection connection, LedgerState state) =>
        (long)Scalar(connection, OfState(state, "SELECT COUNT(*)"))!;

    // The number stands in the text: only then SQLite sees that the index of undelivered rows will do, and a ledger of
    // years need not be read to find the one row that waits.
    internal static string OfState(LedgerState state, string select) =>
        $"{select} FROM sighting WHERE state = {(int)state}{(state == LedgerState.Delivered ? "" : " AND state <> 1")}";

    /// <summary>One number or text; null where there is no row.</summary>
    public static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() is var value and not DBNull ? value : null;
    }

    /// <summary>Runs statements without parameters.</summary>
    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        // No pool: a closed ledger's file must be free at once. Five seconds outlast a reader's checkpoint.
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = 5,
        }.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static long RefuseNewer(SqliteConnection connection, string file)
    {
        var version = (long)Scalar(connection, "PRAGMA user_version")!;
        return version <= Version
            ? version
            : throw new NotSupportedException(
                $"{file} has version {version}; this program reads up to {Version}: install a newer dntrace");
    }

    private static void Create(SqliteConnection connection, Guid epoch)
    {
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            CREATE TABLE sighting (
                seq INTEGER PRIMARY KEY,
                bytes BLOB NOT NULL,
                state INTEGER NOT NULL DEFAULT 0) STRICT;
            CREATE INDEX sighting_open ON sighting (state, seq) WHERE state <> 1;
            CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
            INSERT INTO about (name, value) VALUES ('epoch', $epoch), ('starts', '0');
            PRAGMA user_version = {Version};
            """;
        command.Parameters.AddWithValue("$epoch", epoch.ToString());
        command.ExecuteNonQuery();
        transaction.Commit();
    }
}
