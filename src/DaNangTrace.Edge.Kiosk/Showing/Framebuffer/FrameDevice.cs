using System.Runtime.InteropServices;
using DaNangTrace.Edge.Kiosk.Scanning.Finding;
using Microsoft.Win32.SafeHandles;

namespace DaNangTrace.Edge.Kiosk.Showing.Framebuffer;

/// <summary>
/// A framebuffer of Linux, or a file that stands for one. Written by <c>pwrite</c>, whole rows and at least two at once
/// (one alone never reached the screen on kernel 6.1): a mapped file that somebody cuts short would end the process.
/// </summary>
internal sealed partial class FrameDevice : IDisposable
{
    /// <summary>The first framebuffer.</summary>
    public const string Usual = "/dev/fb0";

    private const nuint GetScreen = 0x4600; // FBIOGET_VSCREENINFO
    private const nuint GetMemory = 0x4602; // FBIOGET_FSCREENINFO
    private const int ScreenBytes = 160;
    private const int MemoryBytes = 80;
    private const int LeastRows = 2;

    private readonly SafeFileHandle _handle;

    private readonly bool _isDevice;

    /// <summary>Takes what was opened; it is this device's own from here on.</summary>
    internal FrameDevice(SafeFileHandle handle, FrameGeometry geometry, bool isDevice) =>
        (_handle, Geometry, _isDevice) = (handle, geometry, isDevice);

    /// <summary>How its memory lies.</summary>
    public FrameGeometry Geometry { get; }

    /// <summary>Opens it.</summary>
    /// <param name="path">A device, or a file: that is made where it is not there.</param>
    /// <param name="options">The geometry of a file.</param>
    /// <exception cref="IOException">It can't be had, or is none that can be drawn on.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not write it.</exception>
    public static FrameDevice Open(string path, DisplayOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var isDevice = !IsFile(path);
        var handle = File.OpenHandle(
            path, isDevice ? FileMode.Open : FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        try
        {
            var geometry = isDevice ? Asked(handle) : FrameGeometry.Of(options);
            if (!isDevice)
                MakeRoom(handle, geometry);
            return new FrameDevice(handle, geometry, isDevice);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    // Somebody's notes, or the ledger, are no picture: nothing is written over them.
    private static void MakeRoom(SafeFileHandle handle, FrameGeometry geometry)
    {
        var length = RandomAccess.GetLength(handle);
        if (length != 0 && length != geometry.Bytes)
            throw new IOException(
                $"it holds {length} bytes, and such a picture has {geometry.Bytes}: name another file, or remove it");
        RandomAccess.SetLength(handle, geometry.Bytes);
    }

    /// <summary>
    /// Whether a path means a file. /dev/fb0 is not made where it is not there: a file in its place would be written,
    /// and nobody would see it.
    /// </summary>
    public static bool IsFile(string path) => !path.StartsWith("/dev/", StringComparison.Ordinal)
        || path.StartsWith("/dev/shm/", StringComparison.Ordinal);

    /// <summary>Looks whether it is as it was.</summary>
    /// <exception cref="IOException">It went away, or has another mode.</exception>
    public void Look()
    {
        if (_isDevice && Asked(_handle) != Geometry)
            throw new IOException("it has another mode now");
    }

    /// <summary>Writes rows of the picture.</summary>
    /// <param name="picture">The whole picture.</param>
    /// <param name="from">The first row.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="IOException">It went away.</exception>
    public void Write(ReadOnlySpan<byte> picture, int from, int count)
    {
        count = Math.Max(count, LeastRows);
        from = Math.Clamp(from, 0, Geometry.Height - count);
        var (at, end) = (from * Geometry.Stride, (from + count) * Geometry.Stride);
        while (at < end)
        {
            var written = WriteAt(_handle, in picture[at], (nuint)(end - at), at + Geometry.Offset);
            var error = Marshal.GetLastPInvokeError();
            if (written < 0 && error == SystemCalls.Interrupted)
                continue;
            if (written <= 0)
                throw new IOException(
                    written == 0 ? "it takes no more bytes" : Marshal.GetPInvokeErrorMessage(error));
            at += (int)written;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private static FrameGeometry Asked(SafeFileHandle handle)
    {
        Span<byte> screen = stackalloc byte[ScreenBytes];
        Span<byte> memory = stackalloc byte[MemoryBytes];
        return Control(handle, GetScreen, ref MemoryMarshal.GetReference(screen)) == 0
            && Control(handle, GetMemory, ref MemoryMarshal.GetReference(memory)) == 0
                ? FrameGeometry.Of(screen, memory)
                : throw new IOException("it is no framebuffer");
    }

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(SafeFileHandle handle, nuint request, ref byte answer);

    [LibraryImport("libc", EntryPoint = "pwrite", SetLastError = true)]
    private static partial nint WriteAt(SafeFileHandle handle, in byte from, nuint count, nint offset);
}
