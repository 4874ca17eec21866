using System.Buffers;
using System.Net;
using System.Text;
using System.Text.Json;
using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Wire;
using MQTTnet;
using MQTTnet.Server;
using MQTTnet.Server.Internal.Adapter;

namespace DaNangTrace.Edge.Demo;

/// <summary>The city's broker in small: MQTT on loopback, without accounts. Prints what arrives.</summary>
internal sealed class DemoBroker : IHostedService, IDisposable
{
    private readonly MqttServer _server;

    public DemoBroker(int port)
    {
        var factory = new MqttServerFactory();
        var options = factory.CreateServerOptionsBuilder()
            .WithDefaultEndpoint()
            .WithDefaultEndpointBoundIPAddress(IPAddress.Loopback)
            .WithDefaultEndpointBoundIPV6Address(IPAddress.None)
            .WithDefaultEndpointPort(port)
            .Build();
        _server = factory.CreateMqttServer(options, [new GuestAdapter(new MqttTcpServerAdapter())]);
        _server.InterceptingPublishAsync += arrived =>
        {
            Console.WriteLine($"  → the city    {Words(arrived.ApplicationMessage)}");
            return Task.CompletedTask;
        };
    }

    private static string Words(MqttApplicationMessage message)
    {
        var payload = message.Payload.ToArray();
        try
        {
            if (message.Topic.EndsWith("/evt/scan", StringComparison.Ordinal))
            {
                if (payload is [(byte)'[', ..])
                    return $"evt/scan  several at once, {payload.Length} bytes";
                var sighting = WireJson.ToSighting(payload);
                var again = sighting.Repeat ? ", the same code again: the scene stays" : "";
                return $"evt/scan  seq {sighting.Seq}, {payload.Length} bytes{again}";
            }
            if (message.Topic.EndsWith("/status", StringComparison.Ordinal))
                return $"status    {WireJson.ToStatus(payload).State}";
        }
        catch (JsonException)
        {
            // Somebody else publishes here, too: shown as it is.
        }
        return Shown.Of($"{message.Topic}  {Encoding.UTF8.GetString(payload)}", 60);
    }

    public Task StartAsync(CancellationToken cancellationToken) => _server.StartAsync();

    public Task StopAsync(CancellationToken cancellationToken) => _server.StopAsync();

    public void Dispose() => _server.Dispose();
}
