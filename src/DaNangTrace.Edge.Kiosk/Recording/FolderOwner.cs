using System.Runtime.InteropServices;

namespace DaNangTrace.Edge.Kiosk.Recording;

/// <summary>Whose a folder is: what root writes into a kiosk's folder, the kiosk could not remove.</summary>
public static partial class FolderOwner
{
    private const int WorkingDirectory = -100;
    private const uint UserId = 0x8;
    private const int StatxSize = 256;
    private const int UserIdAt = 20;

    /// <summary>Whether this program runs as root, and the folder is another user's.</summary>
    public static bool IsAnothers(string folder)
    {
        // struct statx is the same on every architecture, unlike struct stat.
        Span<byte> stat = stackalloc byte[StatxSize];
        return EffectiveUser() == 0 && Statx(WorkingDirectory, folder, 0, UserId, stat) == 0
            && MemoryMarshal.Read<uint>(stat[UserIdAt..]) != 0;
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int directory, string path, int flags, uint mask, Span<byte> result);
}
