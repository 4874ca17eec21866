using System.Text;
using System.Text.Json;
using DaNangTrace.Edge.Wire;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tracing.Recounting;

/// <summary>
/// Counts the sightings of one ledger that recalls cover, whose shoppers were not warned.
/// <para>Constraints: memory is bounded; a row that names no recalled product is not parsed.</para>
/// <para>Operation: rows come newest first, so a correction comes before the sighting that it corrects, and that one is
/// passed over. A repeat counts nothing. What was warned of at the time carries the alert and counts nothing.</para>
/// </summary>
/// <param name="recalls">The recalls.</param>
/// <param name="epoch">The ledger.</param>
internal sealed class RecallTally(StandingRecalls recalls, Guid epoch)
{
    // As many as the ledger keeps whole.
    internal const int MostKeys = 10_000;

    // A week without a clock is thousands, and only those of recalled products are noted.
    internal const int MostCorrected = 50_000;

    private const int GtinLength = 14;

    // It can't stand within a value, where a quotation mark is escaped.
    private static readonly byte[] BeforeGtin = "\"gtin\":\""u8.ToArray();

    private readonly Dictionary<RecallKey, Seen> _seen = [];
    private readonly HashSet<Guid> _corrected = [];
    private readonly HashSet<RecallKey> _covering = [];
    private readonly Dictionary<RecalledProduct, string> _names = new(ReferenceEqualityComparer.Instance);

    /// <summary>Sightings whose lot found no place here.</summary>
    public long Uncounted { get; private set; }

    /// <summary>What was counted.</summary>
    public IEnumerable<RecallCount> Counts => _seen
        .OrderBy(one => one.Key.Gtin, StringComparer.Ordinal).ThenBy(one => one.Key.Recall, StringComparer.Ordinal)
        .ThenBy(one => one.Key.Lot, StringComparer.Ordinal)
        .Select(one => new RecallCount(
            1, one.Key.IdIn(epoch), one.Key.Recall, one.Key.Gtin, one.Key.Lot, one.Value.Count, one.Value.First,
            one.Value.Last));

    /// <summary>Takes the next row, an older one than those before.</summary>
    /// <param name="bytes">A sighting, as it is stored; what is none counts nothing, and is told of by verify.</param>
    public void Take(ReadOnlySpan<byte> bytes)
    {
        var at = bytes.IndexOf(BeforeGtin);
        if (at < 0 || bytes.Length - at - BeforeGtin.Length < GtinLength)
            return;
        var gtin = Encoding.ASCII.GetString(bytes.Slice(at + BeforeGtin.Length, GtinLength));
        if (!recalls.ByGtin.TryGetValue(gtin, out var listed))
            return;
        Sighting sighting;
        try
        {
            sighting = WireJson.ToSighting(bytes);
        }
        catch (JsonException)
        {
            return;
        }
        if (sighting.Reading.Gtin == gtin && !sighting.Repeat && !sighting.Answer.Alerts.Contains("recalled"))
            Take(sighting, listed);
    }

    private void Take(Sighting sighting, List<RecalledProduct> listed)
    {
        if (_corrected.Contains(sighting.Id))
        {
            if (sighting.Rev == 0)
                _corrected.Remove(sighting.Id);
            return;
        }
        if (sighting.Rev > 0 && !Note(sighting.Id))
            return;
        var reading = sighting.Reading;
        _covering.Clear();
        foreach (var recalled in listed)
        {
            var recall = recalled.Recall;
            var isByLot = reading.Lot is { } lot && recall.Lots.Any(range => range.Holds(lot));
            var isCovered = isByLot || recall.IsOfAll
                || (reading.Serial is { } serial && recall.Serials.Any(range => range.Holds(serial)));
            if (isCovered)
                _covering.Add(new RecallKey(NameOf(recalled), recalled.Gtin, isByLot ? reading.Lot : null));
        }
        foreach (var key in _covering)
            Count(key, sighting.At);
    }

    // Without its note the sighting would be counted beside its correction: so that alone is, at the time it claims.
    private bool Note(Guid id) => _corrected.Count < MostCorrected && _corrected.Add(id);

    private void Count(RecallKey key, DateTimeOffset at)
    {
        if (_seen.TryGetValue(key, out var seen))
            _seen[key] = new Seen(seen.Count + 1, at < seen.First ? at : seen.First, at > seen.Last ? at : seen.Last);
        else if (_seen.Count < MostKeys)
            _seen[key] = new Seen(1, at, at);
        else
            Uncounted++;
    }

    private string NameOf(RecalledProduct recalled)
    {
        if (!_names.TryGetValue(recalled, out var name))
            _names[recalled] = name = RecallKey.NameOf(recalled.Recall);
        return name;
    }

    private readonly record struct Seen(long Count, DateTimeOffset First, DateTimeOffset Last);
}
