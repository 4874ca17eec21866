namespace DaNangTrace.Edge.Kiosk.Tracing;

/// <summary>
/// The answers of the last few thousand codes: a market asks for the same ones again and again. Two halves; when the
/// young one is full it becomes the old one, and what was not asked for since goes. Its user holds a lock.
/// </summary>
internal sealed class AnswerCache
{
    // About 10 kB a record with all its texts: 20 MB at most, which a kiosk with 1 GiB has.
    private const int HalfLength = 1024;

    private Dictionary<LookUpKey, LookUp> _young = [];
    private Dictionary<LookUpKey, LookUp> _old = [];

    /// <summary>The answer, if it is known.</summary>
    public LookUp? Find(LookUpKey key)
    {
        if (_young.TryGetValue(key, out var answer))
            return answer;
        if (!_old.TryGetValue(key, out answer))
            return null;
        Add(key, answer);
        return answer;
    }

    /// <summary>Notes an answer.</summary>
    public void Add(LookUpKey key, LookUp answer)
    {
        if (_young.Count >= HalfLength)
            (_old, _young) = (_young, []);
        _young[key] = answer;
    }

    /// <summary>Forgets all: another generation answers.</summary>
    public void Clear()
    {
        _young.Clear();
        _old.Clear();
    }
}
