using System.Diagnostics;

namespace DaNangTrace.Edge.Kiosk.Tests.Kit;

/// <summary>Named pipes, which stand in for devices.</summary>
internal static class NamedPipe
{
    /// <summary>Makes one.</summary>
    public static string Make(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var mkfifo = Process.Start("mkfifo", path);
        mkfifo.WaitForExit();
        Assert.Equal(0, mkfifo.ExitCode);
        return path;
    }

    /// <summary>A writer that holds it open; opening it for both ends waits for no reader.</summary>
    public static FileStream Hold(string path) =>
        new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
}
