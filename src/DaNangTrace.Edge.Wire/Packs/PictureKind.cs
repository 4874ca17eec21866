namespace DaNangTrace.Edge.Wire.Packs;

/// <summary>What kind of picture some bytes are, by how they begin; a file's name says nothing here.</summary>
public static class PictureKind
{
    /// <summary>PNG.</summary>
    public const string Png = "image/png";

    /// <summary>JPEG.</summary>
    public const string Jpeg = "image/jpeg";

    /// <summary>WebP.</summary>
    public const string WebP = "image/webp";

    /// <summary>The media type of a picture that a pack may hold; null where the bytes begin as none of them does.
    /// </summary>
    public static string? Of(ReadOnlySpan<byte> bytes) =>
        bytes.Length < 16 ? null
        // Of PNG also the name of its first chunk, which is always this one.
        : bytes[0] == 0x89 && bytes[1..8].SequenceEqual("PNG\r\n\u001A\n"u8) && bytes[12..16].SequenceEqual("IHDR"u8)
            ? Png
        : bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? Jpeg
        : bytes.StartsWith("RIFF"u8) && bytes[8..12].SequenceEqual("WEBP"u8) ? WebP
        : null;
}
