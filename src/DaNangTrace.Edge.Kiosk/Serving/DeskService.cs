using Microsoft.Extensions.Hosting;

namespace DaNangTrace.Edge.Kiosk.Serving;

/// <summary>Serves what stands in the lane, one after the other.</summary>
public sealed class DeskService(ScanLane lane, Desk desk) : BackgroundService
{
    /// <summary>Closes the lane, so that the scans in it are still recorded before the kiosk stops.</summary>
    public override Task StopAsync(CancellationToken cancellationToken)
    {
        lane.Close();
        return base.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var scan in lane.TakeAllAsync(CancellationToken.None))
            await desk.ServeAsync(scan);
    }
}
