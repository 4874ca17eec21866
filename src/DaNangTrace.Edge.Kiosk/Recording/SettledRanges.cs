using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Kiosk.Recording;

/// <summary>
/// How far the rows of one epoch have come, as ranges: what lies in none is pending. A ledger of a million rows that
/// were delivered in their order is one range.
/// </summary>
internal sealed class SettledRanges(Guid epoch)
{
    // By their first row; they never overlap, and neighbours of one state and reason are one range.
    private readonly SortedList<long, Stretch> _ranges = [];
    private readonly HashSet<long> _changed = [];

    private readonly record struct Stretch(long Last, LedgerState State, string Reason);

    /// <summary>The epoch.</summary>
    public Guid Epoch => epoch;

    /// <summary>Rows in no pending state.</summary>
    public long Settled { get; private set; }

    /// <summary>Whether something is not in the file yet.</summary>
    public bool IsChanged => _changed.Count > 0;

    /// <summary>Rows that were settled and are not in the file yet.</summary>
    public long Unwritten { get; private set; }

    /// <summary>Reads what the file says.</summary>
    /// <param name="connection">The file.</param>
    /// <param name="epoch">Of which ledger.</param>
    /// <param name="last">Its newest row: beyond it nothing can have been settled.</param>
    public static SettledRanges Read(SqliteConnection connection, Guid epoch, long last = long.MaxValue)
    {
        var ranges = new SettledRanges(epoch);
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT first, last, state, reason FROM settled WHERE epoch = $epoch ORDER BY first";
        command.Parameters.AddWithValue("$epoch", epoch.ToString());
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var state = (LedgerState)reader.GetInt32(2);
            if (state is not (LedgerState.Delivered or LedgerState.Refused or LedgerState.Gone))
                throw new SqliteException($"rows are in a state {(int)state}", LedgerFault.Damaged);
            ranges.Add(
                Math.Max(1, reader.GetInt64(0)), Math.Min(last, reader.GetInt64(1)), state, reader.GetString(3));
        }
        ranges._changed.Clear();
        ranges.Unwritten = 0;
        return ranges;
    }

    /// <summary>Settles what is pending between two rows; what is settled stays as it is.</summary>
    /// <returns>How many rows that were.</returns>
    public long Add(long first, long last, LedgerState state, string reason = "")
    {
        var added = 0L;
        foreach (var (from, to) in Pending(first, last).ToList())
        {
            added += to - from + 1;
            Insert(from, to, state, reason);
        }
        Settled += added;
        Unwritten += added;
        return added;
    }

    /// <summary>Makes refused rows between two pending again.</summary>
    /// <returns>How many rows that were.</returns>
    public long Release(long first, long last)
    {
        var released = 0L;
        foreach (var (start, range) in Overlapping(first, last)
            .Where(pair => pair.Range.State == LedgerState.Refused).ToList())
        {
            var (from, to) = (Math.Max(start, first), Math.Min(range.Last, last));
            _ranges.Remove(start);
            _changed.Add(start);
            if (start < from)
                Put(start, range with { Last = from - 1 });
            if (to < range.Last)
                Put(to + 1, range);
            released += to - from + 1;
        }
        Settled -= released;
        return released;
    }

    /// <summary>Settles whatever another says to be settled, up to a row.</summary>
    public void AddAll(SettledRanges other, long last)
    {
        foreach (var range in other.All(1, last).ToList())
            Add(range.First, range.Last, range.State, range.Reason);
    }

    /// <summary>All is to be written again: the file that had it is no more.</summary>
    public void ChangeAll()
    {
        foreach (var first in _ranges.Keys)
            _changed.Add(first);
    }

    /// <summary>What is settled between two rows, the oldest first.</summary>
    public IEnumerable<SettledRange> All(long first, long last) => Overlapping(first, last)
        .Select(pair => new SettledRange(
            epoch, Math.Max(pair.First, first), Math.Min(pair.Range.Last, last), pair.Range.State, pair.Range.Reason));

    /// <summary>The ranges of a state between two rows, the oldest first.</summary>
    public IEnumerable<(long First, long Last)> Ranges(LedgerState state, long first, long last) =>
        state == LedgerState.Pending
            ? Pending(first, last)
            : All(first, last).Where(range => range.State == state).Select(range => (range.First, range.Last));

    /// <summary>How many rows up to one are in a state.</summary>
    public long Count(LedgerState state, long last) =>
        Ranges(state, 1, last).Sum(range => range.Last - range.First + 1);

    /// <summary>Writes what changed; inside the caller's transaction. <see cref="Written"/> follows its
    /// commit.</summary>
    public void Write(SqliteConnection connection, SqliteTransaction transaction)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.Parameters.AddWithValue("$epoch", epoch.ToString());
        var first = command.Parameters.Add("$first", SqliteType.Integer);
        var last = command.Parameters.Add("$last", SqliteType.Integer);
        var state = command.Parameters.Add("$state", SqliteType.Integer);
        var reason = command.Parameters.Add("$reason", SqliteType.Text);
        foreach (var changed in _changed)
        {
            var isThere = _ranges.TryGetValue(changed, out var range);
            command.CommandText = isThere
                ? """
                INSERT OR REPLACE INTO settled (epoch, first, last, state, reason)
                VALUES ($epoch, $first, $last, $state, $reason)
                """
                : "DELETE FROM settled WHERE epoch = $epoch AND first = $first";
            (first.Value, last.Value, state.Value) = (changed, range.Last, (int)range.State);
            reason.Value = range.Reason ?? "";
            command.ExecuteNonQuery();
        }
    }

    /// <summary>What changed is in the file.</summary>
    public void Written()
    {
        _changed.Clear();
        Unwritten = 0;
    }

    private IEnumerable<(long First, long Last)> Pending(long first, long last)
    {
        var from = first;
        foreach (var (start, range) in Overlapping(first, last))
        {
            if (start > from)
                yield return (from, start - 1);
            from = range.Last + 1;
        }
        if (from <= last)
            yield return (from, last);
    }

    private IEnumerable<(long First, Stretch Range)> Overlapping(long first, long last)
    {
        for (var at = IndexAt(first); at < _ranges.Count && _ranges.GetKeyAtIndex(at) <= last; at++)
            yield return (_ranges.GetKeyAtIndex(at), _ranges.GetValueAtIndex(at));
    }

    // The place of the first range that ends at a row or behind it.
    private int IndexAt(long row)
    {
        var (low, high) = (0, _ranges.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_ranges.GetValueAtIndex(middle).Last < row)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    private void Insert(long first, long last, LedgerState state, string reason)
    {
        // A neighbour of the same state is made longer instead.
        foreach (var (start, range) in Overlapping(first - 1, last + 1)
            .Where(pair => pair.Range.State == state && pair.Range.Reason == reason).ToList())
        {
            (first, last) = (Math.Min(first, start), Math.Max(last, range.Last));
            _ranges.Remove(start);
            _changed.Add(start);
        }
        Put(first, new Stretch(last, state, reason));
    }

    private void Put(long first, Stretch range)
    {
        _ranges[first] = range;
        _changed.Add(first);
    }
}
