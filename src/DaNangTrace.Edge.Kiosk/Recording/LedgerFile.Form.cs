using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Kiosk.Recording;

/// <content>How the file is made, and how one of an older form becomes one of this.</content>
internal static partial class LedgerFile
{
    // Version 1 had the state beside each row: neighbours of one state become a range.
    private const string RangesOfVersion1 = """
        SELECT (SELECT value FROM about WHERE name = 'epoch') AS epoch, MIN(seq) AS first, MAX(seq) AS last, state
        FROM (SELECT seq, state, seq - ROW_NUMBER() OVER (PARTITION BY state ORDER BY seq) AS island
              FROM sighting WHERE state <> 0)
        GROUP BY state, island
        """;

    // What version 2 did not have.
    private const string TablesOfVersion3 = """
        CREATE TABLE ack (epoch TEXT PRIMARY KEY, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE command (id TEXT PRIMARY KEY) STRICT;
        CREATE TABLE retry (epoch TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL) STRICT;
        """;

    private const string Tables = $"""
        {TablesOfVersion3}
        {KeptPacks.Table}
        {KeptCounts.Table}
        CREATE TABLE settled (
            epoch TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, state INTEGER NOT NULL,
            reason TEXT NOT NULL DEFAULT '',
            PRIMARY KEY (epoch, first)) STRICT, WITHOUT ROWID;
        CREATE TABLE start (seq INTEGER PRIMARY KEY, sha256 TEXT NOT NULL, rows INTEGER NOT NULL) STRICT;
        CREATE TABLE mark (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL) STRICT;
        """;

    private static void Create(SqliteConnection connection, Guid epoch, Guid? previousEpoch)
    {
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            CREATE TABLE sighting (seq INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
            CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
            {Tables}
            INSERT INTO about (name, value) VALUES ('epoch', $epoch), ('previousEpoch', $previous), ('starts', '0');
            PRAGMA user_version = {Version};
            """;
        command.Parameters.AddWithValue("$epoch", epoch.ToString());
        command.Parameters.AddWithValue("$previous", previousEpoch?.ToString() ?? "");
        command.ExecuteNonQuery();
        transaction.Commit();
    }

    // One transaction: a power cut leaves the old form or the new one. The rows are not written: version 1's column
    // state stays beside them and nobody reads it any more.
    private static void Renew(SqliteConnection connection, long version)
    {
        using var transaction = connection.BeginTransaction();
        Execute(connection, version switch
        {
            1 => $"""
                {Tables}
                INSERT INTO settled (epoch, first, last, state) {RangesOfVersion1};
                DROP INDEX sighting_open;
                INSERT INTO about (name, value) VALUES ('previousEpoch', '');
                """,
            2 => $"""
                {TablesOfVersion3} {KeptPacks.Table} {KeptCounts.Table}
                ALTER TABLE settled ADD COLUMN reason TEXT NOT NULL DEFAULT '';
                """,
            3 => KeptPacks.Table + KeptCounts.Table,
            _ => KeptCounts.Table,
        });
        Execute(connection, $"PRAGMA user_version = {Version}");
        transaction.Commit();
    }
}
