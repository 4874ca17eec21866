using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DaNangTrace.Edge.Kiosk.Recording;

/// <summary>
/// After a failed fsync Linux calls the pages that it could not write clean: whoever reads them gets what was meant to
/// be on the disk. Only once they are forgotten, a read tells what is.
/// </summary>
internal static partial class DiskTruth
{
    // POSIX_FADV_DONTNEED.
    private const int NotNeeded = 4;

    /// <summary>Makes the kernel forget what it believes to stand in a ledger's files; nobody may have them open.
    /// </summary>
    public static void Forget(string file)
    {
        foreach (var path in (string[])[file, file + "-wal"])
        {
            try
            {
                using var opened = File.OpenHandle(path, options: FileOptions.None);
                _ = Advise(opened, 0, 0, NotNeeded);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It is not there or can't be read: then opening the ledger says so.
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    private static partial int Advise(SafeFileHandle file, long offset, long length, int advice);
}
