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

    private int trimmedOn;

    private void Take(SqliteTransaction transaction, Arrival.Covered covered, DateTimeOffset now, HashSet<long> touched)
    {
        if (KioskId(transaction, covered.Address) is not { } kiosk)
        {
            Take(transaction, TooMany(covered.Address.Pulse, []), now);
            return;
        }
        touched.Add(kiosk);
        statements.SetCoverage.Run(
            transaction, kiosk, WireJson.ToBytes(covered.Coverage), now.ToUnixTimeMilliseconds());
    }

    // Known by its id: a second arrival changes nothing.
    private void Take(SqliteTransaction transaction, Arrival.Recalled recalled, DateTimeOffset now)
    {
        var (address, count, bytes) = recalled;
        if (KioskId(transaction, address) is not { } kiosk)
        {
            Take(transaction, TooMany(address.Recalled, bytes), now);
            return;
        }
        var isNew = 1 == statements.InsertRecalled.Run(
            transaction, count.Id.ToString(), kiosk, now.ToUnixTimeMilliseconds(), bytes);
        Count(transaction, isNew ? "recalled" : "duplicates");
        if (isNew)
            statements.TrimRecalled.Run(transaction, KeptRecalled);
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
    private void CountStored()
    {
        using var transaction = connection.BeginTransaction();
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
        transaction.Commit();
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
