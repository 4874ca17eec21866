using System.Buffers;
using System.Net;
using DaNangTrace.Edge.Acceptance.Kit;
using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Sending;
using DaNangTrace.Edge.Kiosk.Serving;
using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Tracing;
using DaNangTrace.Edge.Wire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using MQTTnet.Server;

namespace DaNangTrace.Edge.Kiosk.Tests.Serving;

/// <summary>The way of a scan through all rooms, with a broker in this process.</summary>
public sealed class FlowTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly RecordingDisplay _display = new();
    private readonly List<(string Topic, byte[] Payload)> _arrived = [];
    private readonly int _port = FreePort.Take();
    private readonly ServiceProvider _rooms;
    private MqttServer? _broker;
    private bool _isStopped;

    public FlowTests()
    {
        var services = new ServiceCollection();
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(Samples.Clock(TimeProvider.System));
        services.AddSingleton(Samples.Identity);
        services.AddSingleton(new ScanningOptions());
        services.AddSingleton<IReadOnlyList<IDisplay>>([_display]);
        services.AddSingleton(new ShowingOptions()).AddSingleton<Screen>();
        services.AddRecording(new RecordingOptions(), _folder.Path);
        services.AddSending(new SendingOptions { Servers = [$"mqtt://127.0.0.1:{_port}"] });
        services.AddTracing(
            new TracingOptions { Catalog = new CatalogOptions { Seed = CatalogSeed.Sample } }, _folder.Path);
        services.AddServing();
        _rooms = services.BuildServiceProvider();
    }

    [Fact]
    public async Task A_scan_is_shown_recorded_and_sent_and_settled()
    {
        await StartBrokerAsync();
        await StartAsync();

        await ScanAsync("9520001000010", "(01)09520004707176(10)CB-0717", "8936012345673");
        await Wait.UntilAsync(() => Sightings().Count == 3, "three sightings arrive");
        await Wait.UntilAsync(() => Ledger.Pending == 0, "they are settled");

        Assert.Equal([null, "recalled"], _display.Scenes.OfType<Scene.Known>().Select(scene => scene.Alert));
        // The link may come up between two of them: then one of them is live, and goes ahead.
        var arrived = Sightings().OrderBy(bytes => WireJson.ToSighting(bytes).Seq).ToList();
        var sightings = arrived.ConvertAll(bytes => WireJson.ToSighting(bytes));
        Assert.Equal(["known", "known", "none"], sightings.Select(sighting => sighting.Answer.Kind));
        Assert.Equal(["recalled"], sightings[1].Answer.Alerts);
        Assert.Equal(("CB-0717", 0L), (sightings[1].Reading.Lot, sightings[1].Answer.CatalogVersion));
        Assert.Equal("check-digit", sightings[2].Reading.Fault);
        Assert.Equal(Rows(), arrived);
    }

    [Fact]
    public async Task With_the_broker_away_shoppers_are_served_and_everything_arrives_in_order_when_it_is_back()
    {
        await StartAsync();
        await ScanAsync([.. Enumerable.Range(0, 120).Select(i => $"(01)09520001000010(21){i}")]);
        await Wait.UntilAsync(() => Ledger.LastSeq == 120, "all are recorded");
        Assert.Equal(120, _display.Scenes.Count);
        Assert.Empty(_arrived);

        await StartBrokerAsync();
        await Wait.UntilAsync(() => Ledger.Pending == 0, "all are delivered");

        Assert.Equal(Rows(), Sightings());
    }

    [Fact]
    public async Task The_same_code_again_is_a_sighting_of_its_own_and_the_scene_stays()
    {
        await StartAsync();

        await ScanAsync("9520001000010", "9520001000010", "9520004701150", "9520001000010");
        await Wait.UntilAsync(() => Ledger.LastSeq == 4, "all are recorded");

        Assert.Equal(3, _display.Scenes.Count);
        Assert.Equal([false, true, false, false], Rows().Select(bytes => WireJson.ToSighting(bytes).Repeat));
    }

    [Fact]
    public async Task At_a_stop_what_stands_in_the_lane_is_still_recorded()
    {
        await StartAsync();
        await ScanAsync([.. Enumerable.Range(0, 60).Select(i => $"(01)09520001000010(21){i}")]);

        await StopAsync();
        await _rooms.DisposeAsync();

        Assert.Equal(60, LedgerCheck.Rows(_folder.File(LedgerFile.Name)).Count());
    }

    [Fact]
    public async Task A_stop_while_the_broker_owes_an_answer_is_an_ordinary_end()
    {
        await StartBrokerAsync(answers: false);
        await StartAsync();
        await ScanAsync("9520001000010");
        await Wait.UntilAsync(() => Sightings().Count == 1, "the sighting is on its way");

        await StopAsync();

        Assert.All(_rooms.GetServices<IHostedService>().OfType<BackgroundService>(),
            service => Assert.True(
                service.ExecuteTask!.IsCompletedSuccessfully,
                $"{service.GetType().Name}: {service.ExecuteTask.Exception}"));
        Assert.Equal(1, Ledger.Pending);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _rooms.DisposeAsync();
        if (_broker is not null)
        {
            await _broker.StopAsync();
            _broker.Dispose();
        }
        _folder.Dispose();
    }

    private Ledger Ledger => _rooms.GetRequiredService<Ledger>();

    private List<byte[]> Rows() => [.. LedgerCheck.Rows(_folder.File(LedgerFile.Name)).Select(row => row.Bytes)];

    private List<byte[]> Sightings()
    {
        lock (_arrived)
        {
            return [.. _arrived.Where(message => message.Topic == "dnt/v1/han/k-han-001/evt/scan")
                .SelectMany(message => FakeUplink.Split(message.Payload))];
        }
    }

    private async Task StartAsync()
    {
        foreach (var service in _rooms.GetServices<IHostedService>())
            await service.StartAsync(TestContext.Current.CancellationToken);
    }

    private async Task StopAsync()
    {
        if (_isStopped)
            return;
        _isStopped = true;
        foreach (var service in _rooms.GetServices<IHostedService>().Reverse())
            await service.StopAsync(CancellationToken.None);
    }

    private async Task ScanAsync(params string[] codes)
    {
        var lane = _rooms.GetRequiredService<ScanLane>();
        foreach (var code in codes)
            await lane.PutAsync(Samples.Scan(code), TestContext.Current.CancellationToken);
    }

    private async Task StartBrokerAsync(bool answers = true)
    {
        var factory = new MqttServerFactory();
        _broker = factory.CreateMqttServer(factory.CreateServerOptionsBuilder().WithDefaultEndpoint()
            .WithDefaultEndpointBoundIPAddress(IPAddress.Loopback).WithDefaultEndpointBoundIPV6Address(IPAddress.None)
            .WithDefaultEndpointPort(_port).Build());
        _broker.InterceptingPublishAsync += message =>
        {
            lock (_arrived)
                _arrived.Add((message.ApplicationMessage.Topic, message.ApplicationMessage.Payload.ToArray()));
            return answers || message.ApplicationMessage.Topic.EndsWith("/status", StringComparison.Ordinal)
                ? Task.CompletedTask
                : Task.Delay(Timeout.Infinite, message.CancellationToken);
        };
        await _broker.StartAsync();
    }
}
