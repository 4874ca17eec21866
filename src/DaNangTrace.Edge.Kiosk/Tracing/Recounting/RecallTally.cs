using System.Text;
using System.Text.Json;
using DaNangTrace.Edge.Wire;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tracing.Recounting;

/// <summary>
/// Counts the sightings of one ledger that recalls cover, whose shoppers were not warned.
/// <para>Constraints: memory is bounded; a row that names no recalled product is not parsed.</para>
/// <para>Operation: rows come newest first, so a correction comes before the sighting that it corrects, and that one is
/// passed over. A repeat counts nothing. What was warned of at the time carries the alert and counts nothing. Nor does
/// what was told under the same recall before, by its lot, its serial number or as the whole product: so whatever
/// becomes of a recall, its counts add up.</para>
/// </summary>
/// <param name="recalls">The recalls.</param>
/// <param name="epoch">The ledger.</param>
/// <param name="told">Ids of the counts that were told before.</param>
internal sealed class RecallTally(StandingRecalls recalls, Guid epoch, IReadOnlySet<Guid> told)
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
    private readonly Dictionary<string, RecallKey> _covering = [];
    private readonly Dictionary<RecalledProduct, string> _names = new(ReferenceEqualityComparer.Instance);

    /// <summary>Sightings whose lot found no place here.</summary>
    public long Uncounted { get; private set; }

    /// <summary>What was counted.</summary>
    public IEnumerable<RecallCount> Counts => _seen
        .OrderBy(one => one.Key.Gtin, StringComparer.Ordinal).ThenBy(one => one.Key.Recall, StringComparer.Ordinal)
        .ThenBy(one => one.Key.Lot, StringComparer.Ordinal).ThenBy(one => one.Key.Serial, StringComparer.Ordinal)
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
            // Lines of one notice count a sighting once, as nearly as one of them names it.
            if (KeyOf(recalled, reading) is { } key
                && (!_covering.TryGetValue(key.Recall, out var other) || Nearness(key) > Nearness(other)))
                _covering[key.Recall] = key;
        }
        foreach (var key in _covering.Values)
        {
            if (!IsTold(key, reading))
                Count(key, sighting.At);
        }
    }

    private RecallKey? KeyOf(RecalledProduct recalled, SightingReading reading)
    {
        var recall = recalled.Recall;
        // A lot that the wire can't name is counted as what else covers it.
        if (reading.Lot is { } lot && RecallNames.IsLot(lot) && recall.Lots.Any(range => range.Holds(lot)))
            return new RecallKey(NameOf(recalled), recalled.Gtin, lot);
        if (reading.Serial is { } serial && recall.Serials.Any(range => range.Holds(serial)))
            return new RecallKey(NameOf(recalled), recalled.Gtin, null, serial);
        return recall.IsOfAll ? new RecallKey(NameOf(recalled), recalled.Gtin, null) : null;
    }

    private static int Nearness(RecallKey key) => key.Lot is not null ? 2 : key.Serial is not null ? 1 : 0;

    private bool IsTold(RecallKey key, SightingReading reading)
    {
        if (told.Count == 0)
            return false;
        var all = key with { Lot = null, Serial = null };
        return told.Contains(all.IdIn(epoch))
            || (reading.Lot is { } lot && told.Contains((all with { Lot = lot }).IdIn(epoch)))
            || (reading.Serial is { } serial && told.Contains((all with { Serial = serial }).IdIn(epoch)));
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
