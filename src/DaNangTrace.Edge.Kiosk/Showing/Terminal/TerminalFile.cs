using System.Runtime.InteropServices;
using System.Text;
using DaNangTrace.Edge.Kiosk.Scanning.Finding;
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
    private const int Append = 0x400; // What a file holds already stays.
    private const int NoSuchFile = 2;
    private const int StandardOutput = 1;
    private const nuint GetSize = 0x5413; // TIOCGWINSZ
    private const int UsualColumns = 80;

    private readonly SafeFileHandle _file;

    private TerminalFile(SafeFileHandle file) => _file = file;

    /// <summary>Whether it is one, and no file or pipe.</summary>
    public bool IsTerminal => SystemCalls.IsTerminal(_file) == 1;

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
        // A file of somebody's would be written into.
        if (IsPlainFile(path))
            throw new IOException("it is a file, and no terminal");
        var file = SystemCalls.Open(path, WriteOnly | NotOurs | SystemCalls.CloseOnExec | Append);
        if (file >= 0)
            return new TerminalFile(new SafeFileHandle(file, ownsHandle: true));
        var error = Marshal.GetLastPInvokeError();
        throw error switch
        {
            NoSuchFile => new FileNotFoundException($"there is no {path}", path),
            SystemCalls.Denied or SystemCalls.NotPermitted =>
                new UnauthorizedAccessException($"{path} may not be written"),
            _ => new IOException($"{path}: {Marshal.GetPInvokeErrorMessage(error)}"),
        };
    }

    /// <summary>Writes all of it; waits for as long as the terminal is stopped.</summary>
    /// <exception cref="IOException">Nobody is at its other end any more.</exception>
    public void Write(string text)
    {
        ReadOnlySpan<byte> bytes = Encoding.UTF8.GetBytes(text);
        while (bytes.Length > 0)
        {
            var written = (int)SystemCalls.Write(_file, bytes, bytes.Length);
            var error = Marshal.GetLastPInvokeError();
            if (written == 0)
                throw new IOException("it takes nothing");
            if (written < 0 && error != SystemCalls.Interrupted)
                throw new IOException(Marshal.GetPInvokeErrorMessage(error));
            bytes = bytes[Math.Max(0, written)..];
        }
    }

    /// <summary>Looks whether somebody is at its other end.</summary>
    /// <exception cref="IOException">Nobody is any more.</exception>
    public void Look()
    {
        Span<SystemCalls.PollFile> files = [new() { Descriptor = (int)_file.DangerousGetHandle() }];
        if (SystemCalls.Poll(files, 1, 0) > 0)
            throw new IOException("nobody is at its other end any more");
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static bool IsPlainFile(string path)
    {
        const int modeAt = 28, kind = 0xF000, plain = 0x8000; // struct statx: stx_mode
        Span<byte> facts = stackalloc byte[SystemCalls.StatxSize];
        return SystemCalls.Statx(SystemCalls.AtWorkingDirectory, path, 0, SystemCalls.BasicStats, facts) == 0
            && (BitConverter.ToUInt16(facts[modeAt..]) & kind) == plain;
    }

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(SafeFileHandle file, nuint request, ref ushort answer);
}
