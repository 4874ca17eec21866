using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DaNangTrace.Edge.Kiosk.Recording;

/// <summary>
/// Brings what stands in SQLite's log into the file. By itself SQLite does that within a commit, while a shopper's
/// sighting waits; here it is done after the answer.
/// </summary>
internal static class Checkpoint
{
    /// <summary>To this size the log is cut when it begins anew, in bytes.</summary>
    public const long LogBytes = 2 << 20;

    // SQLITE_DBSTATUS_CACHE_WRITE: pages that were written to the log.
    private const int PagesWritten = 9;

    /// <summary>Brings the log in, if it has grown large enough.</summary>
    /// <param name="connection">The writer's.</param>
    /// <param name="pageSize">Of the file, in bytes.</param>
    /// <exception cref="SqliteException">The file can't be written; the log still holds everything.</exception>
    public static void MakeWhenDue(SqliteConnection connection, long pageSize)
    {
        if (Pages(connection, reset: false) * pageSize < LogBytes)
            return;
        // A reader that holds an old state keeps the log from beginning anew; it is tried again this much later.
        LedgerFile.Execute(connection, "PRAGMA wal_checkpoint(PASSIVE)");
        Pages(connection, reset: true);
    }

    private static int Pages(SqliteConnection connection, bool reset)
    {
        raw.sqlite3_db_status(connection.Handle, PagesWritten, out var pages, out _, reset ? 1 : 0);
        return pages;
    }
}
