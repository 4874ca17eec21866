using System.Buffers;
using System.Diagnostics;
using System.Text.Json;
using DaNangTrace.Edge.Wire;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Protocol;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>
/// The city: notes every message in the order of its arrival. Its session outlives a broken link, so that a broker's
/// restart hides nothing from it.
/// </summary>
internal sealed class MqttWitness : IAsyncDisposable
{
    private readonly List<Arrival> _arrivals = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _subscribed = new();
    private readonly int _port;
    private readonly string _topics;
    private readonly string _name;
    private readonly Task _loop;
    private TaskCompletionSource<long>? _next;
    private LinkBegin? _link;
    private int _markers;

    private MqttWitness(int port, string topics, string name)
    {
        (_port, _topics, _name) = (port, topics, name);
        _loop = Task.Run(StayConnectedAsync);
    }

    /// <summary>Listens; returns when the broker has its subscription.</summary>
    public static async Task<MqttWitness> ListenAsync(int port, string topics = "dnt/v1/#", string name = "witness")
    {
        var witness = new MqttWitness(port, topics, name);
        await witness._subscribed.Task.WaitAsync(Until.Deadline);
        return witness;
    }

    /// <summary>Everything so far.</summary>
    public IReadOnlyList<Arrival> All
    {
        get
        {
            lock (_arrivals)
                return [.. _arrivals];
        }
    }

    /// <summary>The sightings so far, each with its exact bytes, however many came in a message.</summary>
    public IReadOnlyList<Arrival> Sightings => [.. ScanMessages.SelectMany(message => message.Elements)];

    /// <summary>The messages with sightings so far, as they came: one, or an array.</summary>
    public IReadOnlyList<Arrival> ScanMessages => [.. On("/evt/scan")];

    /// <summary>The states so far.</summary>
    public IReadOnlyList<JsonElement> States => [.. On("/status").Select(arrival => arrival.Json)];

    /// <summary>The pulses so far.</summary>
    public IReadOnlyList<Arrival> Pulses => [.. On("/tele/health")];

    /// <summary>When the next message arrives, by the stopwatch's clock.</summary>
    public Task<long> NextAsync()
    {
        var next = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        Interlocked.Exchange(ref _next, next);
        return next.Task;
    }

    /// <summary>The sightings, when there are so many.</summary>
    public async Task<IReadOnlyList<Arrival>> SightingsAsync(int count)
    {
        await Until.TrueAsync(() => Sightings.Count >= count, $"{count} sightings (came: {Sightings.Count})");
        return Sightings;
    }

    /// <summary>
    /// Returns when everything that the broker had acknowledged by now has arrived: a message of our own goes the same
    /// way, behind it.
    /// </summary>
    public async Task CatchUpAsync()
    {
        var topic = $"dnt/v1/caught-up/{Interlocked.Increment(ref _markers)}";
        using var client = new MqttClientFactory().CreateMqttClient();
        await client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", _port).Build());
        await client.PublishStringAsync(topic, "", MqttQualityOfServiceLevel.AtLeastOnce);
        await Until.TrueAsync(() => All.Any(arrival => arrival.Topic == topic), "the last message at the broker");
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }

    private IEnumerable<Arrival> On(string leaf) =>
        All.Where(arrival => arrival.Topic.EndsWith(leaf, StringComparison.Ordinal));

    private async Task StayConnectedAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            // A client whose connection failed may refuse to connect again: each attempt has its own.
            using var client = new MqttClientFactory().CreateMqttClient();
            var gone = new TaskCompletionSource();
            client.ApplicationMessageReceivedAsync += Note;
            client.DisconnectedAsync += _ =>
            {
                gone.TrySetResult();
                return Task.CompletedTask;
            };
            try
            {
                await client.ConnectAsync(Options(), _stop.Token);
                await client.SubscribeAsync(_topics, MqttQualityOfServiceLevel.AtLeastOnce, _stop.Token);
                _subscribed.TrySetResult();
                await gone.Task.WaitAsync(_stop.Token);
            }
            catch (Exception e) when (e is MqttCommunicationException or OperationCanceledException
                or MqttClientNotConnectedException or MqttClientDisconnectedException or InvalidOperationException)
            {
                await Task.Delay(50, CancellationToken.None);
            }
        }
    }

    private MqttClientOptions Options() => new MqttClientOptionsBuilder()
        .WithTcpServer("127.0.0.1", _port)
        .WithClientId(_name)
        .WithProtocolVersion(MQTTnet.Formatter.MqttProtocolVersion.V500)
        .WithCleanStart(false)
        .WithSessionExpiryInterval(3600)
        .WithReceiveMaximum(65535)
        .Build();

    private Task Note(MqttApplicationMessageReceivedEventArgs received)
    {
        Interlocked.Exchange(ref _next, null)?.TrySetResult(Stopwatch.GetTimestamp());
        var message = received.ApplicationMessage;
        var arrival = new Arrival(
            message.Topic, message.Payload.ToArray(), message.QualityOfServiceLevel, message.Retain)
        {
            Expiry = message.MessageExpiryInterval,
        };
        lock (_arrivals)
        {
            _link = BeginOf(arrival) ?? _link;
            _arrivals.Add(arrival with { Link = _link });
        }
        return Task.CompletedTask;
    }

    // A retained one is an old one: the broker repeats it when the witness itself comes back.
    private static LinkBegin? BeginOf(Arrival arrival) =>
        !arrival.Retained && arrival.Topic.EndsWith("/status", StringComparison.Ordinal)
            && WireJson.ToStatus(arrival.Payload) is { State: KioskStatus.Online } status
            ? new LinkBegin(status.Session, TimeProvider.System.GetUtcNow())
            : null;
}
