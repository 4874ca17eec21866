using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Kiosk.Tracing.Importing;

/// <summary>Where it is noted which packs were taken, and the recall list is kept.</summary>
/// <param name="Accepted">Of a kind what was taken last; null where nothing was.</param>
/// <param name="Keep">Keeps one; what is to be done with it is done before it counts, and not where it can't.</param>
internal sealed record PackNotes(Func<string, KeptPack?> Accepted, Action<KeptPack, Action?> Keep)
{
    /// <summary>In the ledger's file of a data folder, beside a kiosk that runs or without one.</summary>
    public static PackNotes InFile(string folder, KioskClock clock) => new(
        kind => KeptPacks.Read(Path.Combine(folder, LedgerFile.Name), kind),
        (pack, also) => KeptPacks.Keep(folder, pack, Guid.CreateVersion7(clock.Time.GetUtcNow()), also));

    /// <summary>
    /// In the ledger that this process has open: it must open its file by one connection only. Recall lists alone; a
    /// caller's thread waits for it.
    /// </summary>
    public static PackNotes In(Ledger ledger) => new(
        kind => ledger.TakePackAsync(kind).GetAwaiter().GetResult(),
        (pack, _) =>
        {
            try
            {
                ledger.KeepPackAsync(pack).GetAwaiter().GetResult();
            }
            catch (SqliteException e)
            {
                throw new IOException($"the ledger can't be written ({e.Message}): it is tried again", e);
            }
        });
}
