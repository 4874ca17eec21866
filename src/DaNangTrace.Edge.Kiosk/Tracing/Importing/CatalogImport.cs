using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Kiosk.Tracing.Packs;
using DaNangTrace.Edge.Kiosk.Tracing.Storing;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tracing.Importing;

/// <summary>
/// Takes a pack into a kiosk's data folder, beside a kiosk that runs or without one.
/// <para>Constraints: a pack is taken whole or not at all; a power cut at any instant leaves the catalog that was
/// there, or the new one; versions of each kind only go up; memory and disk are bounded whatever the pack.</para>
/// <para>Operation, full pack: signature, versions, whether there is room, hash, making room; then its lines go into a
/// new generation, which is closed, brought to the disk, and only then named. Recall list: its lines are checked, and
/// its file is kept with the ledger. A kiosk that runs looks for both every two seconds.</para>
/// </summary>
/// <param name="folder">The kiosk's data folder; it must exist.</param>
/// <param name="options">Whose packs are taken, and how large they may grow.</param>
/// <param name="trust">The keys.</param>
/// <param name="clock">Whether a pack's day has come.</param>
public partial class CatalogImport(string folder, CatalogOptions options, TrustedKeys trust, KioskClock clock)
{
    // Asking the disk for its room is a call of the kernel.
    private const int LookEvery = 2000;

    private readonly GenerationFolders _folders = new(Path.Combine(folder, GenerationFolders.Name));

    /// <summary>Where it notes what it took; the ledger's file by default.</summary>
    internal PackNotes Notes { get; init; } = PackNotes.InFile(folder, clock);

    /// <summary>Takes a pack.</summary>
    /// <param name="pack">The pack.</param>
    /// <param name="progress">Hears how far it is; may be null.</param>
    /// <param name="stop">Gives up; nothing has changed then.</param>
    /// <exception cref="IOException">The disk does not take it, or the pack can't be read.</exception>
    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">The ledger can't be read.</exception>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public ImportOutcome Run(PackFolder pack, Action<ImportProgress>? progress, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(pack);
        try
        {
            var manifest = new PackCheck(trust, clock).ManifestOf(pack);
            using var held = Hold(manifest.Kind);
            if (manifest.Kind == PackManifest.Full)
                NoteNewest();
            if (TakenPack.IsHere(_folders, Notes.Accepted(manifest.Kind), manifest))
                return new ImportOutcome.AlreadyTaken(manifest);
            return manifest.Kind == PackManifest.Full
                ? TakeFull(pack, manifest, progress ?? (_ => { }), stop)
                : TakeRecalls(pack, manifest, progress ?? (_ => { }), stop);
        }
        catch (PackFaultException e)
        {
            return new ImportOutcome.Refused(e.Refusal);
        }
    }

    /// <summary>
    /// Finishes a generation. This order is the promise: what has its name is on the disk. The tests turn it round in
    /// an import of their own to see that they would notice.
    /// </summary>
    /// <param name="writer">What was written.</param>
    /// <param name="about">What it says of itself.</param>
    /// <param name="name">Gives it its name, and notes its version with the ledger.</param>
    private protected virtual void Finish(GenerationWriter writer, AboutGeneration about, Action name)
    {
        writer.Close(about);
        writer.Keep();
        name();
    }

    private ImportOutcome.Taken TakeFull(
        PackFolder pack, PackManifest manifest, Action<ImportProgress> progress, CancellationToken stop)
    {
        var room = new Room(_folders, options.QuotaBytes);
        // Before minutes go by with the hash.
        room.Check(manifest);
        using var file = pack.OpenRecords(manifest);
        var lines = PackReading.Check(file, manifest, progress, stop);
        // Not for a file that is refused.
        room.Claim(manifest);
        try
        {
            using var writer = new GenerationWriter(_folders.New);
            var order = new LineOrder(manifest);
            var count = 0;
            PackReading.Read(lines, manifest, progress, (line, number) =>
            {
                var (key, origin) = order.Take(line, number);
                // Two products with one number are two; lots and items are none.
                if (origin is { Lot: null, Serial: null })
                    count++;
                writer.Add(key, line, origin!);
                if (number % LookEvery == 0)
                    room.CheckGrowth(writer.Length);
            }, stop);
            var (pictures, missing) = TakePictures(pack, writer, room, progress, stop);
            progress(new ImportProgress(ImportStep.Disk, 0, 0));
            stop.ThrowIfCancellationRequested();
            Finish(
                writer,
                new AboutGeneration(
                    manifest.Version, manifest.ValidFrom, count, manifest.Count, manifest.Sha256, IsSample: false),
                () => Keep(manifest, [], () => writer.Name(_folders.Of(manifest.Version))));
            return new ImportOutcome.Taken(manifest, pictures, missing);
        }
        catch (Exception e) when (e is not (PackFaultException or OperationCanceledException or IOException)
            && CatalogException.IsBroken(e))
        {
            throw CatalogException.Of(_folders.New, e);
        }
    }

    // The plug may have been pulled between a generation's name and the note of its version.
    private void NoteNewest()
    {
        // A seed is version 0.
        if (_folders.All() is not [var (version, newest), ..] || version == 0
            || Notes.Accepted(PackManifest.Full)?.Version >= version)
            return;
        try
        {
            using var generation = Generation.Open(newest);
            var facts = generation.Facts;
            Notes.Keep(new KeptPack(PackManifest.Full, version, facts.AsOf, facts.Sha256, []), null);
        }
        catch (CatalogException)
        {
            // It is damaged, and nobody could say which pack it was.
        }
    }

    private ImportOutcome.Taken TakeRecalls(
        PackFolder pack, PackManifest manifest, Action<ImportProgress> progress, CancellationToken stop)
    {
        var order = new LineOrder(manifest);
        // Read once: what was checked is what is kept, however shaky the stick.
        var body = new byte[manifest.Size];
        using (var file = pack.OpenRecords(manifest))
        {
            if (file.ReadAtLeast(body, body.Length, throwOnEndOfStream: false) < body.Length || file.ReadByte() >= 0)
                throw PackLines.WrongSize(manifest, file.Length);
        }
        using var buffer = new MemoryStream(body);
        PackReading.Read(
            PackReading.Check(buffer, manifest, progress, stop), manifest, progress,
            (line, number) => order.Take(line, number), stop);
        Keep(manifest, body);
        return new ImportOutcome.Taken(manifest, 0, 0);
    }

    private (int Pictures, int Missing) TakePictures(
        PackFolder pack, GenerationWriter writer, Room room, Action<ImportProgress> progress, CancellationToken stop)
    {
        var (pictures, crowded) = writer.EndRecords();
        if (crowded is not null)
            throw new PackFaultException(PackFault.BadRecord, PackLimit.CrowdedStamp(crowded));
        var generations = _folders.All();
        // A picture that a bad spot of the card has changed must not be handed on.
        var isDamaged = generations.Exists(one => GenerationFolders.IsDamaged(one.Folder));
        var (done, missing) = (0, 0);
        foreach (var hash in writer.Pictures())
        {
            stop.ThrowIfCancellationRequested();
            progress(new ImportProgress(ImportStep.Pictures, ++done, pictures));
            var own = generations.Select(one => Generation.PictureFile(one.Folder, hash)).FirstOrDefault(File.Exists);
            if (own is not null && (!isDamaged || Pictures.IsOf(hash, own)) && writer.TrySharePicture(own, hash))
                continue;
            if (pack.TryReadPicture(hash, stop) is not { } bytes)
            {
                missing++;
                continue;
            }
            Pictures.Check(hash, bytes);
            room.CheckPicture(bytes.Length, writer.Length);
            if (pack.OwnFileOf(hash) is not { } file || !writer.TrySharePicture(file, hash))
                writer.AddPicture(hash, bytes);
        }
        return (pictures, missing);
    }

    private void Keep(PackManifest manifest, byte[] body, Action? also = null) =>
        Notes.Keep(new KeptPack(manifest.Kind, manifest.Version, manifest.ValidFrom, manifest.Sha256, body), also);

    // Two imports at once would write one folder.
    private FileStream Hold(string kind) => _folders.TryHold(kind) ?? throw new PackFaultException(
        PackFault.Busy, $"another import into {folder} is under way: let it end");
}
