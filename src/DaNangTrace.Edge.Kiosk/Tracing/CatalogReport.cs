using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Kiosk.Tracing.Importing;
using DaNangTrace.Edge.Kiosk.Tracing.Storing;
using DaNangTrace.Edge.Wire.Packs;
using Microsoft.Extensions.Logging.Abstractions;

namespace DaNangTrace.Edge.Kiosk.Tracing;

/// <summary>What a kiosk's data folder holds of catalog and recalls, looked at from outside.</summary>
/// <param name="Facts">The generation in use; null where there is none.</param>
/// <param name="Generations">All generations: version and bytes, the highest first.</param>
/// <param name="Bytes">Bytes of all that is in the catalog's folder.</param>
/// <param name="Accepted">The highest full pack that was taken; null where none was.</param>
/// <param name="RecallPack">The recall list; null where none was taken.</param>
public sealed record CatalogReport(
    AboutGeneration? Facts, IReadOnlyList<(long Version, long Bytes)> Generations, long Bytes, KeptPack? Accepted,
    KeptPack? RecallPack)
{
    /// <summary>Looks.</summary>
    /// <param name="folder">The kiosk's data folder.</param>
    /// <exception cref="IOException">It can't be read.</exception>
    public static CatalogReport Of(string folder)
    {
        var folders = FoldersOf(folder);
        var ledger = Path.Combine(folder, LedgerFile.Name);
        var all = folders.All();
        return new CatalogReport(
            all.Count == 0 ? null : FactsOf(all[0].Folder),
            [.. all.Select(one => (one.Version, Room.BytesOf(one.Folder)))],
            Room.BytesOf(folders.Path),
            KeptPacks.Read(ledger, PackManifest.Full),
            KeptPacks.Read(ledger, PackManifest.RecallList));
    }

    /// <summary>
    /// All records of the generation in use, in the order of their keys; none where there is none. Its pictures are the
    /// catalog's own.
    /// </summary>
    /// <exception cref="CatalogException">One can't be read, or the generation was removed meanwhile.</exception>
    public static IEnumerable<(string Key, byte[] Value)> Records(Catalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        if (catalog.Folder is not { } folder)
            yield break;
        foreach (var record in Generation.ReadAll(folder))
            yield return record;
        // Its pictures went with it.
        if (!Directory.Exists(folder))
            throw CatalogException.Of(folder, new InvalidDataException("a newer catalog took its place meanwhile"));
    }

    /// <summary>
    /// All records of the generation in use, in the order of their keys, each with what it leaves out as the more
    /// general ones say: as the kiosk would answer its code.
    /// </summary>
    /// <exception cref="CatalogException">As <see cref="Records"/>.</exception>
    public static IEnumerable<Origin> Told(Catalog catalog)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        var (gtin, ofProduct, folder) = ("", new List<Origin>(), catalog.Folder ?? "");
        foreach (var (key, line) in Records(catalog))
        {
            if (!PackJson.TryReadOrigin(line, out var read, out var fault))
                throw CatalogException.Of(folder, new InvalidDataException($"the record of {key}: {fault}"));
            var origin = Evidence.Spread(read);
            // A product's own records come before those of its lots and items.
            if (origin.Gtin != gtin)
                (gtin, ofProduct) = (origin.Gtin, []);
            if (origin is { Lot: null, Serial: null })
                ofProduct.Add(origin);
            // An item's may name its lot, which is not beside it.
            if (origin.Serial is not null)
                yield return catalog.Find(gtin, origin.Lot, origin.Serial) switch
                {
                    LookUp.Found found => found.Origin,
                    // With and without a recall that may be its own, which is none of the circular's fields.
                    LookUp.Several several => several.Origins[0],
                    _ => origin,
                };
            else
                yield return origin.Lot is null ? origin : OriginLayers.Merge(origin, [], ofProduct)[0];
        }
    }

    /// <summary>The lines of the recall list: the built-in sample's where nothing else is there.</summary>
    public static IEnumerable<byte[]> Recalls(string folder)
    {
        var report = Of(folder);
        var recalls = report.RecallPack is { } kept && RecallList.TryRead(kept, out var read, out _)
            ? read
            : report.Facts is { IsSample: true } facts
                ? SampleCatalog.Recalls(DateOnly.FromDateTime(facts.AsOf.UtcDateTime))
                : [];
        return recalls.Select(PackJson.ToBytes);
    }

    /// <summary>Why the recall list that was taken can't be read; null where it can, or there is none.</summary>
    public static string? RecallFault(string folder) =>
        Of(folder).RecallPack is { } kept && !RecallList.TryRead(kept, out _, out var fault) ? fault : null;

    /// <summary>Looks at every record of the generation in use, and at its pictures.</summary>
    /// <param name="folder">The kiosk's data folder.</param>
    /// <param name="progress">Hears how far it is.</param>
    /// <param name="stop">Gives up.</param>
    /// <returns>What is wrong; null where all is whole. Pictures are counted.</returns>
    public static (string? Fault, int Pictures) Look(
        string folder, Action<ImportProgress> progress, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(progress);
        if (FoldersOf(folder).All() is not [var (_, newest), ..])
            return (null, 0);
        var began = Generation.StampOf(newest);
        var (fault, pictures) = Look(newest, FactsOf(newest)?.Records ?? 0, progress, stop);
        if (fault is null)
            return (null, pictures);
        using var held = FoldersOf(folder).TryHold();
        if (Generation.StampOf(newest) != began)
            return ("another catalog took its place meanwhile, which was not looked at: look again", 0);
        // So that the same pack is taken again.
        GenerationFolders.MarkDamaged(newest);
        return ($"{fault}: import the pack again", 0);
    }

    /// <summary>A tracer over what a data folder holds; nothing of that is changed.</summary>
    /// <param name="catalog">The catalog; to be disposed when the tracer is done.</param>
    /// <param name="folder">The kiosk's data folder.</param>
    /// <param name="clock">The kiosk's clock.</param>
    public static Tracer Open(string folder, KioskClock clock, out Catalog catalog)
    {
        ArgumentNullException.ThrowIfNull(clock);
        catalog = Catalog.ToLookAt(folder, clock);
        var recalls = new RecallList(clock, NullLogger<RecallList>.Instance);
        if (catalog.Facts is { IsSample: true } facts)
            recalls.UseSample(SampleCatalog.Recalls(DateOnly.FromDateTime(facts.AsOf.UtcDateTime)), facts.AsOf);
        var ledger = Path.Combine(folder, LedgerFile.Name);
        recalls.ReadFrom(ledger);
        // As the kiosk at its start.
        if (LedgerCheck.NewestMark(ledger) is { } mark)
            clock.RaiseFloor(mark);
        return new Tracer(catalog, recalls, clock);
    }

    private static GenerationFolders FoldersOf(string folder) =>
        new(Path.Combine(folder, GenerationFolders.Name));

    private static (string? Fault, int Pictures) Look(
        string generation, int total, Action<ImportProgress> progress, CancellationToken stop)
    {
        var (count, pictures) = (0, 0);
        try
        {
            foreach (var (key, value) in Generation.ReadAll(generation))
            {
                stop.ThrowIfCancellationRequested();
                if (!PackJson.TryReadOrigin(value, out _, out var fault))
                    return ($"the record of {key} can't be read: {fault}", 0);
                if (++count % 1000 == 0)
                    progress(new ImportProgress(ImportStep.Records, count, total));
            }
            foreach (var _ in Generation.ReadCodes(generation))
                stop.ThrowIfCancellationRequested();
        }
        catch (CatalogException e)
        {
            return ($"behind {count} records: {e.Message}", 0);
        }
        foreach (var file in Generation.PictureFiles(generation))
        {
            stop.ThrowIfCancellationRequested();
            if (!Pictures.IsOf(Path.GetFileName(file), file))
                return ($"the picture {file} has other bytes than its name says", 0);
            if (++pictures % 100 == 0)
                progress(new ImportProgress(ImportStep.Pictures, pictures, 0));
        }
        return (count == total ? null : $"it has {count} records and says that it has {total}", pictures);
    }

    private static AboutGeneration? FactsOf(string folder)
    {
        try
        {
            using var generation = Generation.Open(folder);
            return generation.Facts;
        }
        catch (CatalogException)
        {
            // Its size is told; verify says what is wrong.
            return null;
        }
    }
}
