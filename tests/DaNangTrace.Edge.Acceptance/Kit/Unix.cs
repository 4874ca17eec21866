using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>What tests ask of the kernel and .NET does not offer.</summary>
internal static partial class Unix
{
    public const int HangUp = 1;
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    public const int ReadOnly = 0;
    public const int ReadWrite = 2;
    public const int NoControllingTerminal = 0x100;
    public const int CloseOnExec = 0x80000;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Signal(int process, int signal);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial SafeFileHandle Open(string path, int flags);

    /// <summary>FS_IOC_SHUTDOWN: the file system of an open folder writes nothing more.</summary>
    public const uint ShutDown = 0x8004587d;

    /// <summary>EXT4_GOING_FLAGS_NOLOGFLUSH: not even what its journal has in memory.</summary>
    public const uint WithoutJournal = 2;

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    public static partial int Control(SafeFileHandle file, nuint request, in uint value);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    public static partial int Ask(SafeFileHandle file, nuint request, out int answer);

    [LibraryImport("libc", EntryPoint = "posix_openpt", SetLastError = true)]
    public static partial int OpenMaster(int flags);

    [LibraryImport("libc", EntryPoint = "grantpt", SetLastError = true)]
    public static partial int Grant(int master);

    [LibraryImport("libc", EntryPoint = "unlockpt", SetLastError = true)]
    public static partial int Unlock(int master);

    [LibraryImport("libc", EntryPoint = "ptsname_r", SetLastError = true)]
    public static partial int NameOfSlave(int master, Span<byte> name, nint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, nint length);

    /// <summary>A user and a group without rights.</summary>
    public const uint Nobody = 65534;

    [LibraryImport("libc", EntryPoint = "mkfifo", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int MakePipe(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Own(string path, uint user, uint group);

    /// <summary>Only its owner reads and writes it: 0600.</summary>
    public const uint OwnerOnly = 0x180;

    [LibraryImport("libc", EntryPoint = "chmod", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Protect(string path, uint mode);

    /// <summary>The kind of a network namespace: CLONE_NEWNET.</summary>
    public const int NetworkNamespace = 0x40000000;

    /// <summary>Takes this thread, and no other, into a namespace.</summary>
    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    public static partial int Enter(SafeFileHandle space, int kind);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    public static partial uint User();
}
