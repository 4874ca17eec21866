using System.Text.Json;
using DaNangTrace.Edge.Fleet.Watching;
using DaNangTrace.Edge.Wire;
using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Fleet.Intake;

/// <content>The statements, and how cards are read back.</content>
internal sealed partial class IntakeStore
{
    private List<KioskCard> Cards(
        Statement statement, SqliteTransaction transaction, DateTimeOffset now, long? kiosk)
    {
        var today = MarketTime.DayOf(now);
        var cards = new List<KioskCard>();
        using var row = kiosk is { } id
            ? statement.Rows(transaction, today, id)
            : statement.Rows(transaction, today);
        while (row.Read())
        {
            cards.Add(new KioskCard
            {
                Address = new KioskAddress(row.GetString(0), row.GetString(1)),
                State = row.IsDBNull(2)
                    ? null
                    : new KioskState(row.GetBoolean(2), Instant(row, 3), row.GetBoolean(4), row.GetString(5)),
                Total = row.GetInt64(6),
                Last = row.IsDBNull(7) ? null : Last((byte[])row.GetValue(7), Instant(row, 8)),
                Coverage = row.IsDBNull(10) ? null : Coverage((byte[])row.GetValue(10), HeardOf(row)),
                Day = today,
                DayCount = row.GetInt64(9),
            });
        }
        return cards;
    }

    // The page does without what a later program's stricter form does not take.
    private static LastSighting? Last(byte[] body, DateTimeOffset received) =>
        TryRead(body) is { } sighting ? new LastSighting(sighting, received) : null;

    private static KioskCoverage? Coverage(byte[] body, DateTimeOffset received)
    {
        try
        {
            return new KioskCoverage(WireJson.ToCoverage(body), received);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private DateTimeOffset HeardOf(SqliteDataReader row) =>
        heardOf.TryGetValue(row.GetInt64(12), out var heard) && heard > Instant(row, 11) ? heard : Instant(row, 11);

    private static DateTimeOffset Instant(SqliteDataReader row, int column) =>
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));

    private IntakeTotals Totals(SqliteTransaction transaction)
    {
        var totals = new Dictionary<string, long>(StringComparer.Ordinal);
        using (var row = statements.Totals.Rows(transaction))
        {
            while (row.Read())
                totals[row.GetString(0)] = row.GetInt64(1);
        }
        return new IntakeTotals(Of("stored"), Of("duplicates"), Of("conflicts"), Of("set_aside"), Of("late_states"))
        {
            Recalled = Of("recalled"),
        };

        long Of(string name) => totals.GetValueOrDefault(name);
    }

    private sealed class Statements(SqliteConnection connection) : IDisposable
    {
        private const string Card = """
            SELECT k.market, k.kiosk, k.online, k.since_ms, k.since_exact, k.version, k.total,
                   s.body, s.received_ms, coalesce(d.sightings, 0), k.coverage, k.coverage_ms, k.id
            FROM kiosks k
            LEFT JOIN sightings s ON s.kiosk_id = k.id AND s.epoch = k.last_epoch AND s.seq = k.last_seq
            LEFT JOIN days d ON d.day = $1 AND d.kiosk_id = k.id
            """;

        internal readonly Statement ClientId = new(connection, "SELECT client_id FROM self");

        internal readonly Statement FindKiosk = new(connection,
            "SELECT id FROM kiosks WHERE market = $1 AND kiosk = $2");

        internal readonly Statement InsertKiosk = new(connection, """
            INSERT INTO kiosks (market, kiosk) SELECT $1, $2 WHERE (SELECT count(*) FROM kiosks) < $3 RETURNING id
            """);

        internal readonly Statement InsertSighting = new(connection, """
            INSERT INTO sightings (kiosk_id, epoch, seq, at_ms, received_ms, body) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT DO NOTHING
            """);

        internal readonly Statement SameSighting = new(connection,
            "SELECT 1 FROM sightings WHERE kiosk_id = $1 AND epoch = $2 AND seq = $3 AND body = $4");

        internal readonly Statement CountDay = new(connection, """
            INSERT INTO days (day, kiosk_id, sightings) VALUES ($1, $2, 1)
            ON CONFLICT DO UPDATE SET sightings = sightings + 1
            """);

        // A row that was sent again after a gap is no newer than what came before it.
        internal readonly Statement CountKiosk = new(connection, """
            UPDATE kiosks SET total = total + 1,
                last_seq = CASE WHEN last_epoch IS $2 THEN max(last_seq, $3) ELSE $3 END, last_epoch = $2
            WHERE id = $1
            """);

        internal readonly Statement CountAsked = new(connection, """
            INSERT INTO asked (day, market, code, host, asked, known, said, last_ms)
            VALUES ($1, $2, $3, $4, 1, $5, $6, $7)
            ON CONFLICT DO UPDATE SET asked = asked + 1, known = known + excluded.known,
                said = max(said, excluded.said), last_ms = max(last_ms, excluded.last_ms)
            """);

        internal readonly Statement TrimAsked = new(connection, "DELETE FROM asked WHERE day <= $1");

        internal readonly Statement NewestReceived = new(connection, "SELECT max(received_ms) FROM sightings");

        internal readonly Statement SightingsSince = new(connection,
            "SELECT body, received_ms FROM sightings WHERE received_ms > $1");

        internal readonly Statement SetCoverage = new(connection,
            "UPDATE kiosks SET coverage = $2, coverage_ms = $3 WHERE id = $1");

        internal readonly Statement SameCoverage = new(connection,
            "SELECT 1 FROM kiosks WHERE id = $1 AND coverage = $2 AND coverage_ms > $3");

        internal readonly Statement InsertRecalled = new(connection, """
            INSERT INTO recalled (kiosk_id, id, received_ms, recall, gtin, lot, seen, first_ms, last_ms, body)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING
            """);

        internal readonly Statement SameRecalled = new(connection,
            "SELECT 1 FROM recalled WHERE kiosk_id = $1 AND id = $2 AND body = $3");

        internal readonly Statement TrimRecalled = new(connection,
            "DELETE FROM recalled WHERE n <= (SELECT max(n) FROM recalled) - $1");

        internal readonly Statement InsertConflict = new(connection, """
            INSERT INTO conflicts (kiosk_id, epoch, seq, received_ms, body) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT DO NOTHING
            """);

        internal readonly Statement TrimConflicts = new(connection,
            "DELETE FROM conflicts WHERE id <= (SELECT max(id) FROM conflicts) - $1");

        internal readonly Statement InsertRejected = new(connection, """
            INSERT INTO rejected (received_ms, topic, reason, detail, size, first) VALUES ($1, $2, $3, $4, $5, $6)
            """);

        internal readonly Statement TrimRejected = new(connection,
            "DELETE FROM rejected WHERE id <= (SELECT max(id) FROM rejected) - $1");

        internal readonly Statement KnownState = new(connection,
            "SELECT session, online, status_epoch FROM kiosks WHERE id = $1");

        internal readonly Statement SetState = new(connection, """
            UPDATE kiosks
            SET online = $2, status_epoch = $3, session = $4, version = $5, since_ms = $6, since_exact = $7
            WHERE id = $1
            """);

        internal readonly Statement CountTotal = new(connection,
            "INSERT INTO totals (name, n) VALUES ($1, 1) ON CONFLICT DO UPDATE SET n = n + 1");

        internal readonly Statement Totals = new(connection, "SELECT name, n FROM totals");

        internal readonly Statement OneCard = new(connection, Card + " WHERE k.id = $2");

        internal readonly Statement AllCards = new(connection, Card);

        public void Dispose()
        {
            Statement[] all =
            [
                ClientId, FindKiosk, InsertKiosk, InsertSighting, SameSighting, CountDay, CountKiosk, InsertConflict,
                TrimConflicts, InsertRejected, TrimRejected, KnownState, SetState, CountTotal, Totals, OneCard,
                AllCards, CountAsked, TrimAsked, NewestReceived, SightingsSince, SetCoverage, InsertRecalled,
                TrimRecalled, SameCoverage, SameRecalled,
            ];
            foreach (var statement in all)
                statement.Dispose();
        }
    }
}
