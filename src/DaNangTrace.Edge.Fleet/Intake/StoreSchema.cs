using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Fleet.Intake;

/// <summary>
/// The store's tables. Times are Unix milliseconds, days are the market's, counted from 0001-01-01.
/// <c>sightings.body</c> is the row of the kiosk's ledger byte for byte; everything else can be made again from it.
/// </summary>
internal static class StoreSchema
{
    private const int Version = 2;

    private const string Tables = """
        CREATE TABLE self (client_id TEXT NOT NULL);
        CREATE TABLE kiosks (
            id INTEGER PRIMARY KEY,
            market TEXT NOT NULL,
            kiosk TEXT NOT NULL,
            online INTEGER,
            status_epoch TEXT,
            session INTEGER,
            version TEXT,
            since_ms INTEGER,
            since_exact INTEGER,
            last_epoch TEXT,
            last_seq INTEGER,
            total INTEGER NOT NULL DEFAULT 0,
            UNIQUE (market, kiosk));
        CREATE TABLE sightings (
            kiosk_id INTEGER NOT NULL REFERENCES kiosks (id),
            epoch TEXT NOT NULL,
            seq INTEGER NOT NULL,
            at_ms INTEGER NOT NULL,
            received_ms INTEGER NOT NULL,
            body BLOB NOT NULL,
            PRIMARY KEY (kiosk_id, epoch, seq));
        CREATE TABLE days (
            day INTEGER NOT NULL,
            kiosk_id INTEGER NOT NULL REFERENCES kiosks (id),
            sightings INTEGER NOT NULL,
            PRIMARY KEY (day, kiosk_id)) WITHOUT ROWID;
        CREATE TABLE conflicts (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            kiosk_id INTEGER NOT NULL REFERENCES kiosks (id),
            epoch TEXT NOT NULL,
            seq INTEGER NOT NULL,
            received_ms INTEGER NOT NULL,
            body BLOB NOT NULL,
            UNIQUE (kiosk_id, epoch, seq, body));
        CREATE TABLE rejected (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            received_ms INTEGER NOT NULL,
            topic TEXT NOT NULL,
            reason TEXT NOT NULL,
            detail TEXT NOT NULL,
            size INTEGER NOT NULL,
            first BLOB NOT NULL);
        CREATE TABLE totals (name TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID;
        """;

    /// <summary>Makes a new file's tables, or sees that an old file's are these.</summary>
    /// <exception cref="InvalidDataException">A newer program made the file.</exception>
    internal static void Ensure(SqliteConnection connection, Func<string> newClientId)
    {
        // FULL: a commit is on the disk when it returns; without it an acknowledged message could be lost.
        Run(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;");
        using var transaction = connection.BeginTransaction();
        using var version = connection.CreateCommand();
        version.CommandText = "PRAGMA user_version";
        switch ((long)version.ExecuteScalar()!)
        {
            case 0:
                Run(connection, Tables);
                using (var insert = connection.CreateCommand())
                {
                    insert.CommandText = "INSERT INTO self (client_id) VALUES ($id)";
                    insert.Parameters.AddWithValue("$id", newClientId());
                    insert.ExecuteNonQuery();
                }
                Run(connection, $"PRAGMA user_version = {Version}");
                break;
            case Version:
                break;
            case var other:
                throw new InvalidDataException($"the store has form {other}; this program knows form {Version}");
        }
        transaction.Commit();
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
