using DaNangTrace.Edge.Fleet.Watching;
using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Fleet.Intake;

/// <summary>Keeps the board's counts as new as the store: what was asked for and is known, and what is recalled.
/// </summary>
internal sealed partial class CoverageWatch(
    StoreReader reader, Board board, TimeProvider time, ILogger<CoverageWatch> log) : BackgroundService
{
    // Nobody sees a share move in less.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    // Counting takes a twentieth of a processor at most, however large the store grows.
    private const int MostOften = 20;

    private (IntakeTotals Totals, int Day)? seen;
    private bool failed;

    /// <summary>Looks once, and counts if something came or a new day began.</summary>
    internal void Look()
    {
        var now = time.GetUtcNow();
        var current = (board.View.Totals, MarketTime.DayOf(now));
        if (current == seen)
            return;
        try
        {
            board.Counted(reader.Coverage(now), reader.Recalled(now));
            (seen, failed) = (current, false);
        }
        catch (SqliteException e)
        {
            // Counted again at the next look; what was shown stays, with its time.
            if (!failed)
                LogFailed(e);
            failed = true;
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                var began = time.GetTimestamp();
                Look();
                var pause = time.GetElapsedTime(began) * MostOften;
                await Task.Delay(pause > Pause ? pause : Pause, time, stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // An ordinary end.
        }
    }

    [LoggerMessage(21, LogLevel.Warning, "What was asked for can't be counted; the page shows the figures before.")]
    private partial void LogFailed(Exception e);
}
