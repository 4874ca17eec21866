using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Microsoft.Win32.SafeHandles;

namespace DaNangTrace.Edge.Kiosk.Recording;

/// <summary>
/// What Linux says of a file is what it means to write, not what the disk has: a program that was killed leaves pages
/// that are not written yet, and after a failed fsync those that could not be written are called clean. So before a
/// ledger
/// is read, what waits is written, and what is believed is forgotten: then a read tells what would survive a power cut.
/// </summary>
internal static partial class DiskTruth
{
    // POSIX_FADV_DONTNEED.
    private const int NotNeeded = 4;

    // SQLITE_IOERR: who uses the ledger knows one kind of trouble.
    private const int InputOutputError = 10;

    private const int ReadOnly = 0;
    private const int CloseOnExec = 0x80000;

    /// <summary>Makes reads of a ledger's files tell what is on the disk; nobody may be writing them.</summary>
    /// <exception cref="SqliteException">The disk did not take what waited.</exception>
    public static void Establish(string file)
    {
        var isWritten = true;
        foreach (var path in (string[])[file, file + "-wal"])
        {
            using var opened = Open(path, ReadOnly | CloseOnExec);
            // What can't be opened is not there, or SQLite will say what is wrong with it.
            if (opened.IsInvalid)
                continue;
            isWritten &= Sync(opened) == 0;
            _ = Advise(opened, 0, 0, NotNeeded);
        }
        if (!isWritten)
            throw new SqliteException("the disk does not take what was written", InputOutputError);
    }

    /// <summary>Makes the names of a folder's files survive a power cut; SQLite does not mind if that fails.</summary>
    /// <exception cref="SqliteException">The disk did not take them.</exception>
    public static void KeepNames(string folder)
    {
        if (!TryKeep(folder))
            throw new SqliteException("the disk does not take the names of new files", InputOutputError);
    }

    /// <summary>
    /// Makes a file's bytes, or the names in a folder, survive a power cut. .NET's own way hides that it failed.
    /// </summary>
    /// <returns>Whether the disk took it.</returns>
    public static bool TryKeep(string path)
    {
        using var opened = Open(path, ReadOnly | CloseOnExec);
        return !opened.IsInvalid && Sync(opened) == 0;
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fdatasync")]
    private static partial int Sync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    private static partial int Advise(SafeFileHandle file, long offset, long length, int advice);
}
