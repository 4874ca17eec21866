using DaNangTrace.Edge.Kiosk.Tracing.Packs;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tracing.Importing;

/// <summary>Reads the lines of a pack one after the other, and holds them to their order.</summary>
internal sealed class LineOrder(PackManifest manifest)
{
    private string _last = "";
    private int _ofLast;

    /// <summary>Reads a line.</summary>
    /// <returns>Its key, and its record where it is one of a full pack.</returns>
    /// <exception cref="PackFaultException">It is no record of the pack's kind, or not in its order.</exception>
    public (string Key, Origin? Origin) Take(ReadOnlySpan<byte> line, int number)
    {
        if (manifest.Kind == PackManifest.Full)
        {
            if (!PackJson.TryReadOrigin(line, out var origin, out var fault))
                throw Bad(number, fault);
            var key = RecordKey.Of(origin);
            Follow(key, number);
            return (key, origin);
        }
        if (!PackJson.TryReadRecall(line, out var recalled, out var wrong))
            throw Bad(number, wrong);
        Follow(recalled.Gtin, number);
        return (recalled.Gtin, null);
    }

    private PackFaultException Bad(int number, string fault) => new(
        PackFault.BadRecord,
        $"line {number} of {manifest.RecordsName} is no record of a {manifest.Kind} pack: {fault}");

    private void Follow(string key, int number)
    {
        var order = string.CompareOrdinal(_last, key);
        if (order > 0)
            throw new PackFaultException(
                PackFault.Unsorted,
                $"line {number} of {manifest.RecordsName} ({key}) stands behind {_last}: dntrace catalog make sorts "
                + "them");
        _ofLast = order == 0 ? _ofLast + 1 : 1;
        if (manifest.Kind == PackManifest.Full && _ofLast > PackLimit.MaxOfOneKey)
            throw new PackFaultException(
                PackFault.BadRecord,
                $"line {number} of {manifest.RecordsName} is the {_ofLast}th record of {key}, at most "
                + $"{PackLimit.MaxOfOneKey} may be");
        _last = key;
    }
}
