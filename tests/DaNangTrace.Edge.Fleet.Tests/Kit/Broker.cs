using System.Net;
using DaNangTrace.Edge.Acceptance.Kit;
using DaNangTrace.Edge.Wire;
using MQTTnet;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace DaNangTrace.Edge.Fleet.Tests.Kit;

/// <summary>A broker in this process.</summary>
internal sealed class Broker : IAsyncDisposable
{
    private readonly MqttServer server;

    private Broker(MqttServer server, int port)
    {
        this.server = server;
        Port = port;
        server.ClientAcknowledgedPublishPacketAsync += e =>
        {
            Acknowledged?.Invoke(e.PublishPacket.Topic);
            return Task.CompletedTask;
        };
    }

    internal event Action<string>? Acknowledged;

    internal int Port { get; }

    internal static async Task<Broker> StartAsync(int? at = null)
    {
        var port = at ?? FreePort.Take();
        var server = new MqttServerFactory().CreateMqttServer(new MqttServerOptionsBuilder()
            .WithDefaultEndpoint()
            .WithDefaultEndpointBoundIPAddress(IPAddress.Loopback)
            .WithDefaultEndpointBoundIPV6Address(IPAddress.None)
            .WithDefaultEndpointPort(port)
            .WithPersistentSessions()
            // A sender that is kept from the processor for a while must lose nothing.
            .WithMaxPendingMessagesPerClient(10_000)
            .Build());
        await server.StartAsync();
        return new Broker(server, port);
    }

    internal Task ScanAsync(KioskAddress address, byte[] payload) => PublishAsync(address.Scan, payload);

    internal Task StatusAsync(KioskAddress address, byte[] payload) =>
        PublishAsync(address.Status, payload, retain: true);

    internal Task PublishAsync(string topic, byte[] payload, bool retain = false) =>
        server.InjectApplicationMessage(new InjectedMqttApplicationMessage(new MqttApplicationMessageBuilder()
            .WithTopic(topic)
            .WithPayload(payload)
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .WithRetainFlag(retain)
            .Build())
        { SenderClientId = "test" });

    public async ValueTask DisposeAsync()
    {
        await server.StopAsync();
        server.Dispose();
    }
}
