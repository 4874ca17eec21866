using DaNangTrace.Edge.Kiosk.Tracing;
using Microsoft.Extensions.Hosting;

namespace DaNangTrace.Edge.Kiosk.Serving;

/// <summary>Serves what stands in the lane, one after the other.</summary>
public sealed class DeskService(ScanLane lane, Desk desk, RecallList recalls) : BackgroundService
{
    // A full lane takes milliseconds; a disk that is stuck for so long will not come back before the power goes.
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Closes the lane, so that the scans in it are still recorded before the kiosk stops. The host's limit does not
    /// count here: a neighbour's half a request to the page may have used it up.
    /// </summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        lane.Close();
        // The framework cancels first, and a loop that had not begun by then would never begin.
        if (ExecuteTask is { } serving)
            await serving.WaitAsync(DrainLimit, CancellationToken.None)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // The city is not waited for: what it was asked about is recorded before the ledger closes.
        await desk.EndAsync().WaitAsync(DrainLimit, CancellationToken.None)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        recalls.Changed += desk.JudgeAnew;
        try
        {
            await foreach (var scan in lane.TakeAllAsync(CancellationToken.None))
                await desk.ServeAsync(scan);
        }
        finally
        {
            recalls.Changed -= desk.JudgeAnew;
        }
    }
}
