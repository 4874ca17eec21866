using System.Globalization;
using System.Text;
using DaNangTrace.Edge.Acceptance.Kit;
using MQTTnet;

namespace DaNangTrace.Edge.Benchmarks;

/// <summary>A Mosquitto of the measurement's own, which counts what it gets.</summary>
internal sealed class SendingBroker : IAsyncDisposable
{
    private const string Count = "$SYS/broker/publish/messages/received";
    private const string Size = "$SYS/broker/publish/bytes/received";

    // It says its counts once a second, where they changed.
    private static readonly TimeSpan TwoCounts = TimeSpan.FromSeconds(2.5);

    private readonly Child _child;

    private SendingBroker(Child child, int port) => (_child, Port) = (child, port);

    public int Port { get; }

    /// <summary>Debian's Mosquitto; null where there is none.</summary>
    public static string? Program { get; } =
        ((string[])["/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto"]).FirstOrDefault(File.Exists);

    /// <summary>Starts it in a folder of its own.</summary>
    /// <param name="folder">Where its files go.</param>
    /// <param name="persists">Whether it writes what it holds each second, as the market's broker does.</param>
    public static async Task<SendingBroker> StartAsync(string folder, bool persists)
    {
        Directory.CreateDirectory(folder);
        var port = FreePort.Take();
        var configuration = Path.Combine(folder, "mosquitto.conf");
        // As deploy/mosquitto/market.conf; messages in flight as it comes: 20. By itself, started by root, it would
        // become a user that can't write here.
        await File.WriteAllTextAsync(configuration, $"""
            listener {port} 127.0.0.1
            allow_anonymous true
            max_packet_size 65536
            max_queued_messages 0
            sys_interval 1
            persistence {(persists ? "true" : "false")}
            persistence_location {folder}/
            {(persists ? "autosave_on_changes true" : "")}
            {(persists ? "autosave_interval 1" : "")}
            {(Environment.UserName == "root" ? "user root" : "")}

            """);
        var broker = new SendingBroker(Child.Start(Program!, ["-c", configuration]), port);
        await Until.TrueAsync(() => broker._child.ListensAsync(port), $"mosquitto on port {port}");
        return broker;
    }

    /// <summary>Messages that were published to it since its start, and the bytes of their payloads.</summary>
    public async Task<(long Messages, long Bytes)> CountAsync()
    {
        var (messages, bytes) = (0L, 0L);
        using var client = new MqttClientFactory().CreateMqttClient();
        client.ApplicationMessageReceivedAsync += received =>
        {
            var text = Encoding.UTF8.GetString(received.ApplicationMessage.Payload);
            var value = long.Parse(text, CultureInfo.InvariantCulture);
            if (received.ApplicationMessage.Topic == Count)
                messages = value;
            else
                bytes = value;
            return Task.CompletedTask;
        };
        await client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", Port).Build());
        await client.SubscribeAsync(Count);
        await client.SubscribeAsync(Size);
        await Task.Delay(TwoCounts);
        return (messages, bytes);
    }

    public async ValueTask DisposeAsync() => await _child.DisposeAsync();
}
