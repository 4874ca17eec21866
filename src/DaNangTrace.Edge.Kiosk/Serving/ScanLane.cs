using System.Threading.Channels;
using DaNangTrace.Edge.Kiosk.Scanning;

namespace DaNangTrace.Edge.Kiosk.Serving;

/// <summary>The queue between scanners and the desk. A full lane lets the driver wait; it never drops a scan.</summary>
public sealed class ScanLane
{
    // A person scans twice a second; the burst limit lets fifty through: more waiting means that serving is stuck.
    private const int Length = 64;

    private readonly Channel<Scan> _lane = Channel.CreateBounded<Scan>(
        new BoundedChannelOptions(Length) { SingleReader = true });

    /// <summary>
    /// Puts a scan in; waits while the lane is full. Where there is room, a stop does not turn it away.
    /// </summary>
    public ValueTask PutAsync(Scan scan, CancellationToken stop) =>
        _lane.Writer.TryWrite(scan) ? ValueTask.CompletedTask : _lane.Writer.WriteAsync(scan, stop);

    /// <summary>No more scans come; those in the lane are still served.</summary>
    public void Close() => _lane.Writer.TryComplete();

    /// <summary>All scans in their order, until the lane is closed and empty.</summary>
    public IAsyncEnumerable<Scan> TakeAllAsync(CancellationToken stop) => _lane.Reader.ReadAllAsync(stop);
}
