using DaNangTrace.Edge.Wire;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>The city as one who speaks to a kiosk, and hears what it answers.</summary>
internal sealed class City : IAsyncDisposable
{
    public const string Issuer = "city";

    private readonly List<MqttApplicationMessage> _receipts = [];
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly KioskAddress _kiosk;

    private City(KioskAddress kiosk) => _kiosk = kiosk;

    /// <summary>The receipts so far.</summary>
    public IReadOnlyList<MqttApplicationMessage> Receipts
    {
        get
        {
            lock (_receipts)
                return [.. _receipts];
        }
    }

    public static async Task<City> ConnectAsync(int port, KioskAddress kiosk)
    {
        var city = new City(kiosk);
        city._client.ApplicationMessageReceivedAsync += received =>
        {
            lock (city._receipts)
                city._receipts.Add(received.ApplicationMessage);
            return Task.CompletedTask;
        };
        await city._client.ConnectAsync(new MqttClientOptionsBuilder()
            .WithTcpServer("127.0.0.1", port).WithProtocolVersion(MqttProtocolVersion.V500).Build());
        await city._client.SubscribeAsync(kiosk.Receipt(Issuer), MqttQualityOfServiceLevel.AtLeastOnce);
        return city;
    }

    /// <summary>Says something on a topic of the kiosk's.</summary>
    public Task SayAsync(string topic, string payload, bool retain = false) =>
        SayAsync(Message(topic, payload, retain));

    /// <summary>Gives a command, and waits for its receipt.</summary>
    public async Task<MqttApplicationMessage> AskAsync(
        string command, string payload, bool retain = false, string? responseTopic = null, byte[]? correlation = null)
    {
        var before = Receipts.Count;
        var message = Message(_kiosk.Command(command), payload, retain);
        if (responseTopic is not null)
            message.WithResponseTopic(responseTopic);
        if (correlation is not null)
            message.WithCorrelationData(correlation);
        await SayAsync(message);
        await Until.TrueAsync(() => Receipts.Count > before, $"a receipt for {payload}");
        return Receipts[before];
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisconnectAsync(new MqttClientDisconnectOptions());
        _client.Dispose();
    }

    private Task<MqttClientPublishResult> SayAsync(MqttApplicationMessageBuilder message) =>
        _client.PublishAsync(message.Build());

    private static MqttApplicationMessageBuilder Message(string topic, string payload, bool retain) =>
        new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(payload).WithRetainFlag(retain)
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce);
}
