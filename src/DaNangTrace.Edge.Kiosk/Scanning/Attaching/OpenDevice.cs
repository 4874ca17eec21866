namespace DaNangTrace.Edge.Kiosk.Scanning.Attaching;

/// <summary>An open device. One read at a time.</summary>
internal abstract class OpenDevice : IDisposable
{
    /// <summary>
    /// The most bytes that one read asks for: 170 whole input events. A HID report must be read whole, too, and none is
    /// longer.
    /// </summary>
    public const int LongestRead = 4080;

    /// <summary>Waits for bytes; 0: it was hung up.</summary>
    /// <exception cref="IOException">It vanished, or fails.</exception>
    /// <exception cref="InvalidOperationException">It was closed, by us or under us.</exception>
    public abstract Task<int> ReadAsync(Memory<byte> buffer);

    /// <summary>Closes it at once, and ends a pending read; may be called from any thread, and again.</summary>
    public abstract void Dispose();
}
