using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Extensions.Hosting;

namespace DaNangTrace.Edge.Kiosk.Recording.Counting;

/// <summary>Looks every five seconds whether something was recorded.</summary>
public sealed class CoverageService(CoverageKeeper keeper, KioskClock clock) : BackgroundService
{
    // A start is not the time to read a card; the pulse tells it every thirty.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await keeper.LookAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // An ordinary end.
        }
    }
}
