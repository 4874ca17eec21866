using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tracing.Packs;

/// <summary>A pack's files in a folder: a USB stick, or where a download was put.</summary>
/// <param name="folder">The folder.</param>
public class PackFolder(string folder)
{
    /// <summary>The folder.</summary>
    public string Folder => folder;

    /// <summary>The bytes of the manifest.</summary>
    /// <exception cref="IOException">It can't be read.</exception>
    internal byte[] ReadManifest() =>
        TryReadSmall(PackManifest.FileName, PackLimit.MaxManifest)
        ?? throw new PackFaultException(
            PackFault.Missing,
            Directory.Exists(folder)
                ? $"{folder} holds no {PackManifest.FileName}: expected the folder of a pack"
                : $"there is no folder {folder}");

    /// <summary>The bytes of the signature.</summary>
    /// <exception cref="IOException">It can't be read.</exception>
    internal byte[] ReadSignature() =>
        TryReadSmall(PackManifest.SignatureName, PackLimit.MaxSignature)
        ?? throw new PackFaultException(
            PackFault.NoSignature, $"{folder} holds no {PackManifest.SignatureName}: an unsigned pack is not taken");

    /// <summary>Opens the file of the lines.</summary>
    /// <exception cref="IOException">It can't be read.</exception>
    internal FileStream OpenRecords(PackManifest manifest)
    {
        var file = Path.Combine(folder, manifest.RecordsName);
        if (!FileFacts.IsRegular(file))
            throw new PackFaultException(PackFault.Missing, $"{folder} holds no {manifest.RecordsName}");
        return new FileStream(
            file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
    }

    /// <summary>The bytes of a picture; null where the pack has none of that name.</summary>
    /// <param name="hash">64 hexadecimal digits.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="IOException">It can't be read.</exception>
    protected internal virtual byte[]? TryReadPicture(string hash, CancellationToken stop) =>
        TryReadSmall(Path.Combine(PackManifest.ImageFolder, hash), PackLimit.MaxImage);

    /// <summary>The file of a picture that was read, if nobody else writes it: it may be shared; else null.</summary>
    protected internal virtual string? OwnFileOf(string hash) => null;

    private byte[]? TryReadSmall(string name, int most)
    {
        var file = Path.Combine(folder, name);
        if (!FileFacts.IsRegular(file))
            return null;
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read);
        if (stream.Length > most)
            throw new PackFaultException(
                PackFault.TooLarge, $"{file} has {stream.Length} bytes, at most {most} may be");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
