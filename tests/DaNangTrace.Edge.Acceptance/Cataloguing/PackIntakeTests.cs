using System.Text.Json;
using System.Text.Json.Nodes;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Cataloguing;

/// <summary>Packs that the city announces over MQTT, and that no hand brings.</summary>
public sealed class PackIntakeTests
{
    private const string Scanned = $"]d201{MarketOfPacks.Gtin}10L-1";

    // A kiosk that could not connect tries again after a minute at the latest.
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1) + Until.Deadline;

    [Fact]
    public async Task A_catalog_and_a_recall_arrive_by_themselves_and_answer()
    {
        await using var market = await MarketOfPacks.OpenAsync();
        await using var witness = await MqttWitness.ListenAsync(market.Broker.Port);
        await using var kiosk = await market.StartKioskAsync();
        using var scenes = await SceneStream.OpenAsync(market.Place.Address);
        await scenes.NextSceneAsync();

        await market.AnnounceAsync(await market.HaveCatalogAsync(17), "full");
        await Until.TrueAsync(
            async () => await kiosk.MetricAsync("dntrace_catalog_version") == 17, "the announced catalog");
        market.Place.Line.Send(Scanned);
        Assert.Equal("known", (await scenes.NextAnswerSceneAsync()).GetProperty("kind").GetString());

        await market.AnnounceAsync(await market.HaveRecallsAsync(3, "L-1"), "recall");
        await Until.TrueAsync(async () => await kiosk.MetricAsync("dntrace_recalls") == 1, "the announced list");
        market.Place.Line.Send(Scanned);
        Assert.Equal("recalled", (await scenes.NextAnswerSceneAsync()).GetProperty("alert").GetString());

        await MarketOfPacks.ToldAsync(kiosk, "recall list 3 came by itself at 20", "ok");
        await MarketOfPacks.ToldAsync(kiosk, "1 product, version 17; pack 17 came by itself at 20", "ok");
        Assert.Equal(1, await kiosk.MetricAsync("""dntrace_packs_total{kind="full",outcome="taken"}"""));
        Assert.Equal(1, await kiosk.MetricAsync("""dntrace_packs_total{kind="recall",outcome="taken"}"""));
        Assert.True(await kiosk.MetricAsync("""dntrace_pack_taken_seconds{kind="recall"}""") > 1_700_000_000);
        await Until.TrueAsync(() => witness.Pulses.Any(IsOfBoth), "a pulse that tells of both", LongestPause);
        Assert.Empty(Contract.BrokenOn(witness.Pulses[^1].Topic, witness.Pulses[^1].Payload));

        static bool IsOfBoth(Arrival pulse) =>
            pulse.Json.GetProperty("packs").EnumerateArray().Select(one => (
                one.GetProperty("kind").GetString(), one.GetProperty("version").GetRawText(),
                one.GetProperty("takenAt").ValueKind)).SequenceEqual(
            [("full", "17", JsonValueKind.String), ("recall", "3", JsonValueKind.String)]);
    }

    [Fact]
    public async Task What_is_announced_again_at_a_new_link_costs_nothing()
    {
        await using var market = await MarketOfPacks.OpenAsync();
        await using var kiosk = await market.StartKioskAsync();
        await market.AnnounceAsync(await market.HaveRecallsAsync(3, "L-1"), "recall");
        await Until.TrueAsync(() => LinesOf(kiosk) == 2, "announced, and taken");
        var asked = market.Server.Asked.Count;

        await market.Broker.EndAsync();
        await kiosk.PartAsync("uplink", "degraded");
        await market.Broker.BeginAsync();
        await Until.TrueAsync(
            async () => await kiosk.MetricAsync("""dntrace_notices_total{kind="recall",result="taken"}""") == 2,
            "the same notice again", LongestPause);

        Assert.Equal((2, asked), (LinesOf(kiosk), market.Server.Asked.Count));

        static int LinesOf(KioskProcess kiosk) =>
            kiosk.Log.Count(line => line.Contains("(recall)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_stranger_at_the_broker_can_have_nothing_fetched()
    {
        await using var market = await MarketOfPacks.OpenAsync();
        using var stranger = await CatalogOffice.OpenAsync();
        await using var kiosk = await market.StartKioskAsync();
        var theirs = await stranger.MakeFromAsync(
            market.Server.Address, "recall", 99, MarketOfPacks.Recall("L-1"));
        market.Server.Serve(theirs);

        await market.AnnounceAsync(theirs, "recall");
        await MarketOfPacks.ToldAsync(kiosk, "the announced recall list was refused: the announced pack names key");

        Assert.Equal(0, market.Server.Connections);
        Assert.Equal(1, await kiosk.MetricAsync(
            """dntrace_packs_total{kind="recall",outcome="refused",reason="otherKey"}"""));
        // A right one that comes after it is taken.
        await market.AnnounceAsync(await market.HaveRecallsAsync(3, "L-1"), "recall");
        await Until.TrueAsync(async () => await kiosk.MetricAsync("dntrace_recalls") == 1, "the right list");
    }

    [Theory]
    [InlineData(true, "tracing.catalog.sources names no address", "noSources")]
    [InlineData(false, "is below none of tracing.catalog.sources", "another")]
    public async Task From_a_server_that_is_not_named_nothing_is_fetched(bool isNone, string words, string name)
    {
        await using var market = await MarketOfPacks.OpenAsync(catalog => catalog["sources"] =
            isNone ? new JsonArray() : new JsonArray($"https://127.0.0.1:1/{name}/"));
        await using var kiosk = await market.StartKioskAsync();

        await market.AnnounceAsync(await market.HaveRecallsAsync(3, "L-1"), "recall");
        await MarketOfPacks.ToldAsync(kiosk, words);

        Assert.Equal(0, market.Server.Connections);
        Assert.Equal(0, await kiosk.MetricAsync("dntrace_recalls"));
    }

    [Fact]
    public async Task An_older_one_and_one_that_is_taken_back_change_nothing()
    {
        await using var market = await MarketOfPacks.OpenAsync();
        await using var kiosk = await market.StartKioskAsync();
        var older = await market.HaveRecallsAsync(3, "L-1", "L-2");
        await market.AnnounceAsync(await market.HaveRecallsAsync(4, "L-1"), "recall");
        await Until.TrueAsync(async () => await kiosk.MetricAsync("dntrace_recalls") == 1, "the list");
        var asked = market.Server.Asked.Count;

        await market.ClearAsync("recall");
        await market.AnnounceAsync(older, "recall");
        await MarketOfPacks.ToldAsync(
            kiosk, "the announced recall list 3 was refused: it is version 3 (recall), and a newer one was taken: 4");

        Assert.Equal(asked, market.Server.Asked.Count);
        Assert.Equal(1, await kiosk.MetricAsync("dntrace_recalls"));
        Assert.Equal(1, await kiosk.MetricAsync("""dntrace_notices_total{kind="recall",result="cleared"}"""));
    }

    [Fact]
    public async Task A_download_that_a_restart_interrupts_goes_on_where_it_was()
    {
        await using var market = await MarketOfPacks.OpenAsync();
        var pack = await market.HaveCatalogAsync(17, items: 20_000);
        var size = (int)new FileInfo(Path.Combine(pack, "catalog-17.ndjson.gz")).Length;
        market.Server.CutAfter = size / 16;
        await using (var kiosk = await market.StartKioskAsync())
        {
            await market.AnnounceAsync(pack, "full");
            await Until.TrueAsync(() => PartsOf(market).Any(one => one.Length > 0), "a part of the file");
            kiosk.Signal(Unix.Terminate);
            Assert.Equal(0, await kiosk.ExitInTimeAsync(TimeSpan.FromSeconds(4)));
        }
        var came = PartsOf(market).Single().Length;
        market.Server.CutAfter = null;
        lock (market.Server.Asked)
            market.Server.Asked.Clear();

        await using var again = await market.StartKioskAsync();
        await Until.TrueAsync(
            async () => await again.MetricAsync("dntrace_catalog_version") == 17, "the announced catalog",
            LongestPause);

        Assert.Contains($"catalog-17.ndjson.gz bytes={came}-", market.Server.Asked);
    }

    [Fact]
    public async Task Where_the_server_is_away_when_a_list_is_announced_it_comes_when_the_server_is_back()
    {
        await using var market = await MarketOfPacks.OpenAsync();
        await using var kiosk = await market.StartKioskAsync();
        var pack = await market.HaveRecallsAsync(3, "L-1");
        await market.TakeServerAwayAsync();

        await market.AnnounceAsync(pack, "recall");
        await MarketOfPacks.ToldAsync(kiosk, "recall list 3 is being fetched");
        await market.BringServerBackAsync(pack);
        await Until.TrueAsync(
            async () => await kiosk.MetricAsync("dntrace_recalls") == 1, "the announced list", LongestPause);
    }

    [Fact]
    public async Task A_networks_log_in_page_holds_a_warning_off_only_for_as_long_as_it_is_there()
    {
        await using var market = await MarketOfPacks.OpenAsync();
        await using var kiosk = await market.StartKioskAsync();
        market.Server.LogInPages = int.MaxValue;

        await market.AnnounceAsync(await market.HaveRecallsAsync(3, "L-1"), "recall");
        await MarketOfPacks.ToldAsync(kiosk, "recall list 3 is tried again", "degraded");
        market.Server.LogInPages = 0;
        await Until.TrueAsync(
            async () => await kiosk.MetricAsync("dntrace_recalls") == 1, "the announced list", LongestPause);

        await MarketOfPacks.ToldAsync(kiosk, "recall list 3 came by itself at 20");
    }

    private static FileInfo[] PartsOf(MarketOfPacks market) =>
        new DirectoryInfo(Path.Combine(market.Place.Data, "catalog", "incoming")) is { Exists: true } folder
            ? folder.GetFiles("*.part")
            : [];
}
