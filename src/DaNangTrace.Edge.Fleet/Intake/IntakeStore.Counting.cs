using System.Text.Json;
using DaNangTrace.Edge.Wire;
using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Fleet.Intake;

/// <content>What is counted of sightings, and what kiosks count themselves.</content>
internal sealed partial class IntakeStore
{
    /// <summary>How many counts of recalled sightings are kept: the newest. A recall list has at most 10,000 lines.
    /// </summary>
    internal const int KeptRecalled = 100_000;

    // As the contract has them; who sends more is no kiosk.
    private const int LongestCode = 64;
    private const int LongestHost = 253;

    private static readonly int Days = PulseCoverage.Lengths[^1];

    // Among conflicts a count's id stands where a sighting's epoch does, with a place that no sighting has.
    private const long OfACount = 0;

    // A pulse comes every minute and mostly says the same: its time alone is not worth a write of the disk. After a
    // restart the page is that much behind until the next pulse.
    private static readonly TimeSpan CoverageIsWritten = TimeSpan.FromMinutes(10);

    // When each kiosk's coverage came last; as many as there are kiosks.
    private readonly Dictionary<long, DateTimeOffset> heardOf = [];

    private int trimmedOn;

    private void Take(SqliteTransaction transaction, Arrival.Covered covered, DateTimeOffset now, HashSet<long> touched)
    {
        if (KioskId(transaction, covered.Address) is not { } kiosk)
        {
            Take(transaction, TooMany(covered.Address.Pulse, []), now);
            return;
        }
        touched.Add(kiosk);
        heardOf[kiosk] = now;
        var (bytes, at) = (WireJson.ToBytes(covered.Coverage), now.ToUnixTimeMilliseconds());
        var written = at - (long)CoverageIsWritten.TotalMilliseconds;
        if (statements.SameCoverage.Value(transaction, kiosk, bytes, written) is null)
            statements.SetCoverage.Run(transaction, kiosk, bytes, at);
    }

    // Known by its id among its kiosk's: a second arrival changes nothing. Other bytes under one id are a fault of
    // somebody's; the first stand, as those of a sighting do.
    private void Take(SqliteTransaction transaction, Arrival.Recalled recalled, DateTimeOffset now)
    {
        var (address, count, bytes) = recalled;
        if (KioskId(transaction, address) is not { } kiosk)
        {
            Take(transaction, TooMany(address.Recalled, bytes), now);
            return;
        }
        var (id, received) = (count.Id.ToString(), now.ToUnixTimeMilliseconds());
        var isNew = 1 == statements.InsertRecalled.Run(
            transaction, kiosk, id, received, count.Recall, count.Gtin, count.Lot, count.Count,
            count.First.ToUnixTimeMilliseconds(), count.Last.ToUnixTimeMilliseconds(), bytes);
        if (isNew)
        {
            Count(transaction, "recalled");
            statements.TrimRecalled.Run(transaction, KeptRecalled);
        }
        else if (statements.SameRecalled.Value(transaction, kiosk, id, bytes) is not null)
        {
            Count(transaction, "duplicates");
        }
        else if (1 == statements.InsertConflict.Run(transaction, kiosk, id, OfACount, received, bytes))
        {
            statements.TrimConflicts.Run(transaction, KeptApart);
            Count(transaction, "conflicts");
        }
    }

    // A day of a clock that runs ahead is today's; what is too old for any window counts in none.
    private void CountAsked(SqliteTransaction transaction, Sighting sighting, int day, DateTimeOffset now)
    {
        var today = MarketTime.DayOf(now);
        if (day <= today - Days || !AskedFor.TryOf(sighting, out var read)
            || read.Value.Code is not { Code.Length: <= LongestCode, Host: null or { Length: <= LongestHost } })
            return;
        var asked = read.Value;
        var isTrusted = sighting.Time.Quality is "sync" or "corrected" && day <= today;
        var at = (isTrusted ? sighting.At : now).ToUnixTimeMilliseconds();
        var known = asked.IsKnown == true ? 1 : 0;
        statements.CountAsked.Run(
            transaction, Math.Min(day, today), sighting.Market, asked.Code.Code,
            asked.Code.IsStamp ? asked.Code.Host ?? "?" : "", known, asked.IsKnown is null ? 0 : (at * 2) + known, at);
    }

    private void TrimAsked(SqliteTransaction transaction, DateTimeOffset now)
    {
        if (MarketTime.DayOf(now) is var today && today == trimmedOn)
            return;
        statements.TrimAsked.Run(transaction, today - Days);
        trimmedOn = today;
    }

    // Of a file of the form before: what it holds is asked for as what comes is.
    private void CountStored(SqliteTransaction transaction)
    {
        var newest = statements.NewestReceived.Value(transaction) as long? ?? 0;
        var now = DateTimeOffset.FromUnixTimeMilliseconds(newest);
        using (var row = statements.SightingsSince.Rows(transaction, now.AddDays(-Days).ToUnixTimeMilliseconds()))
        {
            while (row.Read())
            {
                var received = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1));
                if (TryRead((byte[])row.GetValue(0)) is { Rev: 0 } sighting)
                    CountAsked(transaction, sighting, DayOf(sighting, received), now);
            }
        }
    }

    private static Sighting? TryRead(byte[] body)
    {
        try
        {
            return WireJson.ToSighting(body);
        }
        catch (JsonException)
        {
            // A later program may know a stricter form; the bytes are kept.
            return null;
        }
    }
}
