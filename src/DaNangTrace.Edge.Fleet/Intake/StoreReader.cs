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

    // Those who read of recalled lots go there, and one lot was seen at many kiosks.
    internal const int MostLots = 5;
    internal const int MostPlaces = 6;

    // What is older was read.
    internal static readonly TimeSpan RecalledIsShown = TimeSpan.FromDays(7);

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

    // The limit is of the groups: each of them has all its counts.
    private const string OfRecalled = """
        SELECT recall, gtin, lot, sum(seen), min(first_ms), max(last_ms), count(DISTINCT kiosk_id), count(*) OVER ()
        FROM recalled WHERE received_ms > $1 GROUP BY recall, gtin, lot ORDER BY max(n) DESC LIMIT $2
        """;

    private const string OfRecalledAt = """
        SELECT k.market, k.kiosk, sum(r.seen) AS times FROM recalled r JOIN kiosks k ON k.id = r.kiosk_id
        WHERE r.received_ms > $1 AND r.recall = $2 AND r.gtin = $3 AND r.lot IS $4
        GROUP BY r.kiosk_id ORDER BY times DESC, k.market, k.kiosk LIMIT $5
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

    /// <summary>Recalled goods that were seen before their recall, as kiosks told within a week before a moment.
    /// </summary>
    /// <exception cref="SqliteException">The file can't be read.</exception>
    internal RecalledView Recalled(DateTimeOffset now)
    {
        using var connection = Open();
        using var transaction = connection.BeginTransaction(deferred: true);
        using var groups = new Statement(connection, OfRecalled);
        using var places = new Statement(connection, OfRecalledAt);
        var since = (now - RecalledIsShown).ToUnixTimeMilliseconds();
        var (lots, all) = (new List<RecalledLot>(), 0L);
        using var row = groups.Rows(transaction, since, MostLots);
        while (row.Read())
        {
            var (recall, gtin, lot) = (row.GetString(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2));
            var kiosks = new List<RecalledAt>();
            using (var at = places.Rows(transaction, since, recall, gtin, lot, MostPlaces))
            {
                while (at.Read())
                    kiosks.Add(new RecalledAt(new KioskAddress(at.GetString(0), at.GetString(1)), at.GetInt64(2)));
            }
            lots.Add(new RecalledLot(
                recall, gtin, lot, row.GetInt64(3), Instant(row.GetInt64(4)), Instant(row.GetInt64(5)), kiosks,
                row.GetInt64(6) - kiosks.Count));
            all = row.GetInt64(7);
        }
        return new RecalledView(lots, all - lots.Count);
    }

    private static DateTimeOffset Instant(long ms) => MarketTime.Of(DateTimeOffset.FromUnixTimeMilliseconds(ms));

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
