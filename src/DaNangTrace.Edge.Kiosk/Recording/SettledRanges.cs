using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Kiosk.Recording;

/// <summary>
/// How far the rows of one epoch have come, as ranges: what lies in none is pending. A ledger of a million rows that
/// were delivered in their order is one range.
/// </summary>
internal sealed class SettledRanges(Guid epoch)
{
    // By their first row; they never overlap, and neighbours of one state are one range.
    private readonly SortedList<long, (long Last, LedgerState State)> _ranges = [];
    private readonly HashSet<long> _changed = [];

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
        command.CommandText = "SELECT first, last, state FROM settled WHERE epoch = $epoch ORDER BY first";
        command.Parameters.AddWithValue("$epoch", epoch.ToString());
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var state = (LedgerState)reader.GetInt32(2);
            if (state is not (LedgerState.Delivered or LedgerState.Refused or LedgerState.Gone))
                throw new SqliteException($"rows are in a state {(int)state}", LedgerFault.Damaged);
            ranges.Add(Math.Max(1, reader.GetInt64(0)), Math.Min(last, reader.GetInt64(1)), state);
        }
        ranges._changed.Clear();
        ranges.Unwritten = 0;
        return ranges;
    }

    /// <summary>Settles what is pending between two rows; what is settled stays as it is.</summary>
    /// <returns>How many rows that were.</returns>
    public long Add(long first, long last, LedgerState state)
    {
        var added = 0L;
        foreach (var (from, to) in Pending(first, last).ToList())
        {
            added += to - from + 1;
            Insert(from, to, state);
        }
        Settled += added;
        Unwritten += added;
        return added;
    }

    /// <summary>Settles whatever another says to be settled, up to a row.</summary>
    public void AddAll(SettledRanges other, long last)
    {
        foreach (var state in (LedgerState[])[LedgerState.Delivered, LedgerState.Refused, LedgerState.Gone])
        {
            foreach (var (first, end) in other.Ranges(state, 1, last).ToList())
                Add(first, end, state);
        }
    }

    /// <summary>All is to be written again: the file that had it is no more.</summary>
    public void ChangeAll()
    {
        foreach (var first in _ranges.Keys)
            _changed.Add(first);
    }

    /// <summary>The ranges of a state between two rows, the oldest first.</summary>
    public IEnumerable<(long First, long Last)> Ranges(LedgerState state, long first, long last) =>
        state == LedgerState.Pending
            ? Pending(first, last)
            : _ranges.Where(range => range.Value.State == state && range.Value.Last >= first && range.Key <= last)
                .Select(range => (Math.Max(range.Key, first), Math.Min(range.Value.Last, last)));

    /// <summary>How many rows up to one are in a state.</summary>
    public long Count(LedgerState state, long last) =>
        Ranges(state, 1, last).Sum(range => range.Last - range.First + 1);

    /// <summary>Writes what changed; inside the caller's transaction. <see cref="Written"/> follows its
    /// commit.</summary>
    public void Write(SqliteConnection connection, SqliteTransaction transaction)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        var key = command.Parameters.AddWithValue("$epoch", epoch.ToString());
        var first = command.Parameters.Add("$first", SqliteType.Integer);
        var last = command.Parameters.Add("$last", SqliteType.Integer);
        var state = command.Parameters.Add("$state", SqliteType.Integer);
        foreach (var changed in _changed)
        {
            var isThere = _ranges.TryGetValue(changed, out var range);
            command.CommandText = isThere
                ? "INSERT OR REPLACE INTO settled (epoch, first, last, state) VALUES ($epoch, $first, $last, $state)"
                : "DELETE FROM settled WHERE epoch = $epoch AND first = $first";
            (first.Value, last.Value, state.Value) = (changed, range.Last, (int)range.State);
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
        foreach (var (start, range) in _ranges)
        {
            if (range.Last < from)
                continue;
            if (start > last)
                break;
            if (start > from)
                yield return (from, start - 1);
            from = range.Last + 1;
        }
        if (from <= last)
            yield return (from, last);
    }

    private void Insert(long first, long last, LedgerState state)
    {
        // A neighbour of the same state is made longer instead.
        foreach (var (start, range) in _ranges.Where(range => range.Value.State == state
            && (range.Value.Last + 1 == first || range.Key == last + 1)).ToList())
        {
            (first, last) = (Math.Min(first, start), Math.Max(last, range.Last));
            _ranges.Remove(start);
            _changed.Add(start);
        }
        _ranges[first] = (last, state);
        _changed.Add(first);
    }
}
