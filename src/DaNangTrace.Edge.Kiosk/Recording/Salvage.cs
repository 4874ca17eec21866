using System.Text.Json;
using DaNangTrace.Edge.Wire;
using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Kiosk.Recording;

/// <summary>Reads what can be read of a damaged ledger, and changes nothing of it.</summary>
internal static class Salvage
{
    private const int Page = 500;

    /// <summary>
    /// The rows that are whole sightings; some come twice, and in any order. First as far as SQLite comes, then page by
    /// page, since a damaged tree hides whole rows.
    /// </summary>
    public static IEnumerable<LedgerRow> Rows(string file)
    {
        foreach (var (seq, bytes) in BySql(file).Concat(ByPages(file)))
        {
            if (Whole(seq, bytes) is { } row)
                yield return row;
        }
    }

    /// <summary>The epoch that the file names; null where that can't be read.</summary>
    public static Guid? EpochOf(string file)
    {
        try
        {
            using var connection = LedgerFile.OpenToRead(file);
            return LedgerFile.EpochOf(connection);
        }
        catch (Exception e) when (e is SqliteException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>How far rows had come, as far as that can be read.</summary>
    public static IReadOnlyList<SettledRange> Settled(string file, Guid epoch)
    {
        try
        {
            using var connection = LedgerFile.OpenToRead(file);
            return [.. SettledRanges.Read(connection, epoch).All(1, long.MaxValue)];
        }
        catch (Exception e) when (e is SqliteException or NotSupportedException || LedgerFault.IsNonsense(e))
        {
            // Then all is sent again; receivers keep one of each.
            return [];
        }
    }

    private static LedgerRow? Whole(long seq, byte[] bytes)
    {
        try
        {
            var sighting = WireJson.ToSighting(bytes);
            return sighting.Seq == seq && sighting.Epoch != Guid.Empty
                ? new LedgerRow(sighting.Epoch, seq, bytes, LedgerState.Pending)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<(long Seq, byte[] Bytes)> ByPages(string file)
    {
        using var scan = new PageScan(file);
        foreach (var row in scan.Rows())
            yield return row;
    }

    private static IEnumerable<(long Seq, byte[] Bytes)> BySql(string file)
    {
        SqliteConnection connection;
        try
        {
            connection = LedgerFile.OpenToRead(file);
        }
        catch (Exception e) when (e is SqliteException or NotSupportedException)
        {
            yield break;
        }
        using var _ = connection;
        for (var after = 0L; ;)
        {
            var isReadable = TryRead(connection, after, out var rows);
            foreach (var row in rows)
                yield return row;
            if (!isReadable || rows.Count == 0)
                yield break;
            after = rows[^1].Seq;
        }
    }

    private static bool TryRead(SqliteConnection connection, long after, out List<(long Seq, byte[] Bytes)> rows)
    {
        rows = [];
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT seq, bytes FROM sighting WHERE seq > $after ORDER BY seq LIMIT {Page}";
            command.Parameters.AddWithValue("$after", after);
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                if (reader.GetValue(1) is byte[] bytes)
                    rows.Add((reader.GetInt64(0), bytes));
            }
            return true;
        }
        catch (SqliteException)
        {
            return false;
        }
    }
}
