using System.Security.Cryptography;

namespace DaNangTrace.Edge.Wire.Packs.Making;

/// <summary>Finds the picture that a record of the input names.</summary>
/// <param name="image">What stands in its field <c>image</c>.</param>
/// <param name="hash">SHA-256 of the picture's bytes, as the pack's record has it.</param>
/// <param name="fault">Why there is none.</param>
public delegate bool PictureLookup(string image, out string hash, out string fault);

/// <summary>
/// The pictures beside an input, each a file called as people like. A record names the file, or the hash of its bytes:
/// so what a kiosk exported makes a pack again, whatever the office calls its pictures. Each is looked at once, however
/// many records name it.
/// </summary>
/// <param name="folder">Where they are.</param>
public sealed class PictureFolder(string folder)
{
    private readonly Dictionary<string, (string Hash, string Fault)> _known = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _files = new(StringComparer.Ordinal);
    private Dictionary<string, string>? _byHash;

    /// <summary>The pictures that were asked for and are right: by their hash, the file.</summary>
    public IReadOnlyDictionary<string, string> Files => _files;

    /// <inheritdoc cref="PictureLookup"/>
    public bool TryFind(string image, out string hash, out string fault)
    {
        if (!_known.TryGetValue(image, out var found))
        {
            found = Look(image);
            _known.Add(image, found);
        }
        (hash, fault) = found;
        return fault.Length == 0;
    }

    /// <summary>What is wrong with a picture's bytes; empty where nothing is.</summary>
    internal static string FaultOf(ReadOnlySpan<byte> bytes) =>
        bytes.Length > PackLimit.MaxImage ? $"more than {PackLimit.MaxImage} bytes"
        : PictureKind.Of(bytes) is null ? "neither PNG, JPEG nor WebP"
        : "";

    private (string Hash, string Fault) Look(string image)
    {
        // A name and no path: a record must not reach for other files of the machine that makes the pack.
        if (image is "." or ".." || image.AsSpan().ContainsAny('/', '\\', '\0'))
            return ("", $"image: {image}: expected the name of a file in images, or a SHA-256");
        var file = Path.Combine(folder, image);
        byte[] bytes;
        try
        {
            if (RecordRules.IsHash(image) && !File.Exists(file))
            {
                _byHash ??= HashAll();
                if (!_byHash.TryGetValue(image, out file!))
                    return ("", $"image: no file in {folder} has the SHA-256 {image}");
            }
            using var stream = File.OpenRead(file);
            // One byte more than may be, so that a large one need not be read to its end.
            bytes = new byte[PackLimit.MaxImage + 1];
            bytes = bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ("", $"image: {file} can't be read: {e.Message}");
        }
        if (FaultOf(bytes) is { Length: > 0 } fault)
            return ("", $"image: {file}: {fault}");
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        if (RecordRules.IsHash(image) && image != hash)
            return ("", $"image: {file} is called by a hash that is not its own: {hash}");
        _files[hash] = file;
        return (hash, "");
    }

    private Dictionary<string, string> HashAll()
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!Directory.Exists(folder))
            return all;
        // In one order, so that of two copies the same one is taken each time.
        foreach (var file in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            // What is larger is no picture, and need not be read.
            if (new FileInfo(file).Length <= PackLimit.MaxImage)
                all.TryAdd(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))), file);
        }
        return all;
    }
}
