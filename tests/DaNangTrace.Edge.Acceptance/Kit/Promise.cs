using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using DaNangTrace.Edge.Wire;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>
/// What the kiosk promises about sightings, checked from outside: by the ledger's file, by what it logged, and by what
/// arrived. Each check answers with what is broken. The tests first let them find planted faults.
/// </summary>
internal static partial class Promise
{
    // The kiosk decides when it has connected what is history; the city hears of the connection a moment later, or when
    // its own link is back.
    private static readonly TimeSpan BeginSlack = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Every recorded sighting arrives at least once unless it is kept apart, every arrival byte for byte as recorded,
    /// and nothing arrives that is not recorded. First arrivals come in order of seq; within a link session two orders
    /// may interleave: the history that waited when it began, and what was scanned since.
    /// </summary>
    /// <param name="rows">The ledger's file.</param>
    /// <param name="arrivals">One for each sighting.</param>
    /// <param name="hadBacklog">False where nothing ever waited for a link: then there is one order.</param>
    public static IEnumerable<string> BrokenDelivery(
        IReadOnlyList<Row> rows, IReadOnlyList<Arrival> arrivals, bool hadBacklog = true)
    {
        var recorded = rows.ToDictionary(row => row.Seq, row => row.Bytes);
        var seen = new HashSet<long>();
        var first = new List<(long Seq, LinkBegin? Link)>();
        foreach (var arrival in arrivals)
        {
            var seq = arrival.Seq;
            if (!recorded.TryGetValue(seq, out var bytes))
                yield return $"sighting {seq} arrived and is not recorded";
            else if (!bytes.AsSpan().SequenceEqual(arrival.Payload))
                yield return $"an arrival of sighting {seq} differs from what is recorded";
            if (seen.Add(seq))
                first.Add((seq, hadBacklog ? arrival.Link : null));
        }
        var at = TimesOf(rows);
        foreach (var session in first.GroupBy(one => one.Link))
        {
            foreach (var broken in BrokenOrder([.. session.Select(one => one.Seq)], session.Key, at))
                yield return broken;
        }
        foreach (var row in rows.Where(row => !seen.Contains(row.Seq) && row.State != Row.Refused))
            yield return $"sighting {row.Seq} was recorded and never arrived (state {row.State})";
    }

    /// <summary>What the contract says of messages with sightings: 1 to 50 of them, at most 64 KiB.</summary>
    public static IEnumerable<string> BrokenMessages(IReadOnlyList<Arrival> messages)
    {
        const int Most = 50;
        foreach (var message in messages)
        {
            var count = message.Elements.Count;
            if (count is < 1 or > Most)
                yield return $"a message of {count} sightings arrived";
            if (message.Payload.Length > WireJson.MaxPayload)
                yield return $"a message of {message.Payload.Length} bytes arrived";
        }
    }

    // One that is overtaken is of the history, or it should have come before; what overtakes it is not.
    private static IEnumerable<string> BrokenOrder(
        IReadOnlyList<long> arrived, LinkBegin? link, Dictionary<long, DateTimeOffset> at)
    {
        var (highest, boundary) = (0L, 0L);
        foreach (var seq in arrived)
        {
            if (seq < highest)
                boundary = Math.Max(boundary, seq);
            highest = Math.Max(highest, seq);
        }
        foreach (var stream in arrived.GroupBy(seq => seq > boundary))
        {
            foreach (var (before, seq) in stream.Zip(stream.Skip(1)).Where(pair => pair.Second < pair.First))
                yield return $"sighting {seq} arrived first after {before}";
        }
        if (boundary > 0 && (link is null || at.GetValueOrDefault(boundary) > link.At + BeginSlack))
            yield return $"sighting {boundary} arrived first after a later one, and is no history";
        if (boundary > 0 && arrived.First(seq => seq > boundary) is var overtook
            && (link is null || at.GetValueOrDefault(overtook) < link.At - BeginSlack))
            yield return $"sighting {overtook} arrived first before an earlier one, and is history itself";
    }

    // A time that was corrected is that of an earlier scan: a row is as old as the newest up to it.
    private static Dictionary<long, DateTimeOffset> TimesOf(IReadOnlyList<Row> rows)
    {
        var (times, newest) = (new Dictionary<long, DateTimeOffset>(), DateTimeOffset.MinValue);
        foreach (var row in rows)
        {
            var at = JsonDocument.Parse(row.Bytes).RootElement.GetProperty("at").GetDateTimeOffset();
            times[row.Seq] = newest = at > newest ? at : newest;
        }
        return times;
    }

    /// <summary>Numbered from 1 without gaps, one epoch, each row with the SHA-256 of the bytes before it.</summary>
    public static IEnumerable<string> BrokenChain(IReadOnlyList<Row> rows, string epoch)
    {
        var (place, prev) = (0L, new string('0', 64));
        foreach (var row in rows)
        {
            var sighting = JsonDocument.Parse(row.Bytes).RootElement;
            place++;
            if (row.Seq != place)
                yield return $"row {row.Seq} stands where {place} is due";
            if (sighting.GetProperty("seq").GetInt64() != row.Seq)
                yield return $"the bytes of row {row.Seq} name another seq";
            if (sighting.GetProperty("epoch").GetString() != epoch)
                yield return $"row {row.Seq} is of another epoch";
            if (sighting.GetProperty("prev").GetString() != prev)
                yield return $"row {row.Seq} does not hold the hash of the row before it";
            place = row.Seq;
            prev = Convert.ToHexStringLower(SHA256.HashData(row.Bytes));
        }
    }

    /// <summary>What the kiosk told as recorded is in the file that was found after its kill.</summary>
    public static IEnumerable<string> ToldButNotKept(IEnumerable<string> log, IReadOnlyList<Row> rows)
    {
        var kept = rows.Select(row => row.Seq).ToHashSet();
        foreach (var line in log)
        {
            if (Recorded().Match(line) is { Success: true } told
                && long.Parse(told.Groups[1].Value, CultureInfo.InvariantCulture) is var seq && !kept.Contains(seq))
                yield return $"sighting {seq} was told as recorded and is not in the file";
        }
    }

    [GeneratedRegex(@"Recorded (\d+): ")]
    private static partial Regex Recorded();
}
