using DaNangTrace.Edge.Fleet.Watching;
using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Fleet.Intake;

/// <summary>
/// Takes messages in: read → committed → acknowledged → shown.
/// The order is the promise. A message that was not acknowledged comes again at the next connection, and the store
/// knows it; a message that was acknowledged is gone from the broker.
/// </summary>
internal sealed partial class IntakeDesk(
    Inbox inbox, IntakeStore store, Board board, TimeProvider time, ILogger<IntakeDesk> log)
{
    // A full disk is not mended within a second, and each try writes.
    private static readonly TimeSpan StorePause = TimeSpan.FromSeconds(2);

    private readonly HashSet<Cause> told = [];
    private bool storeFailed;

    /// <summary>Serves until it is stopped.</summary>
    internal async Task RunAsync(CancellationToken stop)
    {
        while (true)
            await ServeAsync(await inbox.TakeAsync(stop).ConfigureAwait(false), stop).ConfigureAwait(false);
    }

    /// <summary>
    /// Takes in a batch; ends when it is committed and acknowledged. While the store can't write it holds the batch
    /// and tries again: the broker holds what comes behind it.
    /// </summary>
    internal async Task ServeAsync(IReadOnlyList<Envelope> envelopes, CancellationToken stop)
    {
        var arrivals = envelopes.SelectMany(e => ArrivalReader.Read(e.Topic, e.Payload, e.Retained)).ToList();
        if (inbox.TakeLost() is > 0 and var lost)
            arrivals.Add(ArrivalReader.Aside("", Cause.Unconfirmed, $"{lost} messages at QoS 0 are lost", []));
        CommitResult result;
        while (!TryCommit(arrivals, out result!))
            await Task.Delay(StorePause, time, stop).ConfigureAwait(false);

        foreach (var envelope in envelopes)
            await AcknowledgeAsync(envelope, stop).ConfigureAwait(false);
        board.Written(result.Cards, result.Totals);
        Tell(arrivals);
    }

    private bool TryCommit(List<Arrival> arrivals, out CommitResult? result)
    {
        try
        {
            result = store.Commit(arrivals, time.GetUtcNow());
            if (storeFailed)
                LogStoreWell();
            storeFailed = false;
            return true;
        }
        catch (SqliteException e)
        {
            if (!storeFailed)
                LogStoreFailed(e);
            storeFailed = true;
            board.StoreFailed();
            result = null;
            return false;
        }
    }

    private async Task AcknowledgeAsync(Envelope envelope, CancellationToken stop)
    {
        try
        {
            await envelope.Acknowledge(stop).ConfigureAwait(false);
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            // The link went after the commit. The broker sends the message again, the store knows it.
            LogNotAcknowledged(e.Message);
        }
    }

    private void Tell(List<Arrival> arrivals)
    {
        foreach (var aside in arrivals.OfType<Arrival.SetAside>())
        {
            if (told.Add(aside.Cause))
                LogSetAside(aside.Cause, Plain.Of(aside.Topic), Plain.Of(aside.Detail), aside.Size);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The store can't write; messages wait at the broker.")]
    private partial void LogStoreFailed(Exception e);

    [LoggerMessage(2, LogLevel.Information, "The store writes again.")]
    private partial void LogStoreWell();

    [LoggerMessage(3, LogLevel.Debug, "A message is stored but was not acknowledged: {Why}")]
    private partial void LogNotAcknowledged(string why);

    [LoggerMessage(4, LogLevel.Warning,
        "Set aside: {Cause}, topic {Topic}, {Detail}, {Size} bytes. More of this cause are counted, not logged.")]
    private partial void LogSetAside(Cause cause, string topic, string detail, int size);
}
