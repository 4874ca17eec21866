using Microsoft.Extensions.Hosting;

namespace DaNangTrace.Edge.Kiosk.Serving;

/// <summary>Serves what stands in the lane, one after the other.</summary>
public sealed class DeskService(ScanLane lane, Desk desk) : BackgroundService
{
    /// <summary>Closes the lane, so that the scans in it are still recorded before the kiosk stops.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        lane.Close();
        // The framework cancels first, and a loop that had not begun by then would never begin.
        if (ExecuteTask is { } serving)
            await serving.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var scan in lane.TakeAllAsync(CancellationToken.None))
            await desk.ServeAsync(scan);
    }
}
