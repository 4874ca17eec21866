using System.Text;
using System.Text.Json.Nodes;
using DaNangTrace.Edge.Acceptance.Kit;
using DaNangTrace.Edge.Wire;
using MQTTnet.Protocol;

namespace DaNangTrace.Edge.Acceptance.Cataloguing;

/// <summary>Goods that were looked at before their recall arrived: the city hears of them once, whatever happens.
/// </summary>
public sealed class SeenBeforeRecallTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string Roll = "9520004707176";
    private const string Sauce = "9520001000010";

    private static readonly KioskAddress Kiosk = new("han", "k-test-001");

    private static readonly TimeSpan UntilAPulse = TimeSpan.FromSeconds(60);

    private CatalogOffice _office = null!;
    private Mosquitto _broker = null!;
    private MqttWitness _witness = null!;
    private KioskPlace _place = null!;

    public async ValueTask InitializeAsync()
    {
        _office = await CatalogOffice.OpenAsync();
        _broker = await Mosquitto.StartAsync();
        _witness = await MqttWitness.ListenAsync(_broker.Port);
        _place = new KioskPlace(_broker.Address, all =>
        {
            all["kiosk"]!["clock"] = "trusted";
            all["tracing"]!["catalog"] = new JsonObject { ["trust"] = new JsonArray(_office.PublicKey) };
        });
        await ImportAsync(await _office.MakeAsync("full", 1, Product(Sauce, "Nước mắm"), Product(Roll, "Chả bò")));
    }

    public async ValueTask DisposeAsync()
    {
        _place.Dispose();
        await _witness.DisposeAsync();
        await _broker.DisposeAsync();
        _office.Dispose();
    }

    [Fact]
    public async Task A_day_of_scans_then_a_recall_and_the_city_hears_of_each_lot_once_with_the_right_numbers()
    {
        await using var kiosk = await KioskProcess.StartAsync(_place);
        var from = TimeProvider.System.GetUtcNow();
        await ScanAsync("CB-0717", "CB-0717", "CB-0718", "CB-0717", "CB-0800", null);
        for (var n = 0; n < 4; n++)
            await ScanCodeAsync(n < 2 ? Sauce : Codes.NotRegistered);
        await LedgerRows.DeliveredAsync(_place.Data);
        Assert.Empty(Counts());

        await ImportAsync(await _office.MakeAsync("recall", 1, Recall("CB-0717", "CB-0719")));
        await Until.TrueAsync(() => Counts().Count == 2, "the counts of two lots");
        // Who scans it now is warned; and a list that is extended tells the new lot alone.
        await ScanAsync("CB-0717");
        await ImportAsync(await _office.MakeAsync(
            "recall", 2, Recall("CB-0717", "CB-0719"), Recall("CB-0800", "CB-0800")));
        await Until.TrueAsync(() => Counts().Count == 3, "the count of the lot that was added");
        await Until.TrueAsync(
            async () => await kiosk.MetricAsync("dntrace_recall_counts_pending") == 0, "nothing that waits");

        var counts = Counts();
        Assert.Equal(
            [("CB-0717", 3), ("CB-0718", 1), ("CB-0800", 1)], counts.Select(one => (one.Lot, (int)one.Count)));
        Assert.All(counts, one =>
        {
            Assert.Equal(("TH-01/2026", "0" + Roll), (one.Recall, one.Gtin));
            // A sighting has its time in whole milliseconds.
            Assert.InRange(one.First, from.AddMilliseconds(-1), one.Last);
            Assert.InRange(one.Last, one.First, TimeProvider.System.GetUtcNow());
        });
        Assert.All(On(), one => Assert.Equal((MqttQualityOfServiceLevel.AtLeastOnce, false), (one.Qos, one.Retained)));
        Assert.Contains(
            "\"alerts\":[\"recalled\"]", Encoding.UTF8.GetString(_place.Rows[^1].Bytes), StringComparison.Ordinal);

        await SeesCoverageAsync(kiosk);
        Assert.Empty(_witness.All.Where(one => KioskAddress.TryParse(one.Topic, out _, out _))
            .SelectMany(one => Contract.BrokenOn(one.Topic, one.Payload)));
    }

    [Fact]
    public async Task A_recall_that_arrives_while_the_broker_is_away_is_told_after_a_kill()
    {
        await using (var kiosk = await KioskProcess.StartAsync(_place))
        {
            await ScanAsync("CB-0717", "CB-0717", "CB-0718");
            await _broker.EndAsync();
            await ImportAsync(await _office.MakeAsync("recall", 1, Recall("CB-0717", "CB-0719")));
            await Until.TrueAsync(
                async () => await kiosk.MetricAsync("dntrace_recall_counts_pending") == 2, "two counts that wait");
            await kiosk.KillAsync();
        }
        await _broker.BeginAsync();
        await using var again = await KioskProcess.StartAsync(_place);

        await Until.TrueAsync(() => Counts().Count >= 2, "the counts after the kill");
        await Until.TrueAsync(
            async () => await again.MetricAsync("dntrace_recall_counts_pending") == 0, "nothing that waits");
        Assert.Equal([("CB-0717", 2), ("CB-0718", 1)], Counts().Select(one => (one.Lot, (int)one.Count)).Distinct());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Whenever_it_is_killed_each_lot_is_told_with_one_id_and_the_same_bytes(int seed)
    {
        const int lots = 5;
        var chance = new Random(seed);
        await using (await KioskProcess.StartAsync(_place))
        {
            await ScanAsync([.. Enumerable.Range(0, lots).SelectMany(n => Enumerable.Repeat($"L{n}", n + 1))]);
            await LedgerRows.DeliveredAsync(_place.Data);
        }
        for (var n = 0; n < lots; n++)
        {
            await ImportAsync(await _office.MakeAsync(
                "recall", n + 1, [.. Enumerable.Range(0, n + 1).Select(lot => Recall($"L{lot}", $"L{lot}"))]));
            await using var kiosk = await KioskProcess.StartAsync(_place);
            // The look that finds the list comes two seconds after the start, the one that counts two seconds later.
            await Task.Delay(3500 + chance.Next(1000), TestContext.Current.CancellationToken);
            await kiosk.KillAsync();
        }
        await using var last = await KioskProcess.StartAsync(_place);
        await Until.TrueAsync(
            () => Counts().DistinctBy(one => one.Lot).Count() == lots, $"each lot at the city (seed {seed})");
        await Until.TrueAsync(
            async () => await last.MetricAsync("dntrace_recall_counts_pending") == 0, "nothing that waits");
        await _witness.CatchUpAsync();

        var told = On().Select(one => Encoding.UTF8.GetString(one.Payload)).ToList();
        output.WriteLine($"seed {seed}: {told.Count} messages of {lots} lots");
        Assert.Equal(lots, told.Distinct().Count());
        Assert.Equal(
            Enumerable.Range(0, lots).Select(n => ($"L{n}", n + 1)),
            Counts().DistinctBy(one => one.Id).Select(one => (one.Lot!, (int)one.Count)).Order());
    }

    // The pulse, the metrics and the command say the same.
    private async Task SeesCoverageAsync(KioskProcess kiosk)
    {
        PulseCoverage? told = null;
        await Until.TrueAsync(
            () => (told = _witness.Pulses.Select(one => WireJson.ToPulse(one.Payload).Coverage).LastOrDefault())
                ?.Windows[0].Sightings == 11,
            "a pulse with all that was scanned", UntilAPulse);
        Assert.Equal(
            [new(1, 3, 2, 11, 9), new CoverageWindow(7, 3, 2, 11, 9), new(30, 3, 2, 11, 9)], told!.Windows);
        Assert.Equal(("0" + Codes.NotRegistered, 2), (told.NotRegistered.Single().Gtin, told.NotRegistered[0].Count));
        Assert.Equal(3, await kiosk.MetricAsync("""dntrace_coverage_codes{days="30"}"""));
        Assert.Equal(2, await kiosk.MetricAsync("""dntrace_coverage_known_codes{days="1"}"""));

        string[] coverage = ["ledger", "coverage", "--config", _place.Configuration, "--format"];
        var json = await Cli.RunAsync([.. coverage, "json"]);
        Assert.Equal(WireJson.ToBytes(told), json.Bytes[..^1]);
        var csv = Csv.Read((await Cli.RunAsync([.. coverage, "csv"])).Output);
        Assert.Equal(["coverage", "30", "3", "2", "66.7", "11", "9", "81.8", "", "", ""], csv[3]);
        Assert.Equal(("notRegistered", $"(01)0{Codes.NotRegistered}"), (csv[4][0], csv[4][8]));
        var text = await Cli.RunAsync(["ledger", "coverage", "--data", _place.Data]);
        Assert.Equal(0, text.ExitCode);
        Assert.Contains("2 of 3, 66.7 %", text.Output, StringComparison.Ordinal);
        Assert.Contains($"0{Codes.NotRegistered}, last", text.Output, StringComparison.Ordinal);
    }

    private IReadOnlyList<Arrival> On() => [.. _witness.All.Where(one => one.Topic == Kiosk.Recalled)];

    private List<RecallCount> Counts() => [.. On().Select(one => WireJson.ToRecallCount(one.Payload))];

    private async Task ScanAsync(params string?[] lots)
    {
        foreach (var lot in lots)
            await ScanCodeAsync(lot is null ? Roll : $"]d2010{Roll}10{lot}");
    }

    private async Task ScanCodeAsync(string code)
    {
        var before = _place.Rows.Count;
        _place.Line.Send(code);
        await LedgerRows.UntilAsync(_place.Data, before + 1);
    }

    private async Task ImportAsync(string pack)
    {
        var answer = await Cli.RunAsync(["catalog", "import", pack, "--config", _place.Configuration]);
        Assert.True(answer.ExitCode == 0, $"{answer}");
    }

    private static string Product(string gtin, string name) =>
        $$"""{"v":1,"gtin":"0{{gtin}}","productName":{"vi":"{{name}}"} }""";

    private static string Recall(string from, string to) => $$"""
        {"v":1,"gtin":"0{{Roll}}","recall":{"authority":{"vi":"Chi cục"},"reason":{"vi":"Mẫu"},"notice":"TH-01/2026",
        """.Trim() + $$"""
        "lots":[{"from":"{{from}}","to":"{{to}}"}] } }
        """;
}
