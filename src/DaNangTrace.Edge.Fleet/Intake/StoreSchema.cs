using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Fleet.Intake;

/// <summary>
/// The store's tables. Times are Unix milliseconds, days are the market's, counted from 0001-01-01.
/// <c>sightings.body</c> is the row of the kiosk's ledger byte for byte; everything else can be made again from it.
/// </summary>
internal static class StoreSchema
{
    private const int Version = 3;

    // What form 2 did not have. A code is asked for in a market on a day; of a stamp its host stands beside it, of a
    // GTIN nothing. said: the time of the latest answer that says whether it is known, twice, and one more if it is;
    // 0 where none does. So the greatest of several tells it.
    private const string TablesOfForm3 = """
        CREATE TABLE asked (
            day INTEGER NOT NULL,
            market TEXT NOT NULL,
            code TEXT NOT NULL,
            host TEXT NOT NULL,
            asked INTEGER NOT NULL,
            known INTEGER NOT NULL,
            said INTEGER NOT NULL,
            last_ms INTEGER NOT NULL,
            PRIMARY KEY (day, market, code, host)) WITHOUT ROWID;
        CREATE TABLE recalled (
            n INTEGER PRIMARY KEY AUTOINCREMENT,
            kiosk_id INTEGER NOT NULL REFERENCES kiosks (id),
            id TEXT NOT NULL,
            received_ms INTEGER NOT NULL,
            recall TEXT NOT NULL,
            gtin TEXT NOT NULL,
            lot TEXT,
            seen INTEGER NOT NULL,
            first_ms INTEGER NOT NULL,
            last_ms INTEGER NOT NULL,
            body BLOB NOT NULL,
            UNIQUE (kiosk_id, id));
        ALTER TABLE kiosks ADD COLUMN coverage BLOB;
        ALTER TABLE kiosks ADD COLUMN coverage_ms INTEGER;
        """;

    private const string Tables = $"""
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
        {TablesOfForm3}
        """;

    // FULL: a commit is on the disk when it returns; without it an acknowledged message could be lost.
    /// <summary>How the file is written: settings of the connection, which no transaction takes.</summary>
    internal static void Prepare(SqliteConnection connection) =>
        Run(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;");

    /// <summary>Makes a new file's tables, renews an older file's, or sees that a file's are these.</summary>
    /// <param name="transaction">Whoever began it commits: what is counted for a renewed form belongs to it.</param>
    /// <param name="newClientId">Makes the MQTT client id of a new file.</param>
    /// <returns>Whether it was an older file: what was asked for is to be counted from its sightings.</returns>
    /// <exception cref="InvalidDataException">A newer program made the file, or one that is too old.</exception>
    internal static bool Ensure(SqliteTransaction transaction, Func<string> newClientId)
    {
        var connection = transaction.Connection!;
        using var version = connection.CreateCommand();
        version.CommandText = "PRAGMA user_version";
        var form = (long)version.ExecuteScalar()!;
        switch (form)
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
            case 2:
                Run(connection, TablesOfForm3);
                Run(connection, $"PRAGMA user_version = {Version}");
                break;
            case Version:
                break;
            case var other:
                throw new InvalidDataException($"the store has form {other}; this program knows form {Version}");
        }
        return form == 2;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
