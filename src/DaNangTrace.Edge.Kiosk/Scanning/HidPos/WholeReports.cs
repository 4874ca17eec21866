using DaNangTrace.Edge.Kiosk.Scanning.Attaching;

namespace DaNangTrace.Edge.Kiosk.Scanning.HidPos;

/// <summary>
/// A hidraw device, which gives one report a read. A report may be shorter than its descriptor says, or another's be
/// longer: each is brought to one length here, so that where a report begins is never in doubt.
/// </summary>
/// <param name="device">Open; closed with this.</param>
/// <param name="size">Bytes of a report.</param>
internal sealed class WholeReports(OpenDevice device, int size) : OpenDevice
{
    /// <inheritdoc/>
    public override async Task<int> ReadAsync(Memory<byte> buffer)
    {
        var count = await device.ReadAsync(buffer);
        if (count == 0)
            return 0;
        if (count < size)
            buffer.Span[count..size].Clear();
        return size;
    }

    /// <inheritdoc/>
    public override void Dispose() => device.Dispose();
}
