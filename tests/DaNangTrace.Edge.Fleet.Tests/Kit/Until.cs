using DaNangTrace.Edge.Fleet.Watching;

namespace DaNangTrace.Edge.Fleet.Tests.Kit;

internal static class Until
{
    /// <summary>Longer than anything here takes on a busy machine; only a failing test waits that long.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);

    /// <summary>Waits for the board to show something; says what it showed instead.</summary>
    internal static async Task<BoardView> ShowsAsync(this Board board, Func<BoardView, bool> what)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var view = board.View;
            if (what(view))
                return view;
            try
            {
                await board.ChangedAsync(view, patience.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"the board never showed it: {view.Broker}, {view.Totals}");
            }
        }
    }
}
