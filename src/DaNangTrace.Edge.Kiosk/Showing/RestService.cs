using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Extensions.Hosting;

namespace DaNangTrace.Edge.Kiosk.Showing;

/// <summary>
/// Shows what stands before the first scan, and looks every second whether what stands while nobody scans has changed.
/// </summary>
internal sealed class RestService(Screen screen, KioskClock clock) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        screen.Begin();
        return Rounds.EveryAsync(
            clock.Time, Pause,
            _ =>
            {
                screen.Refresh();
                return Task.CompletedTask;
            },
            stoppingToken);
    }
}
