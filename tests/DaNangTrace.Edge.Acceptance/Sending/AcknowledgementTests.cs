using System.Globalization;
using DaNangTrace.Edge.Acceptance.Kit;
using MQTTnet;
using MQTTnet.Protocol;

namespace DaNangTrace.Edge.Acceptance.Sending;

/// <summary>The city acknowledges faster than the kiosk takes it in.</summary>
public sealed class AcknowledgementTests
{
    [Fact]
    public async Task A_thousand_acknowledgements_at_once_leave_the_highest()
    {
        const int Rows = 300;
        await using var broker = await Mosquitto.StartAsync();
        await using var witness = await MqttWitness.ListenAsync(broker.Port);
        using var place = new KioskPlace(broker.Address);
        await using var kiosk = await KioskProcess.StartAsync(place);
        for (var n = 0; n < Rows; n++)
            place.Line.Send(Codes.Ean13(n));
        await LedgerRows.UntilAsync(place.Data, Rows);
        await LedgerRows.DeliveredAsync(place.Data);
        var epoch = LedgerRows.Epoch(place.Data);

        using var client = new MqttClientFactory().CreateMqttClient();
        await client.ConnectAsync(
            new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", broker.Port).Build());
        // All wait at the broker, and come at once when the kiosk goes on.
        kiosk.Signal(Unix.Stop);
        for (var n = 0; n < 1000; n++)
            await client.PublishStringAsync(
                "dnt/v1/han/k-test-001/ack",
                string.Create(
                    CultureInfo.InvariantCulture, $$"""{"v":1,"epoch":"{{epoch}}","upTo":{{1 + (n * Rows / 1000)}}}"""),
                MqttQualityOfServiceLevel.AtLeastOnce);
        kiosk.Signal(Unix.Continue);

        await Until.TrueAsync(
            () => witness.Pulses.Any(pulse => pulse.Json.GetProperty("sending") is var sending
                && sending.GetProperty("acknowledged") is { } all && all.GetArrayLength() == 1
                && all[0].GetProperty("upTo").GetInt64() == Rows),
            "a pulse with the highest", TimeSpan.FromSeconds(70));
        Assert.Single(kiosk.Log, line => line.Contains("Connected to the city", StringComparison.Ordinal));
    }
}
