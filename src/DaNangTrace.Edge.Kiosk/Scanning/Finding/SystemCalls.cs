using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DaNangTrace.Edge.Kiosk.Scanning.Finding;

/// <summary>What devices need of the kernel and .NET does not offer. Errors are told by errno (see errno(3)).</summary>
internal static partial class SystemCalls
{
    public const int Again = 11;
    public const int Denied = 13;
    public const int Busy = 16;
    public const int Interrupted = 4;
    public const int NotPermitted = 1;

    public const int ReadOnly = 0;
    public const int NonBlocking = 0x800;
    public const int CloseOnExec = 0x80000;

    public const short PollIn = 1;

    public const int MayRead = 4;
    public const int MayWrite = 2;

    // struct statx is the same on every architecture, unlike struct stat.
    public const int StatxSize = 256;
    public const int AtWorkingDirectory = -100;
    public const uint BasicStats = 0x7FF;
    public const uint BirthTime = 0x800;

    [StructLayout(LayoutKind.Sequential)]
    public struct PollFile
    {
        public int Descriptor;
        public short Wanted;
        public short Happened;
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(SafeFileHandle file, Span<byte> buffer, nint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(SafeFileHandle file, ReadOnlySpan<byte> buffer, nint length);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(Span<PollFile> files, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    public static partial int EventFile(uint initial, int flags);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    public static partial int Control(SafeFileHandle file, nuint request, nint value);

    [LibraryImport("libc", EntryPoint = "isatty", SetLastError = true)]
    public static partial int IsTerminal(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "access", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Access(string path, int how);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial int EffectiveUser();

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Statx(int directory, string path, int flags, uint mask, Span<byte> result);
}
