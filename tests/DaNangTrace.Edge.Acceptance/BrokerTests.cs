using System.Net;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance;

/// <summary>The city's broker away, back, stuck.</summary>
public sealed class BrokerTests
{
    [Fact]
    public async Task Without_the_broker_all_but_the_sending_goes_on_and_then_every_sighting_arrives()
    {
        await using var broker = await Mosquitto.StartAsync();
        // The witness's session stands at the broker before anything is sent, so that it misses nothing.
        await using var witness = await MqttWitness.ListenAsync(broker.Port);
        await broker.EndAsync();
        using var place = new KioskPlace(broker.Address);
        await using var kiosk = await KioskProcess.StartAsync(place);
        using var scenes = await SceneStream.OpenAsync(place.Address);
        await scenes.NextSceneAsync();

        // Away from the start.
        var health = await kiosk.PartAsync("uplink", "degraded");
        await ScanAsync(place, 0, 1);
        Assert.Equal("notRegistered 1", await scenes.NextAnswerAsync());
        await ScanAsync(place, 1, 120);
        Assert.Equal(HttpStatusCode.OK, health.Status);
        Assert.Equal("degraded", health.Body.GetProperty("status").GetString());
        Assert.All(place.Rows, row => Assert.Equal(Row.Pending, row.State));
        await Until.TrueAsync(
            async () => await kiosk.MetricAsync("dntrace_sightings_pending") == 120, "all of them wait for the city");

        // There, with scans while the backlog drains.
        await broker.BeginAsync();
        await ScanAsync(place, 120, 160);
        await kiosk.PartAsync("uplink", "ok");
        await LedgerRows.DeliveredAsync(place.Data);

        // Away again and back, in the middle of a stream.
        var stream = ScanAsync(place, 160, 220);
        await broker.EndAsync();
        await stream;
        await kiosk.PartAsync("uplink", "degraded");
        await broker.BeginAsync();
        await LedgerRows.DeliveredAsync(place.Data);
        await witness.CatchUpAsync();

        Assert.Equal(220, place.Rows.Count);
        Assert.Empty(Promise.BrokenDelivery(place.Rows, witness.Sightings));
        Assert.Empty(Promise.BrokenChain(place.Rows, LedgerRows.Epoch(place.Data)));
        Assert.Equal(0, await kiosk.MetricAsync("dntrace_sightings_pending"));
    }

    [Fact]
    public async Task The_checks_of_delivery_find_what_they_are_for()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var witness = await MqttWitness.ListenAsync(broker.Port);
        using var place = new KioskPlace(broker.Address);
        await using var kiosk = await KioskProcess.StartAsync(place);
        await ScanAsync(place, 0, 4);
        await LedgerRows.DeliveredAsync(place.Data);
        await witness.CatchUpAsync();
        var (rows, arrivals, epoch) = (place.Rows, witness.Sightings, LedgerRows.Epoch(place.Data));

        Assert.Empty(Broken(rows, arrivals));
        Assert.Empty(Broken(rows, [.. arrivals, arrivals[0]]));
        Assert.NotEmpty(Broken(rows, [.. arrivals.Skip(1)]));
        Assert.NotEmpty(Broken([.. rows.Skip(1)], arrivals));
        Assert.NotEmpty(Broken(rows, [arrivals[1], arrivals[0], arrivals[2], arrivals[3]]));
        Assert.NotEmpty(Broken(
            rows, [.. arrivals, arrivals[0] with { Payload = [.. arrivals[0].Payload, (byte)' '] }]));
        Assert.Empty(Promise.BrokenChain(rows, epoch));
        Assert.NotEmpty(Promise.BrokenChain([rows[0], rows[2], rows[3]], epoch));
        Assert.NotEmpty(Promise.BrokenChain(
            [rows[0] with { Bytes = [.. rows[0].Bytes, (byte)' '] }, .. rows.Skip(1)], epoch));
        Assert.NotEmpty(Promise.BrokenChain(rows, Guid.Empty.ToString()));
    }

    [Fact]
    public async Task The_state_is_retained_and_tells_of_kill_stop_and_return()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var witness = await MqttWitness.ListenAsync(broker.Port, "dnt/v1/han/k-test-001/status");
        using var place = new KioskPlace(broker.Address);

        await using (var killed = await KioskProcess.StartAsync(place))
        {
            await Until.TrueAsync(() => witness.States.Count == 1, "online");
            await killed.KillAsync();
            await Until.TrueAsync(() => witness.States.Count == 2, "the will");
        }
        await using (var stopped = await KioskProcess.StartAsync(place))
        {
            await Until.TrueAsync(() => witness.States.Count == 3, "online again");
            stopped.Signal(Unix.Terminate);
            Assert.Equal(0, await stopped.ExitInTimeAsync(TimeSpan.FromSeconds(2)));
            await Until.TrueAsync(() => witness.States.Count == 4, "offline");
        }

        Assert.Equal(
            ["online", "offline", "online", "offline"],
            witness.States.Select(one => one.GetProperty("state").GetString()));
        var sessions = witness.States.Select(one => one.GetProperty("session").GetInt64()).ToArray();
        Assert.Equal(sessions[0], sessions[1]);
        Assert.True(sessions[2] > sessions[1], "a later connection has a greater number");
        Assert.Equal(sessions[2], sessions[3]);
        Assert.All(witness.States, one => Assert.Equal(
            ["v", "state", "epoch", "session", "version", "previousEpoch"],
            one.EnumerateObject().Select(member => member.Name)));
        Assert.All(witness.All, one => Assert.Equal(MQTTnet.Protocol.MqttQualityOfServiceLevel.AtLeastOnce, one.Qos));
        // Whoever comes later gets the last state at once.
        await using var newcomer = await MqttWitness.ListenAsync(broker.Port, "dnt/v1/+/+/status", "newcomer");
        await Until.TrueAsync(() => newcomer.All.Count == 1, "the retained state");
        Assert.True(newcomer.All[0].Retained);
        Assert.Equal("offline", newcomer.States[0].GetProperty("state").GetString());
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task A_broker_that_stands_still_is_noticed_and_nothing_is_lost()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var witness = await MqttWitness.ListenAsync(broker.Port);
        using var place = new KioskPlace(broker.Address, all => all["sending"]!["keepAliveSeconds"] = 5);
        await using var kiosk = await KioskProcess.StartAsync(place);
        await ScanAsync(place, 0, 10);
        await LedgerRows.DeliveredAsync(place.Data);

        broker.Signal(Unix.Stop);
        await ScanAsync(place, 10, 30);
        await kiosk.PartAsync("uplink", "degraded", TimeSpan.FromSeconds(60));
        broker.Signal(Unix.Continue);
        await kiosk.PartAsync("uplink", "ok", TimeSpan.FromSeconds(90));
        await LedgerRows.DeliveredAsync(place.Data);

        // Idle this time: only a ping can find out.
        broker.Signal(Unix.Stop);
        await kiosk.PartAsync("uplink", "degraded", TimeSpan.FromSeconds(60));
        broker.Signal(Unix.Continue);
        await kiosk.PartAsync("uplink", "ok", TimeSpan.FromSeconds(90));
        await witness.CatchUpAsync();
        Assert.Equal(30, place.Rows.Count);
        Assert.Empty(Promise.BrokenDelivery(place.Rows, witness.Sightings));
    }

    private static IEnumerable<string> Broken(IReadOnlyList<Row> rows, IReadOnlyList<Arrival> arrivals) =>
        Promise.BrokenDelivery(rows, arrivals, hadBacklog: false);

    private static async Task ScanAsync(KioskPlace place, int from, int to)
    {
        for (var n = from; n < to; n++)
        {
            place.Line.Send(Codes.Ean13(n));
            await Task.Yield();
        }
        await LedgerRows.UntilAsync(place.Data, to);
    }
}
