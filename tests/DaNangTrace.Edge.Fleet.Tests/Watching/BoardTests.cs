using DaNangTrace.Edge.Fleet.Watching;
using Microsoft.Extensions.Time.Testing;

namespace DaNangTrace.Edge.Fleet.Tests.Watching;

public sealed class BoardTests
{
    private readonly FakeTimeProvider time = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reader_who_missed_changes_sees_the_newest_at_once()
    {
        var board = new Board(time);
        var seen = board.View;
        board.Written([], new IntakeTotals(1, 0, 0, 0, 0));
        board.Written([], new IntakeTotals(2, 0, 0, 0, 0));

        Assert.True(board.ChangedAsync(seen, Stop).IsCompletedSuccessfully);
        Assert.Equal(2, board.View.Totals.Stored);

        var waiting = board.ChangedAsync(board.View, Stop);
        Assert.False(waiting.IsCompleted);
        board.BrokerCame();
        await waiting;
    }

    [Fact]
    public void A_broker_that_stays_away_is_away_since_it_went()
    {
        var board = new Board(time);
        board.BrokerCame();
        time.Advance(TimeSpan.FromMinutes(1));
        board.BrokerWent();
        var since = time.GetUtcNow();
        time.Advance(TimeSpan.FromMinutes(1));
        board.BrokerWent();

        Assert.Equal(new BrokerView.Away(since, WasThere: true), board.View.Broker);
    }
}
