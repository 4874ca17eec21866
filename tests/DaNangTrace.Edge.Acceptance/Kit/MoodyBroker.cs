using System.Net;
using MQTTnet.Protocol;
using MQTTnet.Server;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>
/// A broker in this process that answers with a reason code which Mosquitto never gives, and forwards nothing then.
/// </summary>
internal sealed class MoodyBroker : IAsyncDisposable
{
    private readonly MqttServer _server;

    private MoodyBroker()
    {
        _server = new MqttServerFactory().CreateMqttServer(new MqttServerOptionsBuilder()
            .WithDefaultEndpoint()
            .WithDefaultEndpointBoundIPAddress(IPAddress.Loopback)
            .WithDefaultEndpointBoundIPV6Address(IPAddress.None)
            .WithDefaultEndpointPort(Port)
            .WithPersistentSessions()
            .Build());
        _server.InterceptingPublishAsync += publish =>
        {
            if (Refusal is { } code && publish.ApplicationMessage.Topic.EndsWith("/evt/scan", StringComparison.Ordinal))
            {
                publish.Response.ReasonCode = code;
                publish.ProcessPublish = false;
                Refused++;
            }
            return Task.CompletedTask;
        };
        _server.ValidatingConnectionAsync += connect =>
        {
            if (Welcome is { } code && connect.ClientId == "k-test-001")
                connect.ReasonCode = code;
            return Task.CompletedTask;
        };
    }

    public int Port { get; } = FreePort.Take();

    public string Address => $"mqtt://127.0.0.1:{Port}";

    /// <summary>What each sighting is answered with; null = it is taken.</summary>
    public MqttPubAckReasonCode? Refusal { get; set; }

    /// <summary>What the kiosk's connection is answered with; null = it is taken.</summary>
    public MqttConnectReasonCode? Welcome { get; set; }

    /// <summary>Messages that were refused.</summary>
    public int Refused { get; private set; }

    public static async Task<MoodyBroker> StartAsync()
    {
        var broker = new MoodyBroker();
        await broker._server.StartAsync();
        return broker;
    }

    /// <summary>Ends the kiosk's connection.</summary>
    public Task DisconnectAsync() => _server.DisconnectClientAsync("k-test-001");

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync();
        _server.Dispose();
    }
}
