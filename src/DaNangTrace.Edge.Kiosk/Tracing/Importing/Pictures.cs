using System.Security.Cryptography;
using DaNangTrace.Edge.Kiosk.Tracing.Packs;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tracing.Importing;

/// <summary>Judges pictures, whose names are their content.</summary>
internal static class Pictures
{
    /// <summary>Refuses what is not the picture of that name.</summary>
    /// <exception cref="PackFaultException">It is not.</exception>
    public static void Check(string hash, ReadOnlySpan<byte> bytes)
    {
        if (!IsOf(hash, bytes))
            throw Bad(hash, "has other bytes than its name says: it was changed, or copied badly");
        if (PictureKind.Of(bytes) is null)
            throw Bad(hash, "is no PNG, JPEG or WebP");
    }

    /// <summary>Whether these are the bytes of that name.</summary>
    public static bool IsOf(string hash, ReadOnlySpan<byte> bytes) =>
        Convert.ToHexStringLower(SHA256.HashData(bytes)) == hash;

    /// <summary>Whether a file holds the picture of that name; not where a bad spot of the card keeps it.</summary>
    public static bool IsOf(string hash, string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return Convert.ToHexStringLower(SHA256.HashData(stream)) == hash;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static PackFaultException Bad(string hash, string words) =>
        new(PackFault.BadPicture, $"{PackManifest.ImageFolder}/{hash} {words}");
}
