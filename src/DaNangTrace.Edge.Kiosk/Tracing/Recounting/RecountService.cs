using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Extensions.Hosting;

namespace DaNangTrace.Edge.Kiosk.Tracing.Recounting;

/// <summary>Looks every two seconds whether another recall list counts.</summary>
public sealed class RecountService(Recounter recounter, KioskClock clock) : BackgroundService
{
    // As often as the list itself is looked for; a look that finds nothing new reads a folder's names.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await recounter.LookAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The kiosk stops; what was not kept is counted at the next start.
        }
    }
}
