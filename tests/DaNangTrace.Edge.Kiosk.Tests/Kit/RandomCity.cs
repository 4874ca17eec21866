using DaNangTrace.Edge.Kiosk.Sending;
using DaNangTrace.Edge.Wire;

namespace DaNangTrace.Edge.Kiosk.Tests.Kit;

/// <summary>
/// A city that decides by chance what becomes of each message, and remembers what it did and said. It outlives kiosks:
/// each start of one has a <see cref="Link"/> of its own.
/// </summary>
/// <param name="chance">Seeded.</param>
/// <param name="batch">Most sightings in a message.</param>
internal sealed partial class RandomCity(Random chance, int batch) : IDisposable
{
    public const string Probe = "probe";

    private readonly Lock _gate = new();
    private readonly List<TaskCompletionSource> _held = [];
    private CitySession? _session;
    private long _lastSession;
    private bool _isHealthy;

    /// <summary>Who holds it keeps links from being made.</summary>
    public SemaphoreSlim Quiet { get; } = new(1);

    /// <summary>What waits in the ledger, and its newest place.</summary>
    public Func<Task<(IReadOnlyList<long> Waiting, long Newest)>> Ask { get; set; } =
        () => Task.FromResult<(IReadOnlyList<long>, long)>(([], 0));

    /// <summary>What is wrong with what the kiosk did; null while nothing is.</summary>
    public string? Fault { get; private set; }

    /// <summary>First bytes of each sighting that arrived, acknowledged or not.</summary>
    public Dictionary<long, byte[]> Arrived { get; } = [];

    /// <summary>Sightings of which the kiosk was told that they are here.</summary>
    public HashSet<long> Acknowledged { get; } = [];

    /// <summary>Why sightings were refused that came alone.</summary>
    public HashSet<(long Seq, string Reason)> Refused { get; } = [];

    /// <summary>How often a sighting was sent once more by a command, and acknowledged.</summary>
    public Dictionary<long, int> Again { get; } = [];

    /// <summary>Ranges that commands asked for.</summary>
    public List<(long From, long To)> Wanted { get; } = [];

    /// <summary>Counts of recalled sightings that were acknowledged.</summary>
    public Dictionary<Guid, byte[]> Counts { get; } = [];

    /// <summary>Receipts that were acknowledged.</summary>
    public List<Receipt> Receipts { get; } = [];

    /// <summary>How often a receipt was sent and not acknowledged, by the command's id and what it says.</summary>
    public Dictionary<(string Id, string Result), int> Missed { get; } = [];

    public int Messages { get; private set; }

    /// <summary>Messages that a command asked for and that were refused.</summary>
    public int AgainRefused { get; private set; }

    /// <summary>Whether some sightings are refused for what they are.</summary>
    public bool IsForbidding { get; set; }

    /// <summary>Whether links that are made from now on answer late, and only late.</summary>
    public bool IsSlow { get; set; }

    /// <summary>Whether links that are made from now on know their order.</summary>
    public bool IsOrdered { get; set; } = true;

    public CitySession? Session => Locked(() => _session);

    public int OnTheirWay => Locked(() => _session?.OnTheirWay ?? 0);

    /// <summary>Reads what is remembered, while nothing changes.</summary>
    public T Locked<T>(Func<T> read)
    {
        lock (_gate)
            return read();
    }

    /// <summary>Takes all, at once, from now on; or as it likes.</summary>
    public void Heal(bool isHealthy)
    {
        lock (_gate)
        {
            _isHealthy = isHealthy;
            if (isHealthy && _session is not null)
                (_session.Odds, _session.BreaksIn) = (default, int.MaxValue);
        }
        if (isHealthy)
            Release(int.MaxValue);
    }

    public void Break(string why)
    {
        CitySession? broken;
        lock (_gate)
            (broken, _session) = (_session, null);
        broken?.Broken.TrySetResult(why);
        Release(int.MaxValue);
    }

    /// <summary>The order is not known any more.</summary>
    public void Disorder()
    {
        lock (_gate)
        {
            IsOrdered = false;
            if (_session is not null)
                _session.IsOrdered = false;
        }
    }

    /// <summary>Answers some of those that wait, in any order.</summary>
    public void Release(int most)
    {
        for (; most > 0; most--)
        {
            TaskCompletionSource one;
            lock (_gate)
            {
                if (_held.Count == 0)
                    return;
                var at = chance.Next(_held.Count);
                one = _held[at];
                _held.RemoveAt(at);
            }
            one.TrySetResult();
        }
    }

    public void Dispose() => Quiet.Dispose();

    private Connection Accept(LinkSession session, IReadOnlyList<long> waiting, long newest)
    {
        if (session.Number <= _lastSession)
            Fault ??= $"session {session.Number} after {_lastSession}";
        _lastSession = session.Number;
        if (!_isHealthy && !IsSlow && chance.Next(4) == 0)
            return new Connection.Down("no");
        _session = new CitySession(waiting, newest, batch)
        {
            Window = chance.Next(1, 7),
            MostBytes = chance.Next(3000, 16_000),
            BreaksIn = IsSlow || _isHealthy || chance.Next(2) == 0 ? int.MaxValue : chance.Next(1, 40),
            Odds = IsSlow ? (0, 0, 0, 100) : _isHealthy || chance.Next(4) == 0
                ? default
                : (chance.Next(10), chance.Next(3), chance.Next(3), chance.Next(3) * 30),
            IsOrdered = IsOrdered,
        };
        return new Connection.Up(_session.Window, _session.MostBytes, _session.Broken.Task);
    }

    // Under the lock, and as the message begins: so it is in the order in which messages are sent.
    private (Fate Fate, Task Held, bool IsAgain) Take(
        CitySession session, List<(long Seq, byte[] Bytes)> rows, int bytes)
    {
        Messages++;
        session.OnTheirWay++;
        session.HasBegun = true;
        var isAgain = false;
        if (rows.Count > 0)
        {
            var seqs = rows.ConvertAll(row => row.Seq);
            var isWanted = seqs.TrueForAll(seq => Wanted.Exists(range => seq >= range.From && seq <= range.To));
            Fault ??= session.Judge(seqs, bytes, isWanted, out isAgain);
        }
        var odds = session.Odds;
        var roll = chance.Next(100);
        var fate = rows.Exists(row => IsForbidden(row.Seq)) ? Fate.Forbidden
            : rows.Count > 0 && (roll -= odds.Refused) < 0 ? Fate.Refused
            : (roll -= odds.Lost) < 0 || session.BreaksIn-- <= 0 ? Fate.Lost
            : (roll -= odds.Unheard) < 0 ? Fate.Unheard
            : Fate.Delivered;
        if (fate is Fate.Delivered or Fate.Unheard)
        {
            foreach (var (seq, content) in rows)
            {
                if (!Arrived.TryAdd(seq, content) && !content.AsSpan().SequenceEqual(Arrived[seq]))
                    Fault ??= $"row {seq} arrived twice with other bytes";
            }
        }
        if (chance.Next(100) >= odds.Late)
            return (fate, Task.CompletedTask, isAgain);
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _held.Add(held);
        return (fate, held.Task, isAgain);
    }

    private void NoteCount(Guid id, byte[] bytes)
    {
        if (!Counts.TryAdd(id, bytes) && !bytes.AsSpan().SequenceEqual(Counts[id]))
            Fault ??= $"count {id} arrived twice with other bytes";
    }

    private bool IsForbidden(long seq) => IsForbidding && seq % 37 == 5;

    private Verdict Answer(CitySession session, List<(long Seq, byte[] Bytes)> rows, Fate fate, bool isAgain)
    {
        var reason = fate == Fate.Forbidden ? "NotAuthorized" : "QuotaExceeded";
        switch (fate)
        {
            case Fate.Delivered:
                foreach (var (seq, _) in rows)
                {
                    Acknowledged.Add(seq);
                    Again[seq] = Again.GetValueOrDefault(seq) + (isAgain ? 1 : 0);
                }
                return new Verdict.Delivered();
            case Fate.Forbidden or Fate.Refused:
                if (isAgain)
                    AgainRefused++;
                else if (rows.Count > 1)
                    session.Split(rows.Select(row => row.Seq));
                if (rows.Count == 1)
                    Refused.Add((rows[0].Seq, reason));
                return new Verdict.Refused(reason);
            default:
                return new Verdict.Unreachable("lost");
        }
    }

    private enum Fate
    {
        Delivered,
        Forbidden,
        Refused,
        Lost,
        Unheard,
    }
}
