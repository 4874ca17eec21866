using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Extensions.Hosting;

namespace DaNangTrace.Edge.Kiosk.Recording.Counting;

/// <summary>Looks every five seconds whether something was recorded.</summary>
public sealed class CoverageService(CoverageKeeper keeper, KioskClock clock) : BackgroundService
{
    // A start is not the time to read a card; the pulse tells it every thirty.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Rounds.EveryAsync(clock.Time, Pause, keeper.LookAsync, stoppingToken);
}
