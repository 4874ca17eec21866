using System.Text.Json;
using DaNangTrace.Edge.Wire;
using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Kiosk.Recording;

/// <summary>Reads what can be read of a damaged ledger, and changes nothing of it.</summary>
internal static class Salvage
{
    /// <summary>The rows that are whole sightings; some may come twice.</summary>
    public static IEnumerable<LedgerRow> Rows(string file)
    {
        foreach (var (seq, bytes) in BySql(file))
        {
            if (Whole(seq, bytes) is { } row)
                yield return row;
        }
    }

    /// <summary>How far rows had come, as far as that can be read.</summary>
    public static IReadOnlyList<SettledRange> Settled(string file, Guid epoch)
    {
        try
        {
            using var connection = LedgerFile.OpenToRead(file);
            var ranges = SettledRanges.Read(connection, epoch);
            return [.. ((LedgerState[])[LedgerState.Delivered, LedgerState.Refused, LedgerState.Gone]).SelectMany(
                state => ranges.Ranges(state, 1, long.MaxValue)
                    .Select(range => new SettledRange(epoch, range.First, range.Last, state)))];
        }
        catch (Exception e) when (e is SqliteException or NotSupportedException)
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
        for (var seq = 0L; Next(connection, seq) is { } row; seq = row.Seq)
            yield return row;
    }

    private static (long Seq, byte[] Bytes)? Next(SqliteConnection connection, long after)
    {
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT seq, bytes FROM sighting WHERE seq > $after ORDER BY seq LIMIT 1";
            command.Parameters.AddWithValue("$after", after);
            using var reader = command.ExecuteReader();
            return reader.Read() ? (reader.GetInt64(0), reader.GetFieldValue<byte[]>(1)) : null;
        }
        catch (SqliteException)
        {
            return null;
        }
    }
}
