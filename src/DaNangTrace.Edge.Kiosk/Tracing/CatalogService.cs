using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Extensions.Hosting;

namespace DaNangTrace.Edge.Kiosk.Tracing;

/// <summary>Looks after the catalog: before the first scan, and then every two seconds.</summary>
public sealed class CatalogService(CatalogCare care, KioskClock clock) : BackgroundService
{
    // A recall must be red at the next scan; one look is a folder's listing and a row's reading.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await care.LookAsync(clock);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Rounds.EveryAsync(clock.Time, Pause, _ => care.LookAsync(clock), stoppingToken);
}
