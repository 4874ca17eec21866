using System.Text;
using System.Text.Json;
using DaNangTrace.Edge.Kiosk.Health;
using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Sending;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Tracing;
using DaNangTrace.Edge.Wire;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DaNangTrace.Edge.Kiosk.Tests.Health;

public sealed class PulseTests : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = Samples.Time();
    private readonly FakeUplink _city = new();
    private readonly Ledger _ledger;
    private readonly Catalog _catalog;
    private readonly RecallList _recalls;
    private readonly IntakePlace _intake = new();
    private readonly PulseService _pulse;

    public PulseTests()
    {
        _catalog = new Catalog(_folder.Path, Samples.Clock(_time), NullLogger<Catalog>.Instance);
        _recalls = new RecallList(Samples.Clock(_time), NullLogger<RecallList>.Instance);
        _ledger = new Ledger(
            _folder.Path, new RecordingOptions(), Samples.Clock(_time), NullLogger.Instance);
        _pulse = new PulseService(
            _ledger, _city, new CityOrders(), Samples.Identity, Samples.Clock(_time))
        {
            Packs = new PackReport(_catalog, _recalls, _intake.Intake),
        };
    }

    [Fact]
    public async Task It_carries_the_newest_sighting_and_the_oldest_that_is_not_delivered()
    {
        var nothing = _pulse.Beat();
        Assert.Equal((null, null), (nothing.Newest, nothing.PendingFrom));

        for (var i = 0; i < 5; i++)
            await _ledger.AppendAsync(Samples.Sighting());
        await _ledger.SettleAsync(
        [
            new(_ledger.Epoch, 1, 2, LedgerState.Delivered), new(_ledger.Epoch, 3, 3, LedgerState.Refused),
            new(_ledger.Epoch, 5, 5, LedgerState.Delivered),
        ]);

        var pulse = _pulse.Beat();
        var newest = LedgerCheck.Rows(_folder.File(LedgerFile.Name)).Last();
        Assert.Equal(new PulseHead(_ledger.Epoch, 5, LedgerFile.HashOf(newest.Bytes)), pulse.Newest);
        Assert.Equal(new PulsePlace(_ledger.Epoch, 4), pulse.PendingFrom);
        Assert.Equal(("ok", 1, 1, 0, 0), (
            pulse.Recording.State, pulse.Recording.Pending, pulse.Recording.Refused, pulse.Recording.Gone,
            pulse.Recording.NotRecorded));

        await _ledger.SettleAsync([new(_ledger.Epoch, 4, 4, LedgerState.Delivered)]);
        Assert.Null(_pulse.Beat().PendingFrom);
    }

    [Fact]
    public async Task It_beats_every_thirty_seconds()
    {
        await _pulse.StartAsync(TestContext.Current.CancellationToken);
        Assert.Equal(TimeSpan.FromSeconds(30), PulseService.Every);
        // Its clock begins to run when its loop does: the first beat tells when.
        await Wait.UntilAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromMilliseconds(100));
                return _city.Pulses.Count > 0;
            },
            "the first beat");
        _time.Advance(PulseService.Every);
        await Wait.UntilAsync(() => _city.Pulses.Count > 1, "another beat");
        Assert.All(
            _city.Pulses.Zip(_city.Pulses.Skip(1)),
            pair => Assert.InRange(pair.Second.At - pair.First.At, TimeSpan.FromSeconds(1), 2 * PulseService.Every));
        await _pulse.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Its_keys_stand_in_the_contracts_order_and_it_comes_back_from_its_bytes()
    {
        await _ledger.AppendAsync(Samples.Sighting());
        var bytes = WireJson.ToBytes(_pulse.Beat());

        using var json = JsonDocument.Parse(bytes);
        Assert.Equal(
            ["v", "at", "quality", "version", "newest", "pendingFrom", "recording", "sending", "coverage", "packs"],
            Keys(json.RootElement));
        Assert.Equal(["full", "recall"], json.RootElement.GetProperty("packs").EnumerateArray()
            .Select(one => one.GetProperty("kind").GetString()));
        Assert.All(json.RootElement.GetProperty("packs").EnumerateArray(), one => Assert.Equal(
            ["kind", "version", "asOf", "takenAt", "waiting", "refused", "trouble"], Keys(one)));
        Assert.Equal(["epoch", "seq", "sha256"], Keys(json.RootElement.GetProperty("newest")));
        Assert.Equal(["epoch", "seq"], Keys(json.RootElement.GetProperty("pendingFrom")));
        Assert.Equal(
            [
                "state", "pending", "refused", "gone", "notRecorded", "usedBytes", "mostBytes", "hoursLeft",
                "prunedUnacknowledged",
            ],
            Keys(json.RootElement.GetProperty("recording")));
        Assert.Equal(
            ["acknowledged", "commandsTaken", "commandsRefused", "certificateExpires"],
            Keys(json.RootElement.GetProperty("sending")));
        Assert.Equal(
            Encoding.UTF8.GetString(bytes), Encoding.UTF8.GetString(WireJson.ToBytes(WireJson.ToPulse(bytes))));
    }

    public async ValueTask DisposeAsync()
    {
        _pulse.Dispose();
        _catalog.Dispose();
        _intake.Dispose();
        await _ledger.DisposeAsync();
        _folder.Dispose();
    }

    private static IEnumerable<string> Keys(JsonElement element) => element.EnumerateObject().Select(key => key.Name);
}
