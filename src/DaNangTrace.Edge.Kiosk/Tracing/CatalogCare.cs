using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Wire.Packs;
using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Kiosk.Tracing;

/// <summary>
/// Keeps catalog and recall list as new as what an import has left. Imports are a command's, in a process of its own,
/// so that no shopper waits for one.
/// </summary>
/// <param name="catalog">The catalog.</param>
/// <param name="recalls">The recall list.</param>
/// <param name="seed">Fills an empty catalog.</param>
/// <param name="options">From what.</param>
/// <param name="ledger">Where the highest accepted version stands.</param>
public sealed class CatalogCare(
    Catalog catalog, RecallList recalls, CatalogSeed seed, CatalogOptions options, Ledger ledger)
{
    // A disk that did not take it will not take it two seconds later.
    private static readonly TimeSpan SeedPause = TimeSpan.FromMinutes(1);

    private (Guid Epoch, long Version) _noted;
    private long? _seeded;

    /// <summary>Looks once.</summary>
    /// <param name="clock">The day to which the sample's days are moved.</param>
    public async Task LookAsync(KioskClock clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var accepted = await AcceptedAsync();
        if (accepted is not null)
            catalog.EndSeed();
        catalog.Refresh();
        if (catalog.Facts is null && accepted is null
            && (_seeded is not { } before || clock.Time.GetElapsedTime(before) > SeedPause))
        {
            seed.Fill(catalog, options.Seed);
            _seeded = clock.Time.GetTimestamp();
        }
        var facts = catalog.Facts;
        if (facts is not { IsSample: true })
            recalls.DropSample();
        else if (recalls.Data is null)
            recalls.UseSample(
                SampleCatalog.Recalls(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(facts.AsOf, clock.Zone).DateTime)),
                facts.AsOf);
        await recalls.RefreshAsync(ledger);
        if (facts is { Version: > 0 } && (accepted ?? 0) < facts.Version && (ledger.Epoch, facts.Version) != _noted)
            await NoteAsync(facts);
    }

    // Null also where the ledger can't be read: then nobody here knows of a pack.
    private async Task<long?> AcceptedAsync()
    {
        try
        {
            return await ledger.PackVersionAsync(PackManifest.Full);
        }
        catch (SqliteException)
        {
            // The ledger tells its own trouble.
            return null;
        }
    }

    // The plug may have been pulled between a generation's name and the note of its version.
    private async Task NoteAsync(Storing.AboutGeneration facts)
    {
        try
        {
            await ledger.KeepPackAsync(
                new KeptPack(PackManifest.Full, facts.Version, facts.AsOf, facts.Sha256, []));
            _noted = (ledger.Epoch, facts.Version);
        }
        catch (SqliteException)
        {
            // The ledger tells its own trouble; the next look tries again.
        }
    }
}
