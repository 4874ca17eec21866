using System.Net;
using System.Security.Cryptography.X509Certificates;
using MQTTnet.Adapter;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Server;

namespace DaNangTrace.Edge.Demo;

/// <summary>
/// Lets in clients that give no id, such as <c>mosquitto_sub</c> without <c>-i</c>: the server library refuses them
/// under MQTT 3.1.1, where a server may give them one (3.1.1, 3.1.3.1).
/// </summary>
/// <param name="tcp">Accepts the connections.</param>
internal sealed class GuestAdapter(IMqttServerAdapter tcp) : IMqttServerAdapter
{
    private int _guests;

    public Func<IMqttChannelAdapter, Task> ClientHandler
    {
        get => tcp.ClientHandler;
        set => tcp.ClientHandler = channel =>
            value(new GuestChannel(channel, $"guest-{Interlocked.Increment(ref _guests)}"));
    }

    public Task StartAsync(MqttServerOptions options, IMqttNetLogger logger) => tcp.StartAsync(options, logger);

    public Task StopAsync() => tcp.StopAsync();

    public void Dispose() => tcp.Dispose();

    /// <summary>A connection whose first packet gets an id if it brings none.</summary>
    private sealed class GuestChannel(IMqttChannelAdapter channel, string guest) : IMqttChannelAdapter
    {
        public long BytesReceived => channel.BytesReceived;

        public long BytesSent => channel.BytesSent;

        public X509Certificate2? ClientCertificate => channel.ClientCertificate;

        public bool IsSecureConnection => channel.IsSecureConnection;

        public EndPoint? LocalEndPoint => channel.LocalEndPoint;

        public EndPoint? RemoteEndPoint => channel.RemoteEndPoint;

        public MqttPacketFormatterAdapter PacketFormatterAdapter => channel.PacketFormatterAdapter;

        public async Task<MqttPacket> ReceivePacketAsync(CancellationToken cancellationToken)
        {
            var packet = await channel.ReceivePacketAsync(cancellationToken);
            if (packet is MqttConnectPacket connect && string.IsNullOrEmpty(connect.ClientId))
                connect.ClientId = guest;
            return packet;
        }

        public Task SendPacketAsync(MqttPacket packet, CancellationToken cancellationToken) =>
            channel.SendPacketAsync(packet, cancellationToken);

        public Task ConnectAsync(CancellationToken cancellationToken) => channel.ConnectAsync(cancellationToken);

        public Task DisconnectAsync(CancellationToken cancellationToken) => channel.DisconnectAsync(cancellationToken);

        public void ResetStatistics() => channel.ResetStatistics();

        public void Dispose() => channel.Dispose();
    }
}
