using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Sending;
using DaNangTrace.Edge.Wire;
using Microsoft.Extensions.Logging.Abstractions;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace DaNangTrace.Edge.Benchmarks;

/// <summary>
/// From a scan, as it comes to the ledger, to its message at a subscriber of the broker; beside a bare publish of the
/// same bytes by the same client library. All in one process, so that one clock serves.
/// </summary>
internal sealed class SendingLatency : IAsyncDisposable
{
    private const int WarmUp = 50;
    private const int Alone = 200;

    // In turn, so that both meet the same machine.
    private const int Blocks = 4;
    private const int InBlock = 100;

    private const string BareTopic = "dnt/v1/han/bare/evt/scan";

    // Of one kind; the other kind's stands in the middle.
    private static readonly TimeSpan HalfAlone = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Steady = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<Guid, (long Begun, List<double> Into)> _onTheirWay = new();
    private readonly IMqttClient _subscriber = new MqttClientFactory().CreateMqttClient();
    private readonly IMqttClient _bare = new MqttClientFactory().CreateMqttClient();
    private readonly CountingLedger _ledger;
    private readonly MqttUplink _link;
    private readonly Uplink _uplink;
    private readonly int _port;
    private Outcome _outcome = new();

    private SendingLatency(string place, int port)
    {
        var options = new SendingOptions { Servers = [$"mqtt://127.0.0.1:{port}"] };
        (_port, _ledger) = (port, LedgerKit.Open(place));
        _link = new MqttUplink(SendingComparison.Identity, options, TimeProvider.System);
        _uplink = new Uplink(_ledger, _link, options, TimeProvider.System, NullLogger<Uplink>.Instance);
    }

    public static async Task RunAsync(string folder)
    {
        await using var broker = await SendingBroker.StartAsync(Path.Combine(folder, "quick"), persists: false);
        await using var latency = new SendingLatency(Path.Combine(folder, "latency"), broker.Port);
        await latency.MeasureAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _uplink.StopAsync(CancellationToken.None);
        _uplink.Dispose();
        await _link.DisposeAsync();
        await _ledger.DisposeAsync();
        _bare.Dispose();
        _subscriber.Dispose();
    }

    private async Task MeasureAsync()
    {
        _subscriber.ApplicationMessageReceivedAsync += NoteAsync;
        await _subscriber.ConnectAsync(OptionsOf("subscriber"));
        await _subscriber.SubscribeAsync(KioskAddress.EveryScan, MqttQualityOfServiceLevel.AtMostOnce);
        await _bare.ConnectAsync(OptionsOf("bare"));
        await _uplink.StartAsync(CancellationToken.None);
        await Acceptance.Kit.Until.TrueAsync(
            () => _uplink.Now.Wellness == Kiosk.Timing.Wellness.Ok, "the kiosk's link");
        await AloneAsync(WarmUp, TimeSpan.FromMilliseconds(5));
        LedgerKit.Tell($"""

            Latency: from a scan, as it comes to the ledger, to its message at a subscriber (QoS 0), through a durable
            append and the uplink; beside a bare publish of the same bytes (MQTTnet, QoS 1), in turn. The way
            from the scanner's line is measured elsewhere: the acceptance tests' program, with the word latency.

            | scans                |     | kiosk, ms | until kept, ms | bare publish, ms | ratio | difference, ms |
            |----------------------|-----|----------:|---------------:|-----------------:|------:|---------------:|
            """);
        await AloneAsync(Alone, HalfAlone);
        Tell($"{Alone}, one each {2 * HalfAlone.TotalMilliseconds:0} ms");
        await SteadilyAsync();
        Tell($"{Blocks * InBlock}, 20/s");
    }

    private MqttClientOptions OptionsOf(string name) => new MqttClientOptionsBuilder()
        .WithTcpServer("127.0.0.1", _port)
        .WithClientId(name)
        .WithProtocolVersion(MqttProtocolVersion.V500)
        .Build();

    private async Task AloneAsync(int scans, TimeSpan pause)
    {
        _outcome = new Outcome();
        for (var i = 0; i < scans; i++)
        {
            var kept = ScanAsync();
            await Task.Delay(pause);
            await kept;
            var published = PublishAsync();
            await Task.Delay(pause);
            await published;
        }
        await ArrivedAsync();
    }

    private async Task SteadilyAsync()
    {
        _outcome = new Outcome();
        for (var block = 0; block < 2 * Blocks; block++)
        {
            using var timer = new PeriodicTimer(Steady);
            var under = new List<Task>();
            for (var i = 0; i < InBlock; i++)
            {
                await timer.WaitForNextTickAsync();
                under.Add(block % 2 == 0 ? ScanAsync() : PublishAsync());
            }
            await Task.WhenAll(under);
            await ArrivedAsync();
        }
    }

    private async Task ScanAsync()
    {
        var (sighting, outcome) = (LedgerKit.Sighting(), _outcome);
        var begun = Stopwatch.GetTimestamp();
        _onTheirWay[sighting.Id] = (begun, outcome.Kiosk);
        if (await await _ledger.EnqueueAsync(sighting) is Recorded.Failed failed)
            throw new InvalidOperationException(failed.Reason);
        lock (outcome.Kept)
            outcome.Kept.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
    }

    private async Task PublishAsync()
    {
        var sighting = LedgerKit.Sighting();
        var kept = sighting with { Epoch = _ledger.Epoch, Seq = _ledger.LastSeq, Prev = LedgerFile.NoPrevious };
        var bytes = WireJson.ToBytes(kept);
        var begun = Stopwatch.GetTimestamp();
        _onTheirWay[sighting.Id] = (begun, _outcome.Bare);
        await _bare.PublishBinaryAsync(BareTopic, bytes, MqttQualityOfServiceLevel.AtLeastOnce);
    }

    private Task NoteAsync(MqttApplicationMessageReceivedEventArgs received)
    {
        var at = Stopwatch.GetTimestamp();
        using var json = JsonDocument.Parse(received.ApplicationMessage.Payload);
        var isArray = json.RootElement.ValueKind == JsonValueKind.Array;
        foreach (var one in isArray ? json.RootElement.EnumerateArray().ToArray() : [json.RootElement])
        {
            if (_onTheirWay.TryGetValue(one.GetProperty("id").GetGuid(), out var sent))
            {
                lock (sent.Into)
                    sent.Into.Add(Stopwatch.GetElapsedTime(sent.Begun, at).TotalMilliseconds);
                _onTheirWay.TryRemove(one.GetProperty("id").GetGuid(), out _);
            }
        }
        return Task.CompletedTask;
    }

    private Task ArrivedAsync() => Acceptance.Kit.Until.TrueAsync(() => _onTheirWay.IsEmpty, "all messages", Deadline);

    private void Tell(string name)
    {
        foreach (var share in (double[])[0.5, 0.99])
        {
            var (ours, kept, theirs) = (At(_outcome.Kiosk), At(_outcome.Kept), At(_outcome.Bare));
            var (ratio, more) = (ours / theirs, ours - theirs);
            var figures = string.Create(CultureInfo.InvariantCulture,
                $"{ours,9:0.00} | {kept,14:0.00} | {theirs,16:0.00} | {ratio,5:0.00} | {more,14:0.00}");
            LedgerKit.Tell($"| {name,-20} | p{share * 100:0} | {figures} |");
            double At(List<double> values) => LedgerKit.At([.. values.Order()], share);
        }
    }

    private sealed record Outcome
    {
        public List<double> Kiosk { get; } = [];

        public List<double> Kept { get; } = [];

        public List<double> Bare { get; } = [];
    }
}
