using DaNangTrace.Edge.Kiosk.Recording;

namespace DaNangTrace.Edge.Kiosk.Sending;

/// <summary>
/// Rows on their way out of the ledger, in their order, read ahead so that the link never waits for the disk. Not safe
/// for two threads.
/// </summary>
/// <param name="read">Reads the next rows behind a place, at most so many; fewer mean that there are no more.</param>
/// <param name="after">Where it begins.</param>
internal sealed class RowLane(
    Func<LedgerPosition, int, Task<IReadOnlyList<LedgerRow>>> read, LedgerPosition after)
{
    // A megabyte or so.
    private const int ReadAhead = 1000;

    private readonly Queue<LedgerRow> _rows = new();
    private LedgerPosition _after = after;
    private bool _isReading;
    private bool _isExhausted;

    /// <summary>Whether no more rows are to come, as far as is known.</summary>
    public bool IsDone => _isExhausted && !_isReading;

    /// <summary>Rows that were read and not sent yet.</summary>
    public int Count => _rows.Count;

    /// <summary>Whether all that there is was sent.</summary>
    public bool IsEmpty => IsDone && _rows.Count == 0;

    /// <summary>Why the rows that come next could not be read; null once they could.</summary>
    public string? Trouble { get; private set; }

    /// <summary>There may be more.</summary>
    public void Reopen() => _isExhausted = false;

    /// <summary>Begins to read more, if it is time to.</summary>
    /// <returns>The rows, which go back to <see cref="Take"/>; null when there is nothing to read now.</returns>
    public Task<IReadOnlyList<LedgerRow>>? ReadMore()
    {
        if (_isReading || _isExhausted || _rows.Count > ReadAhead / 2)
            return null;
        _isReading = true;
        // What is appended from here on is noticed by another reading.
        _isExhausted = true;
        return read(_after, ReadAhead);
    }

    /// <summary>Takes what was read.</summary>
    public void Take(IReadOnlyList<LedgerRow> rows)
    {
        _isReading = false;
        Trouble = null;
        foreach (var row in rows)
            _rows.Enqueue(row);
        if (rows.Count == 0)
            return;
        _after = new LedgerPosition(rows[^1].Epoch, rows[^1].Seq);
        // Of one ledger only: the next may have more.
        _isExhausted = false;
    }

    /// <summary>The reading failed; it is tried again when the lane is opened again.</summary>
    public void Fail(string why)
    {
        _isReading = false;
        _isExhausted = true;
        Trouble = why;
    }

    /// <summary>The next rows for a message: at least one, and more as long as they fit.</summary>
    /// <param name="most">At most so many.</param>
    /// <param name="mostBytes">And no more bytes than these, as a JSON array.</param>
    public List<LedgerRow> Pack(int most, int mostBytes)
    {
        var packed = new List<LedgerRow> { _rows.Dequeue() };
        // The brackets, and a comma for each.
        var bytes = packed[0].Bytes.Length + 2;
        while (packed.Count < most && _rows.TryPeek(out var next) && bytes + next.Bytes.Length + 1 <= mostBytes)
        {
            packed.Add(_rows.Dequeue());
            bytes += next.Bytes.Length + 1;
        }
        return packed;
    }
}
