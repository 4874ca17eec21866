using System.Text;
using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Kiosk.Recording;

/// <content>
/// Looks at every row once after the start, while nobody waits: SQLite tells of a damaged page only when it is read,
/// and of a changed byte within a row not at all.
/// </content>
internal sealed partial class LedgerStore
{
    // Some milliseconds; who comes meanwhile waits no longer.
    private const int RowsAtOnce = 200;

    private long _inspectedUpTo;
    private string? _hashBefore;

    /// <summary>A row that is not what it was when it was recorded; null while none was found.</summary>
    public long? ChangedRow { get; private set; }

    /// <summary>Looks at the next rows.</summary>
    /// <returns>Whether there are more.</returns>
    /// <exception cref="SqliteException">A page of the file is damaged.</exception>
    public bool Inspect()
    {
        using var command = Open().CreateCommand();
        command.CommandText = $"SELECT seq, bytes FROM sighting WHERE seq > $after ORDER BY seq LIMIT {RowsAtOnce}";
        command.Parameters.AddWithValue("$after", _inspectedUpTo);
        using var reader = command.ExecuteReader();
        var rows = 0;
        for (; reader.Read(); rows++)
        {
            var (seq, bytes) = (reader.GetInt64(0), LedgerFile.BytesOf(reader));
            // Rows before it may have been pruned: then nothing is known of what it is chained to.
            if (_hashBefore is not null && seq == _inspectedUpTo + 1
                && bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes($"\"prev\":\"{_hashBefore}\"")) < 0)
                ChangedRow ??= _inspectedUpTo;
            (_inspectedUpTo, _hashBefore) = (seq, LedgerFile.HashOf(bytes));
        }
        return rows == RowsAtOnce;
    }
}
