using System.Text.Json;
using DaNangTrace.Edge.Fleet.Watching;
using DaNangTrace.Edge.Wire;
using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Fleet.Intake;

/// <summary>Reads the store beside its writer, which waits for none of it: what was asked for, and what is recalled.
/// </summary>
/// <param name="file">The store's file.</param>
internal sealed class StoreReader(string file)
{
    // Those who register products take the list as a table.
    internal const int MostWanted = 200;

    // More than a page shows: several kiosks tell of one lot.
    internal const int MostRecalled = 500;

    private const string OfPlaces = """
        SELECT market, count(*), sum(said % 2), sum(asked), sum(known) FROM (
            SELECT market, max(said) AS said, sum(asked) AS asked, sum(known) AS known
            FROM asked WHERE day > $1 AND day <= $2 GROUP BY market, code, host)
        GROUP BY market
        UNION ALL
        SELECT NULL, count(*), coalesce(sum(said % 2), 0), coalesce(sum(asked), 0), coalesce(sum(known), 0) FROM (
            SELECT max(said) AS said, sum(asked) AS asked, sum(known) AS known
            FROM asked WHERE day > $1 AND day <= $2 GROUP BY code, host)
        """;

    private const string OfWanted = """
        SELECT code, host, sum(asked) AS n, max(last_ms), group_concat(DISTINCT market)
        FROM asked WHERE day > $1 AND day <= $2 GROUP BY code, host
        HAVING max(said) > 0 AND max(said) % 2 = 0
        ORDER BY n DESC, code, host LIMIT $3
        """;

    private const string OfRecalled = """
        SELECT k.market, k.kiosk, r.body, r.received_ms FROM recalled r JOIN kiosks k ON k.id = r.kiosk_id
        ORDER BY r.n DESC LIMIT $1
        """;

    /// <summary>What was asked for and is known, up to and with a moment's day.</summary>
    /// <exception cref="SqliteException">The file can't be read.</exception>
    internal CoverageView Coverage(DateTimeOffset now)
    {
        using var connection = Open();
        using var transaction = connection.BeginTransaction(deferred: true);
        var today = MarketTime.DayOf(now);
        var windows = new SortedDictionary<string, CoverageWindow[]>(StringComparer.Ordinal);
        using var places = new Statement(connection, OfPlaces);
        for (var i = 0; i < PulseCoverage.Lengths.Count; i++)
        {
            var days = PulseCoverage.Lengths[i];
            using var row = places.Rows(transaction, today - days, today);
            while (row.Read())
            {
                var market = row.IsDBNull(0) ? "" : row.GetString(0);
                if (!windows.TryGetValue(market, out var of))
                    windows[market] = of = [.. PulseCoverage.Lengths.Select(d => new CoverageWindow(d, 0, 0, 0, 0))];
                of[i] = new CoverageWindow(days, row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4));
            }
        }
        return new CoverageView(
            now, new PlaceCoverage(null, windows[""]),
            [.. windows.Where(one => one.Key.Length > 0).Select(one => new PlaceCoverage(one.Key, one.Value))],
            Wanted(connection, transaction, today));
    }

    /// <summary>The newest counts of recalled goods that were seen before their recall.</summary>
    /// <exception cref="SqliteException">The file can't be read.</exception>
    internal IReadOnlyList<RecalledSeen> Recalled()
    {
        using var connection = Open();
        using var transaction = connection.BeginTransaction(deferred: true);
        using var statement = new Statement(connection, OfRecalled);
        using var row = statement.Rows(transaction, MostRecalled);
        var seen = new List<RecalledSeen>();
        while (row.Read())
        {
            try
            {
                seen.Add(new RecalledSeen(
                    new KioskAddress(row.GetString(0), row.GetString(1)),
                    WireJson.ToRecallCount((byte[])row.GetValue(2)),
                    DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3))));
            }
            catch (JsonException)
            {
                // A later program's form is stricter: the bytes are kept, and the page does without them.
            }
        }
        return seen;
    }

    private static List<WantedCode> Wanted(SqliteConnection connection, SqliteTransaction transaction, int today)
    {
        using var statement = new Statement(connection, OfWanted);
        using var row = statement.Rows(transaction, today - PulseCoverage.Lengths[^1], today, MostWanted);
        var wanted = new List<WantedCode>();
        while (row.Read())
        {
            var (code, host) = (row.GetString(0), row.GetString(1));
            var last = MarketTime.Of(DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3)));
            wanted.Add(new WantedCode(
                host.Length == 0
                    ? new AskedCode(code, null, null, row.GetInt64(2), last)
                    : new AskedCode(null, code, host, row.GetInt64(2), last),
                [.. row.GetString(4).Split(',').Order(StringComparer.Ordinal)]));
        }
        return wanted;
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
            DefaultTimeout = 2,
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
}
