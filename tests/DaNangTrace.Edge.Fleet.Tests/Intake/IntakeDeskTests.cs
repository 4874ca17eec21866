using DaNangTrace.Edge.Fleet.Intake;
using DaNangTrace.Edge.Fleet.Tests.Kit;
using DaNangTrace.Edge.Fleet.Watching;
using Microsoft.Extensions.Logging.Abstractions;

namespace DaNangTrace.Edge.Fleet.Tests.Intake;

public sealed class IntakeDeskTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly IntakeStore store;
    private readonly Board board = new(TimeProvider.System);
    private readonly Inbox inbox = new();
    private readonly IntakeDesk desk;

    public IntakeDeskTests()
    {
        store = IntakeStore.Open(folder.File("fleet.db"), new Random(1));
        desk = new IntakeDesk(inbox, store, board, TimeProvider.System, NullLogger<IntakeDesk>.Instance);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_message_is_acknowledged_only_after_it_was_committed()
    {
        var witness = new Witness(folder.File("fleet.db"));
        Envelope[] envelopes = [witness.Envelope(1), witness.Envelope(2), witness.Envelope(3)];

        await desk.ServeAsync(envelopes, Stop);

        Assert.Equal([1, 2, 3], witness.Acknowledged);
        Assert.Empty(witness.TooEarly);
    }

    [Fact]
    public async Task The_witness_catches_an_acknowledgement_before_the_commit()
    {
        var witness = new Witness(folder.File("fleet.db"));
        var envelope = witness.Envelope(1);

        // The planted fault.
        await envelope.Acknowledge(Stop);
        await desk.ServeAsync([envelope], Stop);

        Assert.Equal([1], witness.TooEarly);
    }

    [Fact]
    public async Task While_the_store_cannot_write_nothing_is_acknowledged_and_the_board_says_so()
    {
        var witness = new Witness(folder.File("fleet.db"));
        Task serving;
        using (IntakeStoreTests.Held(folder.File("fleet.db")))
        {
            serving = Task.Run(() => desk.ServeAsync([witness.Envelope(1)], Stop), Stop);
            await board.ShowsAsync(view => view.StoreTroubleSince is not null);
            Assert.Empty(witness.Acknowledged);
        }

        await serving;

        Assert.Equal([1], witness.Acknowledged);
        Assert.Empty(witness.TooEarly);
        Assert.Null(board.View.StoreTroubleSince);
    }

    [Fact]
    public async Task What_is_set_aside_is_acknowledged_too_or_it_would_come_for_ever()
    {
        var acknowledged = 0;
        var envelope = new Envelope(Sample.Han1.Scan, Sample.Bytes("no sighting"), false, _ =>
        {
            acknowledged++;
            return Task.CompletedTask;
        });

        await desk.ServeAsync([envelope], Stop);

        Assert.Equal((1, 1), (acknowledged, (int)board.View.Totals.SetAside));
    }

    [Fact]
    public async Task A_link_that_went_before_the_acknowledgement_does_not_end_the_intake()
    {
        var envelope = new Envelope(Sample.Han1.Scan, Sample.Row(1), false,
            _ => throw new ObjectDisposedException("client"));

        await desk.ServeAsync([envelope], Stop);
        await desk.ServeAsync([envelope], Stop);

        Assert.Equal(new IntakeTotals(1, 1, 0, 0, 0), board.View.Totals);
    }

    [Fact]
    public async Task A_message_that_nobody_vouches_for_is_lost_when_the_inbox_is_full_and_told()
    {
        for (var seq = 1; seq <= Inbox.Length + 2; seq++)
            inbox.PutOrLose(new Envelope(Sample.Han1.Scan, Sample.Row(seq), false, _ => Task.CompletedTask));

        await desk.ServeAsync(await inbox.TakeAsync(Stop), Stop);

        Assert.Equal((Inbox.Length, 1), (board.View.Totals.Stored, board.View.Totals.SetAside));
    }

    /// <summary>Looks into the file, as another program would, whenever a message is acknowledged.</summary>
    private sealed class Witness(string file)
    {
        internal List<long> Acknowledged { get; } = [];

        internal List<long> TooEarly { get; } = [];

        internal Envelope Envelope(long seq) => new(Sample.Han1.Scan, Sample.Row(seq), false, _ =>
        {
            Acknowledged.Add(seq);
            if (!IntakeRun.SeqsIn(file).Contains(seq))
                TooEarly.Add(seq);
            return Task.CompletedTask;
        });
    }
}
