using DaNangTrace.Edge.Kiosk.Recording;

namespace DaNangTrace.Edge.Kiosk.Sending;

/// <summary>
/// Rows that the city wants once more. It outlives a broken link: what was acknowledged is not sent again.
/// </summary>
/// <param name="epoch">Of which ledger.</param>
/// <param name="from">The first place.</param>
/// <param name="to">The last place.</param>
public sealed class ResendOrder(Guid epoch, long from, long to)
{
    // A receipt has room for no more.
    private const int MostGone = 1000;

    private readonly Lock _gate = new();
    private readonly SettledRanges _sent = new(epoch);
    private readonly SettledRanges _gone = new(epoch);
    private readonly TaskCompletionSource<Resent> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _hasFailed;

    /// <summary>What became of it.</summary>
    public Task<Resent> Done => _done.Task;

    internal int OnTheirWay { get; set; }

    /// <summary>The rows that are still to be sent.</summary>
    internal RowLane Lane(Ledger ledger)
    {
        OnTheirWay = 0;
        return new RowLane((after, most) => ReadAsync(ledger, after.Seq, most), new LedgerPosition(epoch, from - 1));
    }

    internal void Sent(IEnumerable<LedgerRow> rows)
    {
        lock (_gate)
        {
            foreach (var row in rows)
                _sent.Add(row.Seq, row.Seq, LedgerState.Delivered);
        }
    }

    internal void Fail() => _hasFailed = true;

    internal void End()
    {
        lock (_gate)
        {
            var gone = _gone.Ranges(LedgerState.Gone, from, to).Take(MostGone + 1).ToList();
            _done.TrySetResult(new Resent(
                !_hasFailed && gone.Count <= MostGone, _sent.Settled, [.. gone.Take(MostGone)]));
        }
    }

    private async Task<IReadOnlyList<LedgerRow>> ReadAsync(Ledger ledger, long after, int most)
    {
        while (true)
        {
            if (await ledger.TakeStoredAsync(epoch, after + 1, to, most) is not { } rows)
            {
                // It is being rescued, or can't be read: nobody knows what is gone.
                Fail();
                return [];
            }
            var missing = NoteGaps(rows, after + 1);
            if (missing.Count > 0 || rows.Count == 0)
                return missing;
            // All of them were acknowledged before the link broke.
            after = rows[^1].Seq;
        }
    }

    private List<LedgerRow> NoteGaps(IReadOnlyList<LedgerRow> rows, long expected)
    {
        lock (_gate)
        {
            foreach (var row in rows)
            {
                if (row.Seq > expected)
                    _gone.Add(expected, row.Seq - 1, LedgerState.Gone);
                expected = row.Seq + 1;
            }
            if (rows.Count == 0 && expected <= to)
                _gone.Add(expected, to, LedgerState.Gone);
            return [.. rows.Where(row => _sent.Ranges(LedgerState.Pending, row.Seq, row.Seq).Any())];
        }
    }
}

/// <summary>What became of rows that were wanted once more.</summary>
/// <param name="IsWhole">Whether all that are there were sent.</param>
/// <param name="Sent">How many were sent and acknowledged.</param>
/// <param name="Gone">Stretches that are not there.</param>
public sealed record Resent(bool IsWhole, long Sent, IReadOnlyList<(long First, long Last)> Gone);
