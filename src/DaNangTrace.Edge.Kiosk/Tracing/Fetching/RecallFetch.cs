using System.Security.Cryptography;
using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Kiosk.Tracing.Importing;
using DaNangTrace.Edge.Kiosk.Tracing.Packs;
using DaNangTrace.Edge.Wire.Packs;
using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Kiosk.Tracing.Fetching;

/// <summary>
/// Fetches and takes a recall list within the kiosk's own process, and has it count at once: it has a few kilobytes,
/// and a shopper may hold the product already.
/// </summary>
/// <param name="folder">The kiosk's data folder.</param>
/// <param name="options">Whose packs are taken.</param>
/// <param name="ledger">Where the list is kept.</param>
/// <param name="recalls">The list that counts.</param>
/// <param name="clock">The kiosk's clock.</param>
internal sealed class RecallFetch(
    string folder, CatalogOptions options, Ledger ledger, RecallList recalls, KioskClock clock)
{
    // A line may break once; how often all is tried again, and when, is not for one attempt to say.
    private const int MostAttempts = 2;

    /// <inheritdoc cref="TakePack"/>
    public async Task<PackTaking> TakeAsync(Uri address, PackNotice notice, CancellationToken stop)
    {
        try
        {
            using var trust = TrustedKeys.Load(options.Trust);
            using var http = PackClient.Make(isByItself: true);
            var notes = PackNotes.In(ledger);
            using var download = new PackDownload(folder, address, options, trust, clock, http)
            {
                Notice = notice,
                Notes = notes,
                MostAttempts = MostAttempts,
            };
            var (pack, refusal) = await download.FetchAsync(_ => { }, stop);
            if (refusal is not null)
                return new PackTaking.Refused(refusal);
            // Its lines are read on a thread that nobody waits for.
            var outcome = await Task.Run(
                () => new CatalogImport(folder, options, trust, clock) { Notes = notes }.Run(pack!, null, stop), stop);
            if (outcome is not ImportOutcome.Refused { Refusal.Reason: PackFault.Busy })
                download.Remove();
            if (outcome is ImportOutcome.Refused refused)
                return new PackTaking.Refused(refused.Refusal);
            await recalls.RefreshAsync(ledger);
            return new PackTaking.Taken();
        }
        catch (PackFaultException e)
        {
            return new PackTaking.Refused(e.Refusal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SqliteException
            or NotSupportedException or ObjectDisposedException or CryptographicException or HttpRequestException
            or InvalidDataException)
        {
            return new PackTaking.Failed(e.Message);
        }
    }
}
