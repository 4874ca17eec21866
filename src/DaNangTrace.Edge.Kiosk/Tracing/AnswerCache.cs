namespace DaNangTrace.Edge.Kiosk.Tracing;

/// <summary>
/// The answers of the last few thousand codes: a market asks for the same ones again and again. Two halves; when the
/// young one is full it becomes the old one, and what was not asked for since goes. Its user holds a lock.
/// </summary>
internal sealed class AnswerCache<TKey, TAnswer>
    where TKey : notnull
    where TAnswer : class
{
    private const int HalfLength = 1024;

    // In memory a record takes about four times the bytes of its JSON: 32 MB at most, which a kiosk with 1 GiB has.
    private const int HalfBytes = 4 << 20;

    private Dictionary<TKey, Entry> _young = [];
    private Dictionary<TKey, Entry> _old = [];
    private int _youngBytes;

    /// <summary>The answer, if it is known.</summary>
    public TAnswer? Find(TKey key)
    {
        if (_young.TryGetValue(key, out var entry))
            return entry.Answer;
        if (!_old.TryGetValue(key, out entry))
            return null;
        Add(key, entry.Answer, entry.Bytes);
        return entry.Answer;
    }

    /// <summary>Notes an answer.</summary>
    /// <param name="key">What was looked up.</param>
    /// <param name="answer">What was found.</param>
    /// <param name="bytes">The JSON of its records.</param>
    public void Add(TKey key, TAnswer answer, int bytes)
    {
        if (_young.Count >= HalfLength || (_youngBytes > 0 && _youngBytes + bytes > HalfBytes))
            (_old, _young, _youngBytes) = (_young, [], 0);
        _young[key] = new Entry(answer, bytes);
        _youngBytes += bytes;
    }

    /// <summary>Forgets all: another generation answers.</summary>
    public void Clear()
    {
        _young.Clear();
        _old.Clear();
        _youngBytes = 0;
    }

    private readonly record struct Entry(TAnswer Answer, int Bytes);
}
