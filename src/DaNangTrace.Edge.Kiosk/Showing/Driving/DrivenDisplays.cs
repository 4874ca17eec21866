namespace DaNangTrace.Edge.Kiosk.Showing.Driving;

/// <summary>All displays that the kiosk drives itself; they end with it.</summary>
/// <param name="All">The displays, in the configuration's order.</param>
internal sealed record DrivenDisplays(IReadOnlyList<IDisplay> All) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        // Beside each other: one that hangs would keep the next ones from going dark in time.
        Parallel.ForEach(All.OfType<IDisposable>(), display => display.Dispose());
    }
}
