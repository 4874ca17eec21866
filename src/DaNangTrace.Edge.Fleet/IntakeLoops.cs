using DaNangTrace.Edge.Fleet.Intake;

namespace DaNangTrace.Edge.Fleet;

/// <summary>The intake's two loops: the link fills the inbox, the desk empties it into the store.</summary>
internal sealed class IntakeLoops(BrokerLink link, IntakeDesk desk) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var loops = new[] { link.RunAsync(both.Token), desk.RunAsync(both.Token) };
        // A loop that ends by itself has found a bug: the other must not go on alone and fill the inbox.
        await Task.WhenAny(loops).ConfigureAwait(false);
        await both.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(loops).ConfigureAwait(false);
    }
}
