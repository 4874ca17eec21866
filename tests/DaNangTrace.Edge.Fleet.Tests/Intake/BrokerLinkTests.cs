using System.Collections.Concurrent;
using DaNangTrace.Edge.Acceptance.Kit;
using DaNangTrace.Edge.Fleet.Tests.Kit;
using DaNangTrace.Edge.Fleet.Watching;
using DaNangTrace.Edge.Wire;

namespace DaNangTrace.Edge.Fleet.Tests.Intake;

public sealed class BrokerLinkTests
{
    [Fact]
    public async Task Sightings_and_states_reach_the_board()
    {
        await using var broker = await Broker.StartAsync();
        await broker.StatusAsync(Sample.Han1, Sample.Status(KioskStatus.Online, 1));
        await using var intake = new IntakeRun(broker.Port);
        await intake.Board.ShowsAsync(v => v.Broker is BrokerView.There);

        await broker.ScanAsync(Sample.Han1, Sample.Array(Sample.Row(1), Sample.Row(2)));

        var view = await intake.Board.ShowsAsync(
            v => v.Totals.Stored == 2 && v.Kiosks.TryGetValue(Sample.Han1, out var one) && one.State is not null);
        var card = view.Kiosks[Sample.Han1];
        Assert.Equal(2, card.Last!.Sighting.Seq);
        // It was there before we listened: since when, nobody knows.
        Assert.Equal((true, false), (card.State!.IsOnline, card.State.IsExact));
    }

    [Fact]
    public async Task The_broker_gets_its_acknowledgement_only_when_the_file_has_the_sighting()
    {
        await using var broker = await Broker.StartAsync();
        await using var intake = new IntakeRun(broker.Port);
        await intake.Board.ShowsAsync(v => v.Broker is BrokerView.There);
        var acknowledged = 0;
        var storedAtThatTime = new ConcurrentQueue<(int Acknowledged, int Stored)>();
        var all = new TaskCompletionSource();
        broker.Acknowledged += _ =>
        {
            var count = Interlocked.Increment(ref acknowledged);
            storedAtThatTime.Enqueue((count, intake.StoredSeqs().Count));
            if (count == 20)
                all.SetResult();
        };

        for (var seq = 1; seq <= 20; seq++)
            await broker.ScanAsync(Sample.Han1, Sample.Row(seq));
        await all.Task.WaitAsync(Until.Patience, TestContext.Current.CancellationToken);

        Assert.All(storedAtThatTime, at => Assert.True(at.Stored >= at.Acknowledged, at.ToString()));
    }

    [Fact]
    public async Task What_is_published_while_the_link_is_down_arrives_when_it_is_back()
    {
        await using var broker = await Broker.StartAsync();
        using var relay = new Relay(broker.Port);
        await using var intake = new IntakeRun(relay.Port);
        await intake.Board.ShowsAsync(v => v.Broker is BrokerView.There);
        await broker.ScanAsync(Sample.Han1, Sample.Row(1));
        await intake.Board.ShowsAsync(v => v.Totals.Stored == 1);

        relay.Cut();
        var away = (BrokerView.Away)(await intake.Board.ShowsAsync(v => v.Broker is BrokerView.Away)).Broker;
        Assert.True(away.WasThere);
        for (var seq = 2; seq <= 100; seq++)
            await broker.ScanAsync(Sample.Han1, Sample.Row(seq));
        relay.Mend();

        await intake.Board.ShowsAsync(v => v.Totals.Stored == 100 && v.Broker is BrokerView.There);
        Assert.Equal(Enumerable.Range(1, 100).Select(i => (long)i), intake.StoredSeqs());
    }

    [Fact]
    public async Task Nothing_is_lost_however_often_the_link_goes_within_a_stream()
    {
        const int Count = 400;
        await using var broker = await Broker.StartAsync();
        using var relay = new Relay(broker.Port);
        await using var intake = new IntakeRun(relay.Port);
        await intake.Board.ShowsAsync(v => v.Broker is BrokerView.There);

        for (var seq = 1; seq <= Count; seq++)
        {
            await broker.ScanAsync(Sample.Han1, Sample.Row(seq));
            if (seq % 80 == 0)
            {
                relay.Cut();
                await intake.Board.ShowsAsync(v => v.Broker is BrokerView.Away);
                relay.Mend();
                await intake.Board.ShowsAsync(v => v.Broker is BrokerView.There);
            }
        }

        await intake.Board.ShowsAsync(v => v.Totals.Stored == Count);
        Assert.Equal(Enumerable.Range(1, Count).Select(i => (long)i), intake.StoredSeqs());
    }

    [Fact]
    public async Task A_program_that_was_started_before_its_broker_finds_it()
    {
        var port = FreePort.Take();
        await using var intake = new IntakeRun(port);
        Assert.False(Assert.IsType<BrokerView.Away>(intake.Board.View.Broker).WasThere);

        await using var broker = await Broker.StartAsync(port);

        await intake.Board.ShowsAsync(v => v.Broker is BrokerView.There);
    }

    [Fact]
    public async Task A_broker_that_no_longer_answers_is_noticed_though_its_socket_stays_open()
    {
        await using var broker = await Broker.StartAsync();
        using var relay = new Relay(broker.Port);
        await using var intake = new IntakeRun(relay.Port);
        await intake.Board.ShowsAsync(v => v.Broker is BrokerView.There);

        relay.Swallow();
        await intake.Board.ShowsAsync(v => v.Broker is BrokerView.Away);
        await broker.ScanAsync(Sample.Han1, Sample.Row(1));
        relay.Mend();

        await intake.Board.ShowsAsync(v => v.Totals.Stored == 1 && v.Broker is BrokerView.There);
    }

    [Fact]
    public async Task A_sighting_under_another_kiosks_topic_is_set_aside_and_the_stream_goes_on()
    {
        await using var broker = await Broker.StartAsync();
        await using var intake = new IntakeRun(broker.Port);
        await intake.Board.ShowsAsync(v => v.Broker is BrokerView.There);

        await broker.ScanAsync(new KioskAddress("con", "k-con-001"), Sample.Row(1));
        await broker.ScanAsync(Sample.Han1, Sample.Row(2));

        var view = await intake.Board.ShowsAsync(v => v.Totals.Stored == 1);
        Assert.Equal(1, view.Totals.SetAside);
        Assert.Equal(Sample.Han1, Assert.Single(view.Kiosks).Key);
    }
}
