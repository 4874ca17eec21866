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
            foreach (var words in Words(arrived.ApplicationMessage))
                Console.WriteLine($"  → the city    {words}");
            return Task.CompletedTask;
        };
    }

    private static IReadOnlyList<string> Words(MqttApplicationMessage message)
    {
        var payload = message.Payload.ToArray();
        try
        {
            if (message.Topic.EndsWith("/evt/scan", StringComparison.Ordinal))
            {
                using var json = JsonDocument.Parse(payload);
                return json.RootElement.ValueKind == JsonValueKind.Array
                    ? [.. json.RootElement.EnumerateArray()
                        .Select(one => Words(Encoding.UTF8.GetBytes(one.GetRawText())))]
                    : [Words(payload)];
            }
            if (message.Topic.EndsWith("/status", StringComparison.Ordinal))
                return [$"status    {WireJson.ToStatus(payload).State}"];
        }
        catch (JsonException)
        {
            // Somebody else publishes here, too: shown as it is.
        }
        return [Shown.Of($"{message.Topic}  {Encoding.UTF8.GetString(payload)}", 60)];
    }

    private static string Words(byte[] bytes)
    {
        var sighting = WireJson.ToSighting(bytes);
        var again = sighting.Repeat ? ", the same code again: the scene stays" : "";
        return $"evt/scan  seq {sighting.Seq}, {bytes.Length} bytes{again}";
    }

    public Task StartAsync(CancellationToken cancellationToken) => _server.StartAsync();

    public Task StopAsync(CancellationToken cancellationToken) => _server.StopAsync();

    public void Dispose() => _server.Dispose();
}
