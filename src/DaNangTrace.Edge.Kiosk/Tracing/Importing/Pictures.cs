using System.Security.Cryptography;
using DaNangTrace.Edge.Kiosk.Tracing.Packs;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tracing.Importing;

/// <summary>Judges a picture that came with a pack.</summary>
internal static class Pictures
{
    /// <summary>Refuses what is not the picture of that name.</summary>
    /// <exception cref="PackFaultException">It is not.</exception>
    public static void Check(string hash, ReadOnlySpan<byte> bytes)
    {
        if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != hash)
            throw Bad(hash, "has other bytes than its name says: it was changed, or copied badly");
        if (PictureKind.Of(bytes) is null)
            throw Bad(hash, "is no PNG, JPEG or WebP");
    }

    /// <summary>Whether a file holds the picture of that name.</summary>
    /// <exception cref="IOException">It can't be read.</exception>
    public static bool IsOf(string hash, string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream)) == hash;
    }

    private static PackFaultException Bad(string hash, string words) =>
        new(PackFault.BadPicture, $"{PackManifest.ImageFolder}/{hash} {words}");
}
