using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Wire;

namespace DaNangTrace.Edge.Kiosk.Tests.Sending;

/// <summary>
/// What must be true of a kiosk's ledger, by what was answered as kept and by what the city did: in memory, and too
/// simple to be wrong.
/// </summary>
/// <param name="city">What it did.</param>
/// <param name="retention">How long rows stay.</param>
internal sealed class SendingTwin(RandomCity city, TimeSpan retention)
{
    private readonly SortedDictionary<long, (byte[] Bytes, DateTimeOffset At)> _kept = [];
    private readonly HashSet<long> _pruned = [];
    private Dictionary<long, LedgerState> _states = [];
    private string _hash = LedgerFile.NoPrevious;
    private long _prunedUnacknowledged;
    private bool _isAppended;

    /// <summary>Up to where the city said that it has committed everything; null while it said nothing.</summary>
    public long? Acknowledged { get; set; }

    public bool HasCrashed { get; set; }

    public long Newest => _kept.Count == 0 ? 0 : _kept.Keys.Last();

    public IReadOnlySet<long> Pruned => _pruned;

    /// <summary>How far the rows had come when they were last looked at.</summary>
    public IReadOnlyDictionary<long, LedgerState> States => _states;

    /// <summary>Rows were answered as kept: their bytes follow from that.</summary>
    public void Keep(Guid epoch, IEnumerable<(long Seq, Sighting Sighting)> kept, DateTimeOffset now)
    {
        _isAppended = true;
        foreach (var (seq, sighting) in kept.OrderBy(one => one.Seq))
        {
            Assert.Equal(Newest + 1, seq);
            var bytes = WireJson.ToBytes(sighting with { Epoch = epoch, Seq = seq, Prev = _hash });
            _kept.Add(seq, (bytes, now));
            _hash = LedgerFile.HashOf(bytes);
        }
    }

    /// <summary>Sightings are about to be appended, so that others may have to make room.</summary>
    public void Append() => _isAppended = true;

    /// <summary>Compares what the ledger says of itself.</summary>
    /// <returns>What is wrong; null where nothing is.</returns>
    public string? Look(IReadOnlyList<LedgerRow> rows, LedgerFigures figures, DateTimeOffset now)
    {
        long? said = figures.Acknowledged.Count == 0 ? null : figures.Acknowledged[0].Seq;
        if (said != Acknowledged || figures.Acknowledged.Count > 1)
            return $"acknowledged {said}, the city said {Acknowledged}";
        var found = rows.ToDictionary(row => row.Seq);
        foreach (var row in rows)
        {
            if (!_kept.TryGetValue(row.Seq, out var kept) || !kept.Bytes.AsSpan().SequenceEqual(row.Bytes))
                return $"row {row.Seq} is not what was kept";
            if (_pruned.Contains(row.Seq))
                return $"row {row.Seq} was pruned and is there again";
        }
        var gone = _kept.Keys.Where(seq => !found.ContainsKey(seq) && !_pruned.Contains(seq)).ToList();
        var fault = city.Locked(() => Settled(rows.Select(row => (row.Seq, row.State)))
            ?? Prune(gone, now)
            ?? Count(gone, figures.PrunedUnacknowledged));
        _pruned.UnionWith(gone);
        _states = rows.ToDictionary(row => row.Seq, row => row.State);
        _prunedUnacknowledged = figures.PrunedUnacknowledged;
        _isAppended = false;
        return fault;
    }

    /// <summary>Compares the ranges in the file: nothing is settled there that the city has not decided.</summary>
    public string? LookAtFile(IEnumerable<SettledRange> ranges)
    {
        var all = ranges.ToList();
        return city.Locked(() => all
            .Select(range => range.State == LedgerState.Refused
                ? Places(range).Where(seq => !city.Refused.Contains((seq, range.Reason)))
                    .Select(seq => $"row {seq} is refused for '{range.Reason}', not by the city").FirstOrDefault()
                : Settled(Places(range).Select(seq => (seq, range.State))))
            .FirstOrDefault(fault => fault is not null));
    }

    /// <summary>All is healthy and was sent: each row must have arrived, or was refused.</summary>
    public string? LookAtEnd() => city.Locked(() =>
    {
        foreach (var (seq, content) in city.Arrived)
        {
            if (!_kept.TryGetValue(seq, out var kept) || !kept.Bytes.AsSpan().SequenceEqual(content))
                return $"row {seq} arrived with bytes that were not kept";
        }
        foreach (var (seq, _) in _kept)
        {
            var state = _states.GetValueOrDefault(seq, LedgerState.Gone);
            if (state == LedgerState.Pending)
                return $"row {seq} is still pending";
            if (state == LedgerState.Delivered && !city.Arrived.ContainsKey(seq))
                return $"row {seq} was delivered and has not arrived";
            if (!city.Acknowledged.Contains(seq) && !city.Refused.Any(one => one.Seq == seq))
                return $"row {seq} is lost";
            // Also one that was refused first, and taken when a command had it sent once more.
            if (state == LedgerState.Refused && !HasCrashed && city.Acknowledged.Contains(seq))
                return $"row {seq} is refused and was acknowledged";
        }
        return null;
    });

    private static IEnumerable<long> Places(SettledRange range)
    {
        for (var seq = range.First; seq <= range.Last; seq++)
            yield return seq;
    }

    // Acknowledged first, then settled.
    private string? Settled(IEnumerable<(long Seq, LedgerState State)> rows)
    {
        foreach (var (seq, state) in rows)
        {
            if (state == LedgerState.Delivered && !city.Acknowledged.Contains(seq))
                return $"row {seq} is settled, and the city never acknowledged it";
            if (state == LedgerState.Refused && !IsRefused(seq))
                return $"row {seq} is refused, and not by the city";
        }
        return null;
    }

    private string? Prune(List<long> gone, DateTimeOffset now)
    {
        foreach (var seq in gone)
        {
            if (!city.Acknowledged.Contains(seq) && !IsRefused(seq))
                return $"row {seq} is gone and was pending";
            // No room was needed: it was age, which takes what was delivered, and of that what the city has.
            if (!_isAppended && (seq > (Acknowledged ?? long.MaxValue) || _kept[seq].At + retention > now
                || !city.Acknowledged.Contains(seq)))
                return $"row {seq} is gone by age, the city has {Acknowledged}";
        }
        // For room, those that only the broker has go behind those that the city has.
        var left = _states.Where(one => one.Value == LedgerState.Delivered && one.Key <= Acknowledged)
            .Select(one => one.Key).Except(gone).ToList();
        var early = gone.Where(seq => seq > Acknowledged).ToList();
        return early.Count > 0 && left.Count > 0
            ? $"row {early[0]} went while {left.Count} were there that the city has, from {left[0]} on"
            : null;
    }

    private string? Count(List<long> gone, long counted)
    {
        var beyond = gone.Where(seq => seq > Acknowledged).ToList();
        // One may be both: acknowledged, forgotten in a crash, then refused; or refused, and taken when a command had
        // it sent once more.
        var surely = beyond.Count(seq => StateOf(seq) == LedgerState.Delivered
            || (StateOf(seq) == LedgerState.Pending && !IsRefused(seq)));
        var perhaps = beyond.Count(seq => StateOf(seq) != LedgerState.Delivered && IsRefused(seq)
            && city.Acknowledged.Contains(seq));
        var now = counted - _prunedUnacknowledged;
        return now < surely || now > surely + perhaps
            ? $"{now} more were counted as pruned and not acknowledged; it was {surely}, and perhaps {perhaps} more"
            : null;
    }

    private LedgerState StateOf(long seq) => _states.GetValueOrDefault(seq, LedgerState.Pending);

    private bool IsRefused(long seq) => Reasons.Any(reason => city.Refused.Contains((seq, reason)));

    private static readonly string[] Reasons = ["NotAuthorized", "QuotaExceeded"];
}
