using System.ComponentModel;
using System.Runtime.InteropServices;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Kiosk.Tests.Kit;

/// <summary>Named pipes, which stand in for devices.</summary>
internal static class NamedPipe
{
    private const uint ForTheOwner = 0b110_000_000;

    /// <summary>Makes one.</summary>
    public static string Make(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (Unix.MakePipe(path, ForTheOwner) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        return path;
    }

    /// <summary>A writer that holds it open; opening it for both ends waits for no reader.</summary>
    public static FileStream Hold(string path) =>
        new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
}
