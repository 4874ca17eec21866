using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Extensions.Hosting;

namespace DaNangTrace.Edge.Kiosk.Tracing.Recounting;

/// <summary>Looks every two seconds whether another recall list counts.</summary>
public sealed class RecountService(Recounter recounter, KioskClock clock) : BackgroundService
{
    // As often as the list itself is looked for; a look that finds nothing new reads a folder's names.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Rounds.EveryAsync(clock.Time, Pause, recounter.LookAsync, stoppingToken);
}
