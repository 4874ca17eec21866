using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace DaNangTrace.Edge.Kiosk.Showing.Terminal;

/// <summary>
/// A terminal that is written to. It is opened without becoming the program's own: a service that adopted
/// <c>/dev/tty1</c> would be ended by whoever presses Ctrl-C there.
/// </summary>
internal sealed partial class TerminalFile : IDisposable
{
    private const int WriteOnly = 1;
    private const int NotOurs = 0x100; // O_NOCTTY
    private const int CloseOnExec = 0x80000;
    private const int NoSuchFile = 2;
    private const int Denied = 13;
    private const int NotPermitted = 1;
    private const int Interrupted = 4;
    private const int StandardOutput = 1;
    private const nuint GetSize = 0x5413; // TIOCGWINSZ
    private const int UsualColumns = 80;

    private readonly SafeFileHandle _file;

    private TerminalFile(SafeFileHandle file) => _file = file;

    /// <summary>Whether it is one, and no file or pipe.</summary>
    public bool IsTerminal => IsTerminalFile(_file) == 1;

    /// <summary>Letters of a row; the usual ones where it does not tell.</summary>
    public int Columns
    {
        get
        {
            Span<ushort> size = stackalloc ushort[4]; // struct winsize: rows, columns, and both in pixels
            return Control(_file, GetSize, ref MemoryMarshal.GetReference(size)) == 0 && size[1] > 0
                ? size[1]
                : UsualColumns;
        }
    }

    /// <summary>Opens it.</summary>
    /// <param name="path">Its file; <c>-</c> for standard output.</param>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write to it.</exception>
    /// <exception cref="IOException">It can't be had.</exception>
    public static TerminalFile Open(string path)
    {
        if (path == "-")
            return new TerminalFile(new SafeFileHandle(StandardOutput, ownsHandle: false));
        var file = OpenFile(path, WriteOnly | NotOurs | CloseOnExec);
        if (!file.IsInvalid)
            return new TerminalFile(file);
        var error = Marshal.GetLastPInvokeError();
        file.Dispose();
        throw error switch
        {
            NoSuchFile => new FileNotFoundException($"there is no {path}", path),
            Denied or NotPermitted => new UnauthorizedAccessException($"{path} may not be written"),
            _ => new IOException($"{path}: {Marshal.GetPInvokeErrorMessage(error)}"),
        };
    }

    /// <summary>Writes all of it; waits for as long as the terminal is stopped.</summary>
    /// <exception cref="IOException">Nobody is at its other end any more.</exception>
    public void Write(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var at = 0; at < bytes.Length;)
        {
            var written = WriteBytes(_file, in bytes[at], (nuint)(bytes.Length - at));
            var error = Marshal.GetLastPInvokeError();
            if (written < 0 && error == Interrupted)
                continue;
            if (written < 0)
                throw new IOException(Marshal.GetPInvokeErrorMessage(error));
            at += (int)written;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle OpenFile(string path, int flags);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint WriteBytes(SafeFileHandle file, in byte from, nuint count);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(SafeFileHandle file, nuint request, ref ushort answer);

    [LibraryImport("libc", EntryPoint = "isatty", SetLastError = true)]
    private static partial int IsTerminalFile(SafeFileHandle file);
}
