using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Kiosk.Recording;

/// <content>What the uplink takes out of the ledger, and what the city and a technician say of its rows.</content>
public partial class Ledger
{
    private int _historyVersion;

    /// <summary>
    /// Grows when older rows wait again behind places that were passed: an earlier ledger was rescued, or refused rows
    /// are to be sent once more.
    /// </summary>
    public int HistoryVersion => Volatile.Read(ref _historyVersion);

    /// <summary>The oldest rows that wait to be delivered, at most <paramref name="most"/>.</summary>
    public Task<IReadOnlyList<LedgerRow>> TakeUndeliveredAsync(int most) =>
        TakeUndeliveredAsync(default, long.MaxValue, most);

    /// <summary>The oldest rows between two places that wait to be delivered.</summary>
    /// <param name="after">
    /// The rows behind this one; empty for all, those of earlier ledgers first. While one is being rescued, there are
    /// none then.
    /// </param>
    /// <param name="upTo">The last row of the ledger in use.</param>
    /// <param name="most">At most so many.</param>
    public Task<IReadOnlyList<LedgerRow>> TakeUndeliveredAsync(LedgerPosition after, long upTo, int most) =>
        AskAsync<IReadOnlyList<LedgerRow>>(store =>
            _rescuing is not null && after.Epoch == Guid.Empty ? [] : store.TakeUndelivered(after, upTo, most));

    /// <summary>Rows of a ledger between two places, however far they have come; those that are gone are not among
    /// them. Null where an earlier ledger is still being rescued, or can't be read.</summary>
    public Task<IReadOnlyList<LedgerRow>?> TakeStoredAsync(Guid epoch, long from, long to, int most) =>
        AskAsync<IReadOnlyList<LedgerRow>?>(store =>
            store.Epoch != epoch && (_rescuing is not null || _rescueTrouble is not null)
                ? null
                : store.TakeStored(epoch, from, to, most));

    /// <summary>Notes how far rows have come. If it is lost, a message is only repeated.</summary>
    public Task SettleAsync(IReadOnlyList<SettledRange> ranges) => AskAsync(store =>
    {
        BeginSettling(store);
        foreach (var range in ranges)
            store.Settle(range);
        return true;
    });

    /// <summary>Notes that the city has committed everything up to a row; the highest counts.</summary>
    /// <returns>False where there is no such ledger, or no such row yet.</returns>
    public Task<bool> AcknowledgeAsync(LedgerPosition upTo) => AskAsync(store =>
    {
        BeginSettling(store);
        return store.TryAcknowledge(upTo);
    });

    /// <summary>Notes the id of a command; false where it was taken before.</summary>
    public Task<bool> TakeCommandAsync(string id) => AskAsync(store => store.TryTakeCommand(id));

    /// <summary>Of a kind of packs the highest version that was taken; null where none was.</summary>
    public Task<long?> PackVersionAsync(string kind) => AskAsync(store => KeptPacks.Version(store.Open(), kind));

    /// <summary>Of a kind of packs the highest that was taken; null where none was.</summary>
    public Task<KeptPack?> TakePackAsync(string kind) => AskAsync(store => KeptPacks.Read(store.Open(), kind));

    /// <summary>Keeps a pack, if it is not older than the one of its kind.</summary>
    public Task<bool> KeepPackAsync(KeptPack pack) => AskAsync(store => KeptPacks.Keep(store.Open(), pack));

    /// <summary>Takes up which refused rows a technician wants to be sent once more; not while an earlier ledger is
    /// being rescued, since they may be its.</summary>
    /// <returns>How many there were.</returns>
    public Task<long> TakeRetriesAsync() => AskAsync(store =>
    {
        if (_rescuing is not null || store.TakeRetries() is not { } released)
            return 0;
        LogRetried(released);
        TellHistory();
        return released;
    });

    private void BeginSettling(LedgerStore store)
    {
        if (!store.IsSettledUnwritten)
            _settled = _time.GetTimestamp();
    }

    private void TellHistory()
    {
        Interlocked.Increment(ref _historyVersion);
        Wake();
    }

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "{Count} messages that the broker had refused are sent once more")]
    private partial void LogRetried(long count);
}
