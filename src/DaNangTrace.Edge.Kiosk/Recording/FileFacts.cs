using System.Runtime.InteropServices;

namespace DaNangTrace.Edge.Kiosk.Recording;

/// <summary>What the .NET library does not tell of a file.</summary>
public static partial class FileFacts
{
    private const int WorkingDirectory = -100;

    // Of statx(2): what is asked for, and where it stands in the answer.
    private const uint Type = 0x1;
    private const uint UserId = 0x8;
    private const int StatxSize = 256;
    private const int UserIdAt = 20;
    private const int ModeAt = 28;

    private const int TypeBits = 0xF000;
    private const int Regular = 0x8000;

    /// <summary>
    /// Whether this program runs as root, and the folder is another user's: what root writes there, the kiosk could not
    /// remove.
    /// </summary>
    public static bool IsAnothers(string folder)
    {
        // struct statx is the same on every architecture, unlike struct stat.
        Span<byte> stat = stackalloc byte[StatxSize];
        return EffectiveUser() == 0 && Statx(WorkingDirectory, folder, 0, UserId, stat) == 0
            && MemoryMarshal.Read<uint>(stat[UserIdAt..]) != 0;
    }

    /// <summary>
    /// Whether a path leads to a file that has bytes and an end: opening a pipe that somebody put there would wait for
    /// ever, and a device has no end.
    /// </summary>
    public static bool IsRegular(string path)
    {
        Span<byte> stat = stackalloc byte[StatxSize];
        return Statx(WorkingDirectory, path, 0, Type, stat) == 0
            && (MemoryMarshal.Read<ushort>(stat[ModeAt..]) & TypeBits) == Regular;
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int directory, string path, int flags, uint mask, Span<byte> result);
}
