using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Kiosk.Recording;

/// <summary>What SQLite and its reader say when a file fails (SQLite's result codes).</summary>
internal static class LedgerFault
{
    /// <summary>SQLITE_CORRUPT: pages of the file contradict each other.</summary>
    public const int Damaged = 11;

    /// <summary>
    /// SQLITE_ERROR, SQLITE_SCHEMA and SQLITE_MISMATCH: a whole database, and none that this program made. A single bit
    /// in a table's name does that.
    /// </summary>
    public static bool IsNoLedger(SqliteException e) => e.SqliteErrorCode is 1 or 17 or 20;

    /// <summary>
    /// What reading throws where a page is damaged in a way that SQLite does not notice: null or a text where a number
    /// is due, a number beyond its bounds.
    /// </summary>
    public static bool IsNonsense(Exception e) => e is InvalidOperationException or InvalidCastException
        or FormatException or ArgumentException or OverflowException;

    /// <summary>SQLITE_READONLY and SQLITE_CANTOPEN: rights are missing, or the disk is read-only.</summary>
    public const int ReadOnly = 8;

    /// <inheritdoc cref="ReadOnly"/>
    public const int CantOpen = 14;

    /// <summary>SQLITE_IOERR_READ and SQLITE_IOERR_SHORT_READ: a place of the disk can't be read.</summary>
    public const int ReadFault = 266;

    /// <inheritdoc cref="ReadFault"/>
    public const int ShortRead = 522;

    /// <summary>SQLITE_FULL: the disk is full.</summary>
    public const int Full = 13;

    /// <summary>SQLITE_BUSY: another program holds the file.</summary>
    public const int Busy = 5;

    /// <summary>SQLITE_NOTADB: its first page is none of SQLite's.</summary>
    public const int NotADatabase = 26;
}
