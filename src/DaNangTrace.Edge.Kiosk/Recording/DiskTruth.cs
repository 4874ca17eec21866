using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DaNangTrace.Edge.Kiosk.Recording;

/// <summary>
/// What Linux says of a file is what it means to write, not what the disk has: a program that was killed leaves pages
/// that are not written yet, and after a failed fsync those that could not be written are called clean. So before a ledger
/// is read, what waits is written, and what is believed is forgotten: then a read tells what would survive a power cut.
/// </summary>
internal static partial class DiskTruth
{
    // POSIX_FADV_DONTNEED.
    private const int NotNeeded = 4;

    /// <summary>Makes reads of a ledger's files tell what is on the disk; nobody may be writing them.</summary>
    /// <exception cref="IOException">The disk did not take what waited.</exception>
    public static void Establish(string file)
    {
        var isWritten = true;
        foreach (var path in (string[])[file, file + "-wal"])
        {
            if (!File.Exists(path))
                continue;
            using var opened = File.OpenHandle(path);
            isWritten &= Sync(opened) == 0;
            _ = Advise(opened, 0, 0, NotNeeded);
        }
        if (!isWritten)
            throw new IOException("the disk does not take what was written");
    }

    /// <summary>Makes the names of a folder's files survive a power cut; SQLite does not mind if that fails.</summary>
    /// <exception cref="IOException">The disk did not take them.</exception>
    public static void KeepNames(string folder)
    {
        // .NET opens no folders.
        using var opened = OpenFolder(folder, ReadOnly | IsFolder | CloseOnExec);
        if (opened.IsInvalid || Sync(opened) != 0)
            throw new IOException("the disk does not take the names of new files");
    }

    private const int ReadOnly = 0;
    private const int IsFolder = 0x10000;
    private const int CloseOnExec = 0x80000;

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle OpenFolder(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fdatasync")]
    private static partial int Sync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    private static partial int Advise(SafeFileHandle file, long offset, long length, int advice);
}
