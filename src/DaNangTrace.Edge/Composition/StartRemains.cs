namespace DaNangTrace.Edge.Composition;

/// <summary>
/// Gives back once what only the start needed: the configuration's text, the schema, the catalog's first reading. By
/// itself the collector would keep that room for garbage to come, on a machine that has none to spare.
/// </summary>
internal sealed class StartRemains(TimeProvider time) : BackgroundService
{
    // Catalog, displays and the page stand long before; a scan that comes right then waits for some milliseconds.
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(Wait, time, stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
