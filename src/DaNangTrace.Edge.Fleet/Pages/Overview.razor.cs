using DaNangTrace.Edge.Fleet.Watching;
using Microsoft.AspNetCore.Components;

namespace DaNangTrace.Edge.Fleet.Pages;

/// <summary>The first page: every kiosk that was heard, its state and its last sighting, live.</summary>
public sealed partial class Overview : IDisposable
{
    // Four drawings a second are as live as an eye wants; a stream of sightings must not cost a drawing each.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    // "5 giây trước" grows old while nothing arrives.
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource gone = new();
    private BoardView view = default!;
    private OverviewModel model = default!;

    [Inject]
    internal Board Board { get; set; } = default!;

    [Inject]
    internal MarketNames Markets { get; set; } = default!;

    [Inject]
    internal FleetOptions Options { get; set; } = default!;

    [Inject]
    internal TimeProvider Time { get; set; } = default!;

    /// <inheritdoc/>
    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized() => Look();

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            _ = FollowAsync(gone.Token);
    }

    private async Task FollowAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                using var either = CancellationTokenSource.CreateLinkedTokenSource(stop);
                await Task.WhenAny(Board.ChangedAsync(view, either.Token), Task.Delay(Tick, Time, either.Token));
                await either.CancelAsync();
                stop.ThrowIfCancellationRequested();
                await InvokeAsync(() =>
                {
                    Look();
                    StateHasChanged();
                });
                await Task.Delay(Pause, Time, stop);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // The page was closed.
        }
        catch (Exception e)
        {
            await DispatchExceptionAsync(e);
        }
    }

    private void Look()
    {
        view = Board.View;
        model = OverviewModel.Of(view, Markets, Options, Time.GetUtcNow());
    }
}
