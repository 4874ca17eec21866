using System.Security.Cryptography;

namespace DaNangTrace.Edge.Wire.Packs.Making;

/// <summary>Finds the picture that a record of the input names.</summary>
/// <param name="image">What stands in its field <c>image</c>.</param>
/// <param name="hash">SHA-256 of the picture's bytes, as the pack's record has it.</param>
/// <param name="fault">Why there is none.</param>
public delegate bool PictureLookup(string image, out string hash, out string fault);

/// <summary>
/// The pictures beside an input, each a file called as people like, or by its hash. Each is looked at once, however
/// many records name it.
/// </summary>
/// <param name="folder">Where they are.</param>
public sealed class PictureFolder(string folder)
{
    private readonly Dictionary<string, (string Hash, string Fault)> _known = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _files = new(StringComparer.Ordinal);

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
}
