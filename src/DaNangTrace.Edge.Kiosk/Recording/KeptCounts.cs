using System.Globalization;
using DaNangTrace.Edge.Wire;
using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Kiosk.Recording;

/// <summary>How many counts of recalled sightings wait for the city, and how many its broker refused for good.
/// </summary>
/// <param name="Pending">They wait.</param>
/// <param name="Refused">They are kept apart.</param>
/// <param name="Reason">Why the newest of those was refused; null where none was.</param>
public sealed record CountFigures(long Pending, long Refused, string? Reason)
{
    /// <summary>How many sightings of the list that was counted last found no room.</summary>
    public long NoRoom { get; init; }
}

/// <summary>
/// The table <c>recalled</c> of a ledger's file: what the city is told of sightings that a later recall covers, byte
/// for byte, and how far that has come. A row stands for good, so that no recall is told twice.
/// </summary>
internal static class KeptCounts
{
    /// <summary>What stands in a file's own wishes to send rows once more, where a ledger's epoch does.</summary>
    public static readonly Guid Place = Guid.Empty;

    // What version 4 of the file did not have.
    internal const string Table = """
        CREATE TABLE recalled (
            n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, state INTEGER NOT NULL DEFAULT 0,
            reason TEXT NOT NULL DEFAULT '', bytes BLOB NOT NULL) STRICT;
        CREATE INDEX recalled_open ON recalled (state, n) WHERE state <> 1;
        """;

    // A list of recalls has at most as many lines; of what was delivered before them only the id stays.
    private const int MostWhole = 10_000;

    // Sixty bytes each. Of what was delivered, what is forgotten behind them may be told again, under its old id. As
    // many may wait or be refused, of a third of a kilobyte each.
    internal const int MostIds = 50_000;

    private const string Note = "recounted";
    private const string NoRoomName = "recalledNoRoom";

    /// <summary>Which recall list was counted last, and in which files; null where none was.</summary>
    public static string? Counted(SqliteConnection connection) => LedgerFile.About(connection, Note);

    /// <summary>
    /// Of which ledger a ledger's counts say that they are, among rows and ranges of sightings: its epoch as a UUID of
    /// version 8, which no ledger has. So one that is on its way while another ledger begins settles none of its.
    /// </summary>
    public static Guid PlaceOf(Guid epoch)
    {
        Span<byte> bytes = stackalloc byte[16];
        epoch.TryWriteBytes(bytes, bigEndian: true, out _);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>The ids of all that was kept, read beside the ledger.</summary>
    /// <exception cref="SqliteException">The file can't be read.</exception>
    public static HashSet<Guid> Told(string file)
    {
        using var connection = LedgerFile.OpenToRead(file);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT id FROM recalled";
        using var reader = command.ExecuteReader();
        var told = new HashSet<Guid>();
        while (reader.Read())
        {
            if (Guid.TryParse(reader.GetString(0), out var id))
                told.Add(id);
        }
        return told;
    }

    /// <summary>Keeps counts that were not kept before, and notes what was counted: both or neither.</summary>
    /// <returns>How many of them are new.</returns>
    public static int Keep(SqliteConnection connection, IReadOnlyList<RecallCount> counts, string counted)
    {
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "INSERT OR IGNORE INTO recalled (id, bytes) VALUES ($id, $bytes)";
        var id = command.Parameters.Add("$id", SqliteType.Text);
        var bytes = command.Parameters.Add("$bytes", SqliteType.Blob);
        var room = MostIds - (long)LedgerFile.Scalar(connection, "SELECT COUNT(*) FROM recalled WHERE state <> 1")!;
        var (kept, noRoom) = (0, 0L);
        foreach (var count in counts)
        {
            (id.Value, bytes.Value) = (count.Id.ToString(), WireJson.ToBytes(count));
            if (kept < room)
                kept += command.ExecuteNonQuery();
            else if (!IsKept(connection, count.Id))
                noRoom += count.Count;
        }
        using var note = connection.CreateCommand();
        note.Transaction = transaction;
        note.CommandText = string.Create(CultureInfo.InvariantCulture, $"""
            INSERT OR REPLACE INTO about (name, value) VALUES ('{Note}', $counted);
            UPDATE recalled SET bytes = x'' WHERE state = {(int)LedgerState.Delivered} AND length(bytes) > 0
                AND n <= (SELECT MAX(n) FROM recalled) - {MostWhole};
            DELETE FROM recalled WHERE state = {(int)LedgerState.Delivered}
                AND n <= (SELECT MAX(n) FROM recalled) - {MostIds};
            INSERT OR REPLACE INTO about (name, value) VALUES ('{NoRoomName}', '{noRoom}');
            """);
        note.Parameters.AddWithValue("$counted", counted);
        note.ExecuteNonQuery();
        transaction.Commit();
        return kept;
    }

    /// <summary>Counts that wait for the city, in the order in which they were kept.</summary>
    /// <param name="connection">The file.</param>
    /// <param name="epoch">Its ledger.</param>
    /// <param name="after">Those behind this place.</param>
    /// <param name="most">At most so many.</param>
    public static List<LedgerRow> Take(SqliteConnection connection, Guid epoch, long after, int most)
    {
        using var command = connection.CreateCommand();
        // Said twice, since only this of the two tells SQLite that its index has them.
        command.CommandText = """
            SELECT n, bytes FROM recalled WHERE state = $pending AND state <> 1 AND n > $after ORDER BY n LIMIT $most
            """;
        command.Parameters.AddWithValue("$after", after);
        command.Parameters.AddWithValue("$pending", (int)LedgerState.Pending);
        command.Parameters.AddWithValue("$most", most);
        using var reader = command.ExecuteReader();
        var (rows, place) = (new List<LedgerRow>(), PlaceOf(epoch));
        while (reader.Read())
            rows.Add(new LedgerRow(place, reader.GetInt64(0), LedgerFile.BytesOf(reader), LedgerState.Pending));
        return rows;
    }

    /// <summary>Notes how far they have come.</summary>
    public static void Settle(SqliteTransaction transaction, SettledRange range)
    {
        using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "UPDATE recalled SET state = $state, reason = $reason WHERE n BETWEEN $first AND $last";
        command.Parameters.AddWithValue("$state", (int)range.State);
        command.Parameters.AddWithValue("$reason", range.Reason);
        command.Parameters.AddWithValue("$first", range.First);
        command.Parameters.AddWithValue("$last", range.Last);
        command.ExecuteNonQuery();
    }

    /// <summary>Makes those wait again that the broker refused.</summary>
    /// <returns>How many.</returns>
    public static long Release(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "UPDATE recalled SET state = $pending, reason = '' WHERE state = $refused AND state <> 1";
        command.Parameters.AddWithValue("$pending", (int)LedgerState.Pending);
        command.Parameters.AddWithValue("$refused", (int)LedgerState.Refused);
        return command.ExecuteNonQuery();
    }

    /// <summary>How they stand.</summary>
    public static CountFigures Figures(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT COUNT(*) FILTER (WHERE state = $pending), COUNT(*) FILTER (WHERE state = $refused),
                (SELECT reason FROM recalled WHERE state = $refused AND state <> 1 ORDER BY n DESC LIMIT 1)
            FROM recalled WHERE state <> 1
            """;
        command.Parameters.AddWithValue("$pending", (int)LedgerState.Pending);
        command.Parameters.AddWithValue("$refused", (int)LedgerState.Refused);
        using var reader = command.ExecuteReader();
        reader.Read();
        return new CountFigures(
            reader.GetInt64(0), reader.GetInt64(1), reader.IsDBNull(2) ? null : reader.GetString(2))
        {
            NoRoom = long.TryParse(
                LedgerFile.About(connection, NoRoomName), CultureInfo.InvariantCulture, out var noRoom) ? noRoom : 0,
        };
    }

    private static bool IsKept(SqliteConnection connection, Guid id) =>
        LedgerFile.Scalar(connection, $"SELECT 1 FROM recalled WHERE id = '{id}'") is not null;
}
