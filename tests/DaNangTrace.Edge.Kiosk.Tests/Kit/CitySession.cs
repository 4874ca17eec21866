namespace DaNangTrace.Edge.Kiosk.Tests.Kit;

/// <summary>
/// One link of a <see cref="RandomCity"/>, as the city sees it: what was agreed on, and in which order sightings must
/// come. What waits when the link comes up is known to it, so nothing here depends on how fast either side is.
/// </summary>
/// <param name="waiting">Places that waited in the ledger when the link came up, in their order.</param>
/// <param name="newest">The newest place then: what comes behind it is live.</param>
/// <param name="batch">Most sightings in a message.</param>
internal sealed class CitySession(IReadOnlyList<long> waiting, long newest, int batch)
{
    // What the uplink reads at once: of more, some may not be there yet when it is their turn.
    private const int ReadAtOnce = 1000;

    private readonly Queue<long> _historical = new(waiting);
    private readonly HashSet<long> _alone = [];
    private long _nextLive = newest + 1;
    private bool _wasLive;
    private bool _hasHistoryBegun;

    public TaskCompletionSource<string> Broken { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Window { get; init; }

    public int MostBytes { get; init; }

    /// <summary>Messages until the link breaks.</summary>
    public int BreaksIn { get; set; }

    /// <summary>Chances in a hundred: refused, lost, taken but never acknowledged, answered late.</summary>
    public (int Refused, int Lost, int Unheard, int Late) Odds { get; set; }

    public int OnTheirWay { get; set; }

    /// <summary>Whether the kiosk is surely past the moment that parts historical from live.</summary>
    public bool HasBegun { get; set; }

    /// <summary>Whether the order is known; refused rows that wait again give the streams another beginning.</summary>
    public bool IsOrdered { get; set; }

    /// <summary>What is wrong with a message; null while nothing is.</summary>
    /// <param name="seqs">Its places.</param>
    /// <param name="bytes">Its size.</param>
    /// <param name="isWanted">Whether a command asked for these places.</param>
    /// <param name="isAgain">Whether it is what a command asked for.</param>
    public string? Judge(IReadOnlyList<long> seqs, int bytes, bool isWanted, out bool isAgain)
    {
        isAgain = false;
        if (OnTheirWay > Window)
            return $"{OnTheirWay} messages are on their way, the window is {Window}";
        if (bytes > MostBytes)
            return $"a message has {bytes} bytes, the city takes {MostBytes}";
        if (seqs.Count > batch)
            return $"{seqs.Count} sightings in a message, {batch} are allowed";
        if (!IsOrdered)
        {
            isAgain = isWanted;
            return null;
        }
        if (seqs.Count == 1 && _alone.Remove(seqs[0]))
            return null;
        if (_historical.TryPeek(out var next) && next == seqs[0])
            return TakeHistorical(seqs);
        if (seqs[0] == _nextLive)
            return TakeLive(seqs);
        isAgain = true;
        if (!isWanted)
            return $"{Words(seqs)} is out of order: {_historical.Count} historical wait, live ones from {_nextLive}";
        return _historical.Count > 0
            ? $"{Words(seqs)} goes once more while {_historical.Count} wait from {_historical.Peek()} on"
            : seqs[^1] >= _nextLive ? $"{Words(seqs)} goes once more before it went once" : null;
    }

    /// <summary>An array was refused: its sightings come one by one.</summary>
    public void Split(IEnumerable<long> seqs) => _alone.UnionWith(seqs);

    private string? TakeHistorical(IReadOnlyList<long> seqs)
    {
        (_wasLive, _hasHistoryBegun) = (false, true);
        foreach (var seq in seqs)
        {
            if (!_historical.TryDequeue(out var next) || next != seq)
                return $"{Words(seqs)}: the next historical one was {next}";
        }
        return null;
    }

    private string? TakeLive(IReadOnlyList<long> seqs)
    {
        // The last ones wait until it is known that no more are to come.
        var isTurn = !_wasLive || !_hasHistoryBegun || _historical.Count < batch || waiting.Count > ReadAtOnce;
        _wasLive = true;
        foreach (var seq in seqs)
        {
            if (seq != _nextLive++)
                return $"{Words(seqs)}: the next live one was {_nextLive - 1}";
        }
        return isTurn ? null : $"{Words(seqs)} is live, so was the message before, and {_historical.Count} wait";
    }

    private static string Words(IReadOnlyList<long> seqs) => $"[{string.Join(' ', seqs)}]";
}
