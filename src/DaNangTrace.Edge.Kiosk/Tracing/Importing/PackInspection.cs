using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Kiosk.Tracing.Packs;
using DaNangTrace.Edge.Kiosk.Tracing.Storing;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tracing.Importing;

/// <summary>Looks at a whole pack and takes nothing of it.</summary>
/// <param name="trust">The keys.</param>
/// <param name="clock">Whether a pack's day has come.</param>
public sealed class PackInspection(TrustedKeys trust, KioskClock clock)
{
    /// <summary>Looks at signature, size, hash, each line, and each picture that is named and there.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="progress">Hears how far it is.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="IOException">The pack can't be read.</exception>
    public Finding Look(PackFolder pack, Action<ImportProgress> progress, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(pack);
        ArgumentNullException.ThrowIfNull(progress);
        try
        {
            var manifest = new PackCheck(trust, clock).ManifestOf(pack);
            var order = new LineOrder(manifest);
            // Beside no kiosk's data: whoever looks may have none.
            var scratch = Directory.CreateTempSubdirectory("dntrace-verify-");
            try
            {
                using var codes = new CodeSorter(Path.Combine(scratch.FullName, "codes"));
                using var file = pack.OpenRecords(manifest);
                var lines = PackReading.Check(file, manifest, progress, stop);
                PackReading.Read(lines, manifest, progress, (line, number) =>
                {
                    var (key, origin) = order.Take(line, number);
                    if (origin is not null && RecordKey.OfStamp(origin) is { } stamp)
                        codes.AddStamp(stamp, key);
                    if (origin?.Image is { } hash)
                        codes.AddPicture(hash);
                }, stop);
                if (codes.Crowded() is { } crowded)
                    throw new PackFaultException(PackFault.BadRecord, PackLimit.CrowdedStamp(crowded));
                var (pictures, missing) = LookAtPictures(pack, codes, progress, stop);
                return new Finding(manifest, null, pictures, missing);
            }
            finally
            {
                scratch.Delete(recursive: true);
            }
        }
        catch (PackFaultException e)
        {
            return new Finding(null, e.Refusal, 0, 0);
        }
    }

    /// <summary>Why a kiosk would refuse a pack that is right: it has a newer one, or no room; null if it would not.
    /// </summary>
    /// <param name="manifest">The pack's.</param>
    /// <param name="folder">The kiosk's data folder; it must exist.</param>
    /// <param name="options">How large its catalog may grow.</param>
    public static PackRefusal? RefusalOf(PackManifest manifest, string folder, CatalogOptions options)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            var folders = new GenerationFolders(Path.Combine(folder, GenerationFolders.Name));
            if (TakenPack.IsHere(
                    folders, KeptPacks.Read(Path.Combine(folder, LedgerFile.Name), manifest.Kind), manifest)
                || manifest.Kind != PackManifest.Full)
                return null;
            new Room(folders, options.QuotaBytes).Check(manifest, isImporting: folders.IsImporting);
            return null;
        }
        catch (PackFaultException e)
        {
            return e.Refusal;
        }
    }

    private static (int Pictures, int Missing) LookAtPictures(
        PackFolder pack, CodeSorter codes, Action<ImportProgress> progress, CancellationToken stop)
    {
        var (pictures, missing, total) = (0, 0, codes.CountPictures());
        foreach (var hash in codes.Pictures())
        {
            stop.ThrowIfCancellationRequested();
            if (pack.TryReadPicture(hash, stop) is { } bytes)
            {
                Pictures.Check(hash, bytes);
                pictures++;
            }
            else
            {
                missing++;
            }
            progress(new ImportProgress(ImportStep.Pictures, pictures + missing, total));
        }
        return (pictures, missing);
    }

    /// <summary>What was found.</summary>
    /// <param name="Manifest">The pack's; null where it would be refused.</param>
    /// <param name="Refusal">Why it would be refused; null where it is right.</param>
    /// <param name="Pictures">How many pictures that its records name are there.</param>
    /// <param name="Missing">How many are not.</param>
    public sealed record Finding(PackManifest? Manifest, PackRefusal? Refusal, int Pictures, int Missing);
}
