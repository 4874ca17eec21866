using System.Buffers;
using System.Net;
using System.Text;
using DaNangTrace.Edge.Gs1;
using MQTTnet.Server;

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
        _server = factory.CreateMqttServer(options);
        _server.InterceptingPublishAsync += arrived =>
        {
            var message = arrived.ApplicationMessage;
            Console.WriteLine(
                $"  → {message.Topic}  {Shown.Of(Encoding.UTF8.GetString(message.Payload.ToArray()), 96)}");
            return Task.CompletedTask;
        };
    }

    public Task StartAsync(CancellationToken cancellationToken) => _server.StartAsync();

    public Task StopAsync(CancellationToken cancellationToken) => _server.StopAsync();

    public void Dispose() => _server.Dispose();
}
