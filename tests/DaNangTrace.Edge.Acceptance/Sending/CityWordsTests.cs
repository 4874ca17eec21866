using System.Globalization;
using System.Text.Json;
using DaNangTrace.Edge.Acceptance.Kit;
using MQTTnet;
using MQTTnet.Protocol;

namespace DaNangTrace.Edge.Acceptance.Sending;

/// <summary>The city says more, and faster, than the kiosk takes up.</summary>
public sealed class CityWordsTests
{
    [Fact]
    public async Task A_command_that_was_not_taken_up_before_a_stop_comes_again_behind_it()
    {
        const int Commands = 20;
        await using var broker = await Mosquitto.StartAsync();
        await using var witness = await MqttWitness.ListenAsync(broker.Port);
        using var place = new KioskPlace(broker.Address);
        await using (var kiosk = await KioskProcess.StartAsync(place))
        {
            place.Line.Send(Codes.Known);
            await LedgerRows.UntilAsync(place.Data, 1);
            await LedgerRows.DeliveredAsync(place.Data);
            using var holder = LedgerRows.Hold(place.Data);
            await SayAsync(broker, "cmd/resend", Commands, n => JsonSerializer.Serialize(new
            {
                v = 1,
                id = $"c-{n}",
                issuer = "city",
                expires = TimeProvider.System.GetUtcNow().AddMinutes(5),
                epoch = LedgerRows.Epoch(place.Data),
                from = 1,
                to = 1,
            }));
            kiosk.Signal(Unix.Terminate);
            await kiosk.ExitAsync();
            Assert.DoesNotContain(kiosk.Log, line => line.Contains("crit:", StringComparison.Ordinal));
        }

        await using var again = await KioskProcess.StartAsync(place);
        await Until.TrueAsync(
            () => witness.All.Where(arrival => arrival.Topic.EndsWith("/rsp/city", StringComparison.Ordinal))
                .Select(arrival => arrival.Json.GetProperty("id").GetString()).Distinct().Count() == Commands,
            "a receipt for each");
    }

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

        // All wait at the broker, and come at once when the kiosk goes on.
        kiosk.Signal(Unix.Stop);
        await SayAsync(broker, "ack", 1000, n => string.Create(
            CultureInfo.InvariantCulture, $$"""{"v":1,"epoch":"{{epoch}}","upTo":{{1 + (n * Rows / 1000)}}}"""));
        kiosk.Signal(Unix.Continue);

        await Until.TrueAsync(
            () => witness.Pulses.Any(pulse => pulse.Json.GetProperty("sending") is var sending
                && sending.GetProperty("acknowledged") is { } all && all.GetArrayLength() == 1
                && all[0].GetProperty("upTo").GetInt64() == Rows),
            "a pulse with the highest", TimeSpan.FromSeconds(70));
        Assert.Single(kiosk.Log, line => line.Contains("Connected to the city", StringComparison.Ordinal));
    }

    private static async Task SayAsync(Mosquitto broker, string what, int times, Func<int, string> words)
    {
        using var client = new MqttClientFactory().CreateMqttClient();
        await client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", broker.Port).Build());
        for (var n = 0; n < times; n++)
            await client.PublishStringAsync(
                $"dnt/v1/han/k-test-001/{what}", words(n), MqttQualityOfServiceLevel.AtLeastOnce);
    }
}
