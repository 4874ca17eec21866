using Microsoft.Win32.SafeHandles;

namespace DaNangTrace.Edge.Kiosk.Scanning.Scripted;

/// <summary>Standard input as the bytes that come.</summary>
public static class StandardInput
{
    /// <summary>
    /// The console's own stream edits what a terminal sends and swallows control characters, a GS among them: without
    /// it a lot and a serial grow together. A file's does not, but reads a seekable file from where it thinks it is.
    /// </summary>
    public static Stream Open()
    {
        const int Descriptor = 0;
        var handle = new SafeFileHandle(Descriptor, ownsHandle: false);
        try
        {
            var file = new FileStream(handle, FileAccess.Read, bufferSize: 0);
            return file.CanSeek ? Console.OpenStandardInput() : file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Closed, or nothing that can be read: the console's stream is at its end then.
            return Console.OpenStandardInput();
        }
    }
}
