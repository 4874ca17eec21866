using System.IO.Compression;
using System.Security.Cryptography;

namespace DaNangTrace.Edge.Wire.Packs.Making;

/// <summary>
/// Makes packs. What it writes stands in a folder beside the one that was asked for, which gets its name as the last
/// step: whoever finds a pack finds a whole one.
/// </summary>
/// <param name="time">Tells when the data was made.</param>
public sealed class PackMaker(TimeProvider time)
{
    /// <summary>Makes a pack.</summary>
    /// <param name="order">Which.</param>
    /// <param name="progress">Is told now and then how far it is.</param>
    /// <param name="stop">Ends it; nothing is left behind.</param>
    public PackOutcome Make(
        PackOrder order, IProgress<PackProgress>? progress = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        try
        {
            if (FaultOf(order) is { Length: > 0 } fault)
                return new PackOutcome.NotMade(fault);
            if (!SigningKey.TryRead(order.KeyFile, out var key, out fault))
                return new PackOutcome.NotMade(fault);
            using (key)
                return Make(order, key, progress, stop);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new PackOutcome.NotMade(e.Message);
        }
    }

    private PackOutcome Make(
        PackOrder order, SigningKey key, IProgress<PackProgress>? progress, CancellationToken stop)
    {
        var input = Path.GetFullPath(order.Input);
        var pictures = new PictureFolder(Path.Combine(Path.GetDirectoryName(input)!, PackManifest.ImageFolder));
        var records = RecordList.Read(input, order.Kind, pictures.TryFind, progress, stop);
        return records.Faults.IsEmpty
            ? Write(order, records, pictures, key, progress, stop)
            : new PackOutcome.Faulty(records.Faults.Told, records.Faults.More);
    }

    private static string FaultOf(PackOrder order) =>
        order.Kind is not (PackManifest.Full or PackManifest.RecallList)
            ? $"{order.Kind} is no kind of pack: {PackManifest.Full} or {PackManifest.RecallList}"
        : order.Version is < 1 or > RecordRules.MostVersion
            ? $"{order.Version} is no version: a whole number from 1"
        : File.Exists(order.Out)
            || (Directory.Exists(order.Out) && Directory.EnumerateFileSystemEntries(order.Out).Any())
            ? $"{order.Out} is there already: name a folder that is not, or an empty one"
        : "";

    private PackOutcome Write(
        PackOrder order, RecordList records, PictureFolder pictures, SigningKey key,
        IProgress<PackProgress>? progress, CancellationToken stop)
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(order.Out));
        // On the same disk, so that the renaming is one step.
        var staging = $"{target}.{Environment.ProcessId}.part";
        if (Directory.Exists(staging))
            Directory.Delete(staging, recursive: true);
        Directory.CreateDirectory(staging);
        try
        {
            var file = Path.Combine(staging, PackManifest.RecordsNameOf(order.Version));
            WriteRecords(file, records, progress, stop);
            var size = new FileInfo(file).Length;
            if (size > PackLimit.Of(order.Kind).Size)
                return new PackOutcome.NotMade(
                    $"the pack would have {size} bytes, more than {PackLimit.Of(order.Kind).Size}");
            CopyPictures(Path.Combine(staging, PackManifest.ImageFolder), pictures, progress, stop);
            var now = time.GetUtcNow();
            var manifest = new PackManifest(
                1, order.Kind, order.Version, records.Count, HashOf(file), size, records.Size,
                now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond)), key.KeyId);
            var bytes = PackJson.ToBytes(manifest);
            File.WriteAllBytes(Path.Combine(staging, PackManifest.FileName), bytes);
            var signature = key.Sign(bytes);
            File.WriteAllBytes(Path.Combine(staging, PackManifest.SignatureName), signature);
            if (order.Url is { } url)
                File.WriteAllBytes(
                    Path.Combine(staging, PackNotice.FileName),
                    WireJson.ToBytes(new PackNotice(1, url.AbsoluteUri, bytes, signature)));
            stop.ThrowIfCancellationRequested();
            // Only an empty one can go.
            if (Directory.Exists(target))
                Directory.Delete(target);
            Directory.Move(staging, target);
            return new PackOutcome.Made(manifest, pictures.Files.Count);
        }
        finally
        {
            if (Directory.Exists(staging))
                Directory.Delete(staging, recursive: true);
        }
    }

    private static ReadOnlySpan<byte> EmptyMember =>
        [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    // The library writes no time and no name into the head, so the same records give the same bytes.
    private static void WriteRecords(
        string file, RecordList records, IProgress<PackProgress>? progress, CancellationToken stop)
    {
        using var stream = File.Create(file);
        if (records.Count == 0)
        {
            // The library writes nothing at all for nothing; a gzip member (RFC 1952, 2.3) is due all the same.
            stream.Write(EmptyMember);
            return;
        }
        using var zip = new GZipStream(stream, CompressionLevel.Optimal);
        using var buffer = new BufferedStream(zip, 64 * 1024);
        records.WriteTo(buffer, progress, stop);
    }

    private static void CopyPictures(
        string folder, PictureFolder pictures, IProgress<PackProgress>? progress, CancellationToken stop)
    {
        if (pictures.Files.Count > 0)
            Directory.CreateDirectory(folder);
        var done = 0;
        foreach (var (hash, file) in pictures.Files)
        {
            stop.ThrowIfCancellationRequested();
            var bytes = File.ReadAllBytes(file);
            if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != hash)
                throw new IOException($"{file} was changed while the pack was made");
            File.WriteAllBytes(Path.Combine(folder, hash), bytes);
            progress?.Report(new PackProgress(PackStep.Pictures, ++done, pictures.Files.Count));
        }
    }

    private static string HashOf(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
