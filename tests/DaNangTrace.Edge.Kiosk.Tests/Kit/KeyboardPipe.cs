using System.ComponentModel;
using System.Runtime.InteropServices;

namespace DaNangTrace.Edge.Kiosk.Tests.Kit;

/// <summary>A named pipe behind a link as udev makes it: what is plugged in again has another name.</summary>
internal sealed partial class KeyboardPipe(TempFolder folder) : IDisposable
{
    private FileStream? _writer;
    private int _number;

    /// <summary>The link.</summary>
    public string Link { get; } = folder.File("scanner-event-kbd");

    /// <summary>What the link leads to now.</summary>
    public string Node => folder.File($"event{_number}");

    public void PlugIn()
    {
        _number++;
        if (MakePipe(Node, 0x180) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        // Open for both, so that opening does not wait for the reader; the driver is the only one that reads.
        _writer = new FileStream(Node, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        File.CreateSymbolicLink(Link, Node);
    }

    public void Send(ReadOnlySpan<byte> bytes) => _writer!.Write(bytes);

    public void Unplug()
    {
        File.Delete(Link);
        File.Delete(Node);
        Dispose();
    }

    public void Dispose() => _writer?.Dispose();

    [LibraryImport("libc", EntryPoint = "mkfifo", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakePipe(string path, uint mode);
}
