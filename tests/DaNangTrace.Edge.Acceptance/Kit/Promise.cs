using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>
/// What the kiosk promises about sightings, checked from outside: by the ledger's file, by what it logged, and by what
/// arrived. Each check answers with what is broken. The tests first let them find planted faults.
/// </summary>
internal static partial class Promise
{
    /// <summary>
    /// Every recorded sighting arrives at least once, first arrivals in order of seq, every arrival byte for byte as
    /// recorded, and nothing arrives that is not recorded.
    /// </summary>
    public static IEnumerable<string> BrokenDelivery(IReadOnlyList<Row> rows, IReadOnlyList<Arrival> arrivals)
    {
        var recorded = rows.ToDictionary(row => row.Seq, row => row.Bytes);
        var seen = new HashSet<long>();
        var last = 0L;
        foreach (var arrival in arrivals)
        {
            var seq = arrival.Json.GetProperty("seq").GetInt64();
            if (!recorded.TryGetValue(seq, out var bytes))
                yield return $"sighting {seq} arrived and is not recorded";
            else if (!bytes.AsSpan().SequenceEqual(arrival.Payload))
                yield return $"an arrival of sighting {seq} differs from what is recorded";
            if (!seen.Add(seq))
                continue;
            if (seq < last)
                yield return $"sighting {seq} arrived first after {last}";
            last = seq;
        }
        foreach (var row in rows.Where(row => !seen.Contains(row.Seq)))
            yield return $"sighting {row.Seq} was recorded and never arrived (state {row.State})";
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
