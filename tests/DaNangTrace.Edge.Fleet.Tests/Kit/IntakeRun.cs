using DaNangTrace.Edge.Fleet.Intake;
using DaNangTrace.Edge.Fleet.Watching;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace DaNangTrace.Edge.Fleet.Tests.Kit;

/// <summary>The intake as the program has it, without the page.</summary>
internal sealed class IntakeRun : IAsyncDisposable
{
    private readonly TempFolder folder = new();
    private readonly CancellationTokenSource stop = new();
    private readonly IntakeStore store;
    private readonly Task[] loops;

    internal IntakeRun(int brokerPort)
    {
        store = IntakeStore.Open(StoreFile, new Random(1));
        var inbox = new Inbox();
        var time = TimeProvider.System;
        Board = new Board(time);
        var backoff = new Backoff(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(100), new Random(2));
        var link = new BrokerLink(
            new BrokerAddress("127.0.0.1", brokerPort, store.ClientId), inbox, Board,
            new LinkTiming(time, backoff, Ping: TimeSpan.FromMilliseconds(200), Deadline: TimeSpan.FromSeconds(2)),
            NullLogger<BrokerLink>.Instance);
        var desk = new IntakeDesk(inbox, store, Board, time, NullLogger<IntakeDesk>.Instance);
        loops = [link.RunAsync(stop.Token), desk.RunAsync(stop.Token)];
    }

    internal Board Board { get; }

    internal string StoreFile => folder.File("fleet.db");

    /// <summary>The sequence numbers that are in the file, as another program sees them.</summary>
    internal IReadOnlyList<long> StoredSeqs() => SeqsIn(StoreFile);

    internal static IReadOnlyList<long> SeqsIn(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT seq FROM sightings ORDER BY seq";
        using var row = command.ExecuteReader();
        var seqs = new List<long>();
        while (row.Read())
            seqs.Add(row.GetInt64(0));
        return seqs;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(loops.Select(loop => loop.ContinueWith(
            ended => Assert.True(ended.IsCanceled, ended.Exception?.ToString()), TaskScheduler.Default)));
        store.Dispose();
        stop.Dispose();
        folder.Dispose();
    }
}
