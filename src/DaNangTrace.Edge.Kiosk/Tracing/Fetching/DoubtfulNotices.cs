using DaNangTrace.Edge.Kiosk.Tracing.Packs;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tracing.Fetching;

/// <summary>
/// Notices that are judged again: a key that is replaced, a day that comes or a card that can be read again may make
/// them right. A wrong one must not push out a right one, so there are some places.
/// </summary>
internal sealed class DoubtfulNotices
{
    // The office's newest one, the one before it, and what strangers say beside.
    private const int Most = 8;

    private readonly List<Doubt> _doubts = [];

    /// <summary>Those that are there.</summary>
    public IReadOnlyList<Doubt> All => [.. _doubts];

    /// <summary>Whether there is none.</summary>
    public bool AreNone => _doubts.Count == 0;

    /// <summary>Keeps one. Where no place is left, the lowest version goes, be it this one.</summary>
    /// <param name="notice">The notice.</param>
    /// <param name="refusal">Why it is refused for now; null where it can't be judged.</param>
    /// <returns>Whether this is news.</returns>
    public bool Keep(PackNotice notice, PackRefusal? refusal)
    {
        var doubt = new Doubt(
            notice, Errand.IdOf(notice), refusal,
            // Nobody vouches for it: it only says who makes room.
            PackJson.TryReadManifest(notice.Manifest, out var manifest, out _) ? manifest.Version : 0);
        if (_doubts.FindIndex(one => one.Id == doubt.Id) is var place and >= 0)
        {
            var before = _doubts[place];
            _doubts[place] = doubt;
            return before.Refusal != refusal;
        }
        if (_doubts.Count == Most)
        {
            var lowest = _doubts.MinBy(one => one.Version)!;
            if (lowest.Version >= doubt.Version)
                return true;
            _doubts.Remove(lowest);
        }
        _doubts.Add(doubt);
        return true;
    }

    /// <summary>It is no more in doubt.</summary>
    public void Remove(PackNotice notice)
    {
        var id = Errand.IdOf(notice);
        _doubts.RemoveAll(one => one.Id == id);
    }

    /// <summary>One of them.</summary>
    internal sealed record Doubt(PackNotice Notice, string Id, PackRefusal? Refusal, long Version);
}
