using System.Text;
using System.Text.Json;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance;

/// <summary>
/// A kiosk that finds its files damaged when it starts: it serves, and what can be read reaches the city.
/// </summary>
public sealed class DamagedLedgerTests
{
    private const int Scans = 300;
    private const int PageSize = 4096;

    // Every so many pages one is damaged.
    private const int EveryTenth = 10;

    [Fact]
    public async Task A_ledger_without_its_first_page_arrives_whole_before_anything_that_was_scanned_later()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var witness = await MqttWitness.ListenAsync(broker.Port);
        await broker.EndAsync();
        using var place = new KioskPlace(broker.Address);
        var (old, before) = await RecordAsync(place);
        Spoil(LedgerRows.FileOf(place.Data), page => page == 0);

        await using (var kiosk = await KioskProcess.StartAsync(place))
        {
            using var scenes = await SceneStream.OpenAsync(place.Address);
            await scenes.NextSceneAsync();
            place.Line.Send(Codes.Known);
            Assert.Equal("known 1", await scenes.NextAnswerAsync());
            place.Line.Send(Codes.Expired);
            Assert.Equal([1L, 2L], (await LedgerRows.UntilAsync(place.Data, 2)).Select(row => row.Seq));
            await TellsAsync(kiosk, "damaged and set aside");
            await Until.TrueAsync(
                async () => await kiosk.MetricAsync("dntrace_sightings_pending") == Scans + 2,
                "the sightings of both ledgers");
            await IsCoveredAsync(kiosk, place, Scans + 2);

            await broker.BeginAsync();
            await kiosk.SentAsync();
            // When all is delivered, too.
            await TellsAsync(kiosk, "replace the card, and remove its ledger-N.corrupt");
            await StopAsync(kiosk);
        }
        await witness.CatchUpAsync();
        ArrivedWhole(witness.Sightings, old, before, place);
        await NamesThePreviousEpochAsync(broker, old, place);
        await IsRescuedAsync(place, before);
        await SendsNothingOldAsync(place, witness, old);
    }

    [Fact]
    public async Task A_ledger_that_lost_every_tenth_page_arrives_but_for_what_stood_there()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var witness = await MqttWitness.ListenAsync(broker.Port);
        await broker.EndAsync();
        using var place = new KioskPlace(broker.Address);
        var (old, before) = await RecordAsync(place);
        var image = await File.ReadAllBytesAsync(LedgerRows.FileOf(place.Data));
        // A sighting is shorter than a page: it stands on one as it is.
        var readable = before.Where(row => !IsTenth(image.AsSpan().IndexOf(row.Bytes) / PageSize)).ToList();
        Assert.InRange(readable.Count, Scans * 8 / 10, Scans - 1);
        Spoil(LedgerRows.FileOf(place.Data), IsTenth);

        await using (var kiosk = await KioskProcess.StartAsync(place))
        {
            // Only who reads those pages notices, and that is who sends them.
            await broker.BeginAsync();
            await Until.TrueAsync(
                () => witness.States.Any(state => state.GetProperty("previousEpoch").GetString() == old),
                "a state that names the ledger before this one");
            await Until.TrueAsync(
                () => kiosk.Log.Any(line => line.Contains("it was set aside as", StringComparison.Ordinal)),
                "a line that it was set aside");
            place.Line.Send(Codes.Known);
            Assert.Equal(1, (await LedgerRows.UntilAsync(place.Data, 1))[0].Seq);
            await kiosk.SentAsync();
            Assert.Equal(Scans - readable.Count, await kiosk.MetricAsync("dntrace_sightings_gone"));
            await StopAsync(kiosk);
        }
        await witness.CatchUpAsync();
        ArrivedWhole(witness.Sightings, old, readable, place);
        await NamesThePreviousEpochAsync(broker, old, place);
        await IsRescuedAsync(place, readable);
        await SendsNothingOldAsync(place, witness, old);
    }

    [Fact]
    public async Task A_damaged_catalog_is_set_aside_and_filled_again()
    {
        using var place = new KioskPlace($"mqtt://127.0.0.1:{FreePort.Take()}");
        await using (var kiosk = await KioskProcess.StartAsync(place))
            await StopAsync(kiosk);
        var catalog = Path.Combine(place.Data, "catalog", "v0", "origins.db");
        // LiteDB's pages have twice the size.
        Spoil(catalog, page => page < 2);

        await using var again = await KioskProcess.StartAsync(place);
        using var scenes = await SceneStream.OpenAsync(place.Address);
        await scenes.NextSceneAsync();
        place.Line.Send(Codes.Known);

        Assert.Equal("known 1", await scenes.NextAnswerAsync());
        Assert.True(
            Directory.Exists(Path.Combine(place.Data, "catalog", "bad")),
            "the damaged catalog is kept to be looked at");
        Assert.Contains(again.Log, line => line.Contains("was damaged and set aside", StringComparison.Ordinal));
        await again.PartAsync("catalog", "ok");
    }

    private static Task TellsAsync(KioskProcess kiosk, string what) => Until.TrueAsync(
        async () => (await kiosk.HealthAsync()).Body.GetRawText().Contains(what, StringComparison.Ordinal),
        $"/health tells '{what}'");

    // What the damaged ledger held counts for the city's goal, and for whoever asks on the spot.
    private static async Task IsCoveredAsync(KioskProcess kiosk, KioskPlace place, int sightings)
    {
        const string Metric = "dntrace_coverage_sightings{days=\"30\"}";
        await Until.TrueAsync(
            async () => await kiosk.MetricAsync(Metric) == sightings, "the coverage of both ledgers");
        var told = await Cli.RunAsync(["ledger", "coverage", "--format", "json", "--data", place.Data]);
        Assert.True(told.ExitCode == 0, $"{told}");
        var windows = JsonDocument.Parse(told.Output).RootElement.GetProperty("windows");
        Assert.Equal(sightings, windows.EnumerateArray().Last().GetProperty("sightings").GetInt32());
    }

    private static bool IsTenth(int page) => page % EveryTenth == EveryTenth - 1;

    // Scans that no broker has; the ledger's file is whole when its kiosk has ended.
    private static async Task<(string Epoch, IReadOnlyList<Row> Rows)> RecordAsync(KioskPlace place)
    {
        await using var kiosk = await KioskProcess.StartAsync(place);
        for (var n = 0; n < Scans; n++)
        {
            place.Line.Send(Codes.Ean13(n));
            await Task.Yield();
        }
        await LedgerRows.UntilAsync(place.Data, Scans);
        await StopAsync(kiosk);
        return (LedgerRows.Epoch(place.Data), place.Rows);
    }

    private static async Task StopAsync(KioskProcess kiosk)
    {
        kiosk.Signal(Unix.Terminate);
        Assert.Equal(0, await kiosk.ExitAsync());
    }

    private static void Spoil(string path, Func<int, bool> isSpoilt)
    {
        using var file = File.Open(path, FileMode.Open);
        byte[] rubbish = [.. Enumerable.Repeat((byte)0xA5, PageSize)];
        for (var page = 0; page < file.Length / PageSize; page++)
        {
            if (!isSpoilt(page))
                continue;
            file.Position = (long)page * PageSize;
            file.Write(rubbish);
        }
    }

    private static string? EpochOf(Arrival arrival) => arrival.Json.GetProperty("epoch").GetString();

    private static void ArrivedWhole(
        IReadOnlyList<Arrival> arrivals, string old, IReadOnlyList<Row> rows, KioskPlace place)
    {
        var epoch = LedgerRows.Epoch(place.Data);
        Assert.NotEqual(old, epoch);
        Assert.Empty(Promise.BrokenDelivery(rows, [.. arrivals.Where(one => EpochOf(one) == old)]));
        Assert.Empty(Promise.BrokenDelivery(place.Rows, [.. arrivals.Where(one => EpochOf(one) == epoch)]));
        Assert.Empty(Promise.BrokenChain(place.Rows, epoch));
    }

    private static async Task NamesThePreviousEpochAsync(Mosquitto broker, string old, KioskPlace place)
    {
        await using var newcomer = await MqttWitness.ListenAsync(broker.Port, "dnt/v1/+/+/status", "newcomer");
        await Until.TrueAsync(() => newcomer.All.Count == 1, "the retained state");
        Assert.True(newcomer.All[0].Retained);
        Assert.Equal(old, newcomer.States[0].GetProperty("previousEpoch").GetString());
        Assert.Equal(LedgerRows.Epoch(place.Data), newcomer.States[0].GetProperty("epoch").GetString());
    }

    private static async Task IsRescuedAsync(KioskPlace place, IReadOnlyList<Row> rows)
    {
        Assert.True(File.Exists(Path.Combine(place.Data, "ledger-1.corrupt")), "the damaged file is kept");
        var rescued = Path.Combine(place.Data, "ledger-1.rescued.db");

        var verified = await Cli.RunAsync(["ledger", "verify", rescued]);
        Assert.True(verified.ExitCode == 0, $"{verified}");
        Assert.Contains($"{rows.Count} rows are right", verified.Output, StringComparison.Ordinal);
        Assert.Equal(
            rows.Count < rows[^1].Seq,
            verified.Output.Contains("could not be rescued", StringComparison.Ordinal));

        var listed = await Cli.RunAsync(["ledger", "list", rescued]);
        Assert.Equal(0, listed.ExitCode);
        Assert.Equal(rows.Select(row => Encoding.UTF8.GetString(row.Bytes)), listed.OutputLines);
    }

    // What was delivered of the old ledger is remembered by the new one.
    private static async Task SendsNothingOldAsync(KioskPlace place, MqttWitness witness, string old)
    {
        var (arrived, recorded) = (witness.Sightings.Count(one => EpochOf(one) == old), place.Rows.Count);
        await using var kiosk = await KioskProcess.StartAsync(place);
        place.Line.Send(Codes.Recalled);
        await LedgerRows.UntilAsync(place.Data, recorded + 1);
        await kiosk.SentAsync();
        await witness.CatchUpAsync();

        Assert.Equal(arrived, witness.Sightings.Count(one => EpochOf(one) == old));
        Assert.Equal(recorded + 1, witness.Sightings[^1].Json.GetProperty("seq").GetInt64());
    }
}
