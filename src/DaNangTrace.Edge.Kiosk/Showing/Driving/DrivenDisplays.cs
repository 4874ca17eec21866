namespace DaNangTrace.Edge.Kiosk.Showing.Driving;

/// <summary>All displays that the kiosk drives itself; they end with it.</summary>
/// <param name="All">The displays, in the configuration's order.</param>
internal sealed record DrivenDisplays(IReadOnlyList<DrivenDisplay> All) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        // All are told first: one that hangs must not keep the next ones from going dark in time.
        foreach (var display in All)
            display.End();
        foreach (var display in All)
            display.Dispose();
    }
}
