using System.Threading.Channels;
using Microsoft.Extensions.Hosting;

namespace DaNangTrace.Edge.Kiosk.Tracing.Fetching;

/// <summary>Works off the packs that the city announces.</summary>
internal sealed class PackIntakeService(PackIntake intake) : BackgroundService
{
    // A command that is told to stop gives up within a moment; what it is doing harms nothing afterwards either.
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (ExecuteTask is { } loop)
            await loop.WaitAsync(StopLimit, CancellationToken.None)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await intake.RunAsync(stoppingToken);
        }
        // The ledger is closed while it answers slowly.
        catch (Exception e) when (e is OperationCanceledException or ChannelClosedException
            && stoppingToken.IsCancellationRequested)
        {
            // The kiosk stops.
        }
    }
}
