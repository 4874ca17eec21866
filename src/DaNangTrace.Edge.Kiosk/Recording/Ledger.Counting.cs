using DaNangTrace.Edge.Wire;

namespace DaNangTrace.Edge.Kiosk.Recording;

/// <content>What the city is told of sightings that a later recall covers.</content>
public partial class Ledger
{
    private int _countsVersion;

    /// <summary>How the counts of recalled sightings stand. Safe to read from any thread.</summary>
    public CountFigures Counts => _store.Counts;

    /// <summary>Grows when there are new counts to deliver.</summary>
    public int CountsVersion => Volatile.Read(ref _countsVersion);

    /// <summary>Path of the file, for whoever reads it beside the ledger.</summary>
    public string File => _store.File;

    /// <summary>Which recall list was counted last, and in which files; null where none was.</summary>
    public Task<string?> RecountedAsync() => AskAsync(store => store.Recounted);

    /// <summary>
    /// Keeps counts that were not kept before, and notes what was counted; on return both would survive a power cut.
    /// </summary>
    /// <param name="epoch">The ledger that was in use when they were counted.</param>
    /// <param name="counts">Those with an id that stands already are passed over.</param>
    /// <param name="counted">Which recall list, and in which files.</param>
    /// <returns>How many are new; null where another ledger is in use by now: then nothing is kept.</returns>
    public Task<int?> KeepCountsAsync(Guid epoch, IReadOnlyList<RecallCount> counts, string counted) =>
        AskAsync(store =>
        {
            var kept = store.KeepCounts(epoch, counts, counted);
            if (kept > 0)
            {
                Interlocked.Increment(ref _countsVersion);
                Wake();
            }
            return kept;
        });

    /// <summary>Counts that wait for the city, in the order in which they were kept.</summary>
    /// <param name="after">Those behind this place; 0 for all.</param>
    /// <param name="most">At most so many.</param>
    public Task<IReadOnlyList<LedgerRow>> TakeCountsAsync(long after, int most) =>
        AskAsync<IReadOnlyList<LedgerRow>>(store => store.TakeCounts(after, most));
}
