using Microsoft.Win32.SafeHandles;

namespace DaNangTrace.Edge.Commands;

/// <summary>Standard output for commands that print much.</summary>
internal static class StandardOutput
{
    /// <summary>
    /// The console's own stream keeps silent when the reader of a pipe has gone, and <c>decode | head</c> would go on
    /// for ever. A file's would not, but writes a seekable file from where it thinks it is.
    /// <para>Not to be disposed: that would flush once more into a pipe that may be broken.</para>
    /// </summary>
    internal static BufferedStream Open()
    {
        const int Descriptor = 1;
        var file = new FileStream(new SafeFileHandle(Descriptor, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        return new BufferedStream(file.CanSeek ? Console.OpenStandardOutput() : file);
    }
}
