using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using DaNangTrace.Edge.Acceptance.Kit;
using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Wire;
using Microsoft.Extensions.Logging.Abstractions;

namespace DaNangTrace.Edge.Acceptance;

/// <summary>A kiosk whose ledger is full of sightings that the city does not have.</summary>
public sealed class FullLedgerTests
{
    private const string MaxSize = "16 MiB";

    // Long ones, so that some hundred fill it: the way of each to the city takes as long as that of a short one.
    private const int SightingBytes = 16 << 10;

    [Fact]
    public async Task One_that_refuses_new_sightings_shows_them_all_the_same_tells_and_goes_on_once_the_city_has_some()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var witness = await MqttWitness.ListenAsync(broker.Port);
        await broker.EndAsync();
        using var place = Place(broker, RecordingOptions.RefuseNew);
        var full = await FillAsync(place, RecordingOptions.RefuseNew);
        await using var kiosk = await KioskProcess.StartAsync(place);
        using var scenes = await SceneStream.OpenAsync(place.Address);
        await scenes.NextSceneAsync();

        place.Line.Send(Codes.Known);
        Assert.Equal("known 1", await scenes.NextAnswerAsync());
        place.Line.Send(Codes.Expired);
        await scenes.NextAnswerAsync();
        var (status, health) = await kiosk.PartAsync("ledger", "down");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("recording.maxSize", health.GetRawText(), StringComparison.Ordinal);
        await Until.TrueAsync(
            async () => await kiosk.MetricAsync("dntrace_sightings_not_recorded_total") == 2, "two are counted");
        Assert.Equal(full, place.Rows.Count);
        Assert.Equal(0, await kiosk.MetricAsync("dntrace_sightings_gone"));

        await broker.BeginAsync();
        await kiosk.SentAsync();
        place.Line.Send(Codes.Recalled);
        await Until.TrueAsync(() => place.Rows[^1].Seq == full + 1, "the next sighting is recorded");
        await kiosk.PartAsync("ledger", "ok");
        await kiosk.SentAsync();
        Assert.Equal(2, await kiosk.MetricAsync("dntrace_sightings_not_recorded_total"));
        await witness.CatchUpAsync();
        Assert.Equal(
            Enumerable.Range(1, full + 1),
            witness.Sightings.Select(one => one.Json.GetProperty("seq").GetInt32()).Distinct());
        await IsRightAsync(place);
    }

    [Fact]
    public async Task One_that_drops_the_oldest_records_on_counts_what_it_lost_and_sends_the_rest()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var witness = await MqttWitness.ListenAsync(broker.Port);
        await broker.EndAsync();
        using var place = Place(broker, RecordingOptions.DropOldest);
        var full = await FillAsync(place, RecordingOptions.DropOldest);
        await using var kiosk = await KioskProcess.StartAsync(place);

        place.Line.Send(Codes.Known);
        await Until.TrueAsync(() => place.Rows[^1].Seq == full + 1, "the sighting is recorded");
        var gone = await kiosk.MetricAsync("dntrace_sightings_gone");
        Assert.InRange(gone, 1, full / 4);
        Assert.Equal(gone + 1, place.Rows[0].Seq);
        Assert.Equal(0, await kiosk.MetricAsync("dntrace_sightings_not_recorded_total"));
        await kiosk.PartAsync("ledger", "ok");

        await broker.BeginAsync();
        await kiosk.SentAsync();
        await witness.CatchUpAsync();
        Assert.Empty(Promise.BrokenDelivery(place.Rows, witness.Sightings));
        Assert.Equal(gone, await kiosk.MetricAsync("dntrace_sightings_gone"));
        await IsRightAsync(place);
    }

    private static KioskPlace Place(Mosquitto broker, string whenFull) => new(
        broker.Address,
        all => all["recording"] = new JsonObject { ["maxSize"] = MaxSize, ["whenFull"] = whenFull });

    // As the program would have filled it in a week without a network.
    private static async Task<int> FillAsync(KioskPlace place, string whenFull)
    {
        var clock = new KioskClock(TimeProvider.System, TimeZoneInfo.Utc, () => true);
        await using var ledger = new Ledger(
            place.Data, new RecordingOptions { MaxSize = MaxSize, WhenFull = whenFull }, clock, NullLogger.Instance);
        for (var (n, together) = (0, 20); ledger.Figures.Gone == 0;)
        {
            var answers = await Task.WhenAll(
                Enumerable.Range(0, together).Select(_ => ledger.AppendAsync(Sighting(clock, n++))));
            if (answers.OfType<Recorded.Failed>().Any() && together == 1)
                break;
            if (answers.OfType<Recorded.Failed>().Any())
                together = 1;
        }
        return (int)ledger.LastSeq;
    }

    private static Sighting Sighting(KioskClock clock, int n) => new()
    {
        Id = Guid.CreateVersion7(clock.Time.GetUtcNow()),
        Market = "han",
        Kiosk = "k-test-001",
        Scanner = "front",
        At = clock.LocalNow,
        Time = new SightingTime("sync", clock.Now().BootId, n),
        Reading = new SightingReading
        {
            Kind = "item",
            Elements = new Dictionary<string, string> { ["10"] = new('L', SightingBytes) },
        },
        Answer = new SightingAnswer("none", null, null, []),
    };

    private static async Task IsRightAsync(KioskPlace place)
    {
        var verified = await Cli.RunAsync(["ledger", "verify", "--data", place.Data]);
        Assert.True(verified.ExitCode == 0, $"{verified}");
        var length = new FileInfo(LedgerRows.FileOf(place.Data)).Length;
        Assert.True(length <= 16 << 20, length.ToString(CultureInfo.InvariantCulture));
    }
}
