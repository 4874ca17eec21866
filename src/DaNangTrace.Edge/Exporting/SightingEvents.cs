using DaNangTrace.Edge.Kiosk.Configuring;
using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Wire;
using DaNangTrace.Edge.Wire.Epcis;

namespace DaNangTrace.Edge.Exporting;

/// <summary>
/// Sightings as one EPCIS 2.0 document, an event each; those that give none are counted by their reason.
/// </summary>
/// <param name="configuration">The kiosk's; null where only its ledger is at hand.</param>
internal sealed class SightingEvents(KioskConfiguration? configuration)
{
    private readonly SortedDictionary<string, int> _unlisted = new(StringComparer.Ordinal);
    private int _corrected;
    private int? _listed;

    public void Write(
        IEnumerable<(LedgerRow Row, Sighting Sighting)> rows, NewestRevisions revisions, DateTimeOffset now,
        Stream output)
    {
        var ownNamespace = configuration?.Epcis.Namespace ?? EpcisDocument.DefaultNamespace;
        EpcisDocument.Write(Of(rows, revisions), ownNamespace, now, output);
    }

    /// <summary>One line on what gave no event; null where all did, or none were asked for.</summary>
    public string? Told()
    {
        var unlisted = _unlisted.Values.Sum();
        if (_listed == 0 && unlisted + _corrected == 0)
            return "no sighting is there: the document has no events";
        string?[] parts =
        [
            unlisted == 0 ? null
                : (unlisted == 1 ? "1 sighting names" : $"{unlisted} sightings name") + " nothing that EPCIS lists: "
                    + string.Join(", ", _unlisted.Select(reason => $"{reason.Value} {reason.Key}")),
            _corrected == 0 ? null : _corrected == 1 ? "1 was corrected later" : $"{_corrected} were corrected later",
        ];
        return unlisted + _corrected == 0 ? null : string.Join("; ", parts.Where(part => part is not null));
    }

    private IEnumerable<EpcisEvent> Of(
        IEnumerable<(LedgerRow Row, Sighting Sighting)> rows, NewestRevisions revisions)
    {
        _listed = 0;
        foreach (var (row, sighting) in rows.TakeWhile(one => one.Row.Seq <= revisions.Last))
        {
            if (!revisions.IsNewest(row, sighting))
                _corrected++;
            else if (EpcisEvent.TryOf(sighting, PlaceOf(sighting), out var one, out var why))
            {
                _listed++;
                yield return one;
            }
            else
                _unlisted[why] = _unlisted.GetValueOrDefault(why) + 1;
        }
    }

    // A kiosk that was moved or renamed keeps its ledger: what it saw before, it saw elsewhere.
    private EpcisPlace PlaceOf(Sighting sighting)
    {
        var address = new KioskAddress(sighting.Market, sighting.Kiosk);
        return configuration is { Kiosk: var kiosk } && address == new KioskAddress(kiosk.Market, kiosk.Id)
            ? EpcisPlace.Of(address, configuration.Gln, kiosk.Uri)
            : EpcisPlace.Of(address);
    }
}
