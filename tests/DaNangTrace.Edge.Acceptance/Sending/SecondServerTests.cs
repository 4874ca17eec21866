using System.Text.Json.Nodes;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Sending;

/// <summary>Several servers, and the older protocol.</summary>
public sealed class SecondServerTests
{
    [Theory]
    [InlineData("5")]
    [InlineData("3.1.1")]
    public async Task Where_the_first_server_is_away_the_next_one_gets_all_and_later_the_first_one(string protocol)
    {
        await using var first = await Mosquitto.StartAsync();
        await using var second = await Mosquitto.StartAsync();
        await using var atFirst = await MqttWitness.ListenAsync(first.Port);
        await using var atSecond = await MqttWitness.ListenAsync(second.Port);
        await first.EndAsync();
        using var place = new KioskPlace(first.Address, all => all["sending"] = new JsonObject
        {
            ["servers"] = new JsonArray(first.Address, second.Address),
            ["protocol"] = protocol,
            ["keepAliveSeconds"] = 5,
        });
        await using var kiosk = await KioskProcess.StartAsync(place);
        await ScanAsync(place, 0, 70);
        await LedgerRows.DeliveredAsync(place.Data);
        await atSecond.CatchUpAsync();
        Assert.Empty(Promise.BrokenDelivery(place.Rows, atSecond.Sightings));
        Assert.Empty(Promise.BrokenMessages(atSecond.ScanMessages));

        // The second one goes; the first one is there again.
        await first.BeginAsync();
        await second.EndAsync();
        await ScanAsync(place, 70, 75);
        await LedgerRows.DeliveredAsync(place.Data);
        await atFirst.CatchUpAsync();
        Assert.Equal(
            place.Rows.Skip(70).Select(row => row.Seq), atFirst.Sightings.Select(one => one.Seq).Distinct().Order());
    }

    private static async Task ScanAsync(KioskPlace place, int from, int to)
    {
        for (var n = from; n < to; n++)
            place.Line.Send(Codes.Ean13(n));
        await LedgerRows.UntilAsync(place.Data, to);
    }
}
