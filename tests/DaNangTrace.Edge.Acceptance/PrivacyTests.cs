using System.Text;
using System.Text.Json;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance;

/// <summary>No shopper's data is kept, told or shown: on the disk, in the log, on the page, at the city.</summary>
public sealed class PrivacyTests
{
    // What is scanned, and what of it must be found nowhere. 'TIMOT' is in no word of ours; a number is so long that
    // it is in no hash and no count of nanoseconds by chance.
    private static readonly (string Code, string[] Secrets)[] Codes =
    [
        (Kit.Codes.Payment, ["SAMPLE0001", "TEN DU MA", "970415"]),
        ($"]Q1{Kit.Codes.Payment[..^4]}0000", ["SAMPLE0001"]),
        ("momo://TIMOT-app?phone=0905123987", ["TIMOT", "0905123987"]),
        ("WIFI:T:WPA;S:TIMOT-nha;P:matkhau77;;", ["TIMOT", "matkhau77"]),
        ("048201009876|209876543|TIMOT VAN BE|01012001|Nam|Da Nang|24112021", ["048201009876", "209876543", "TIMOT"]),
        ("BEGIN:VCARD;FN:TIMOT;TEL:0905123987;END:VCARD", ["TIMOT", "0905123987"]),
        ("0905123987", ["0905123987"]),
        ("timot.be@example.org", ["timot.be", "example.org"]),
        ("M1TIMOT/VANBE         EABC123 DADSGNVN 0123 328Y012A0001 100", ["TIMOT", "EABC123"]),
        ("thu rieng cua TIMOT 4711081599", ["TIMOT", "4711081599"]),
        ("https://nguoi:TIMOT@example.com/duong-rieng?khach=4711081599#TIMOT", ["TIMOT", "duong-rieng", "4711081599"]),
        ("]d2010952000100001010A1\u001D4300CONG+TIMOT\u001D4307VN\u001D98TIMOT-noi-bo", ["TIMOT"]),
        ("(01)09520001000010(8200)https://timot.example.net/x", ["timot.example.net"]),
        ("https://id.gs1.org/01/09520001000010/10/A1?98=TIMOT&khach=TIMOT", ["TIMOT"]),
        ("(01)09520001000011(10)TIMOT", ["TIMOT"]),
        ("]C1TIMOT", ["TIMOT"]),
    ];

    private static readonly Canary Canary = new(Codes.SelectMany(code => code.Secrets));

    // What the kiosk answers beside the stream of scenes.
    private static readonly string[] Pages = ["", "health", "metrics"];

    [Fact]
    public async Task Nothing_of_a_shopper_is_on_the_disk_in_the_log_on_the_page_or_on_the_wire()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var witness = await MqttWitness.ListenAsync(broker.Port, "#");
        // For one that is away the broker keeps every message on its disk.
        await (await MqttWitness.ListenAsync(broker.Port, "#", "sleeper")).DisposeAsync();
        using var place = new KioskPlace(broker.Address);
        await using var kiosk = await KioskProcess.StartAsync(place);
        await using var page = await PageRecorder.ListenAsync(place.Address);
        for (var n = 0; n < Codes.Length; n++)
        {
            place.Line.Send(Codes[n].Code);
            // One by one: a page that is slow misses scenes.
            await page.ScenesAsync(n + 1);
        }
        await LedgerRows.UntilAsync(place.Data, Codes.Length);
        await LedgerRows.DeliveredAsync(place.Data);
        await witness.CatchUpAsync();

        // While it runs, so that what stands in the -wal only is looked at too; then what the stop leaves.
        Assert.Empty(Canary.FoundIn(Canary.FilesOf(place.Data)));
        foreach (var name in Pages)
            Assert.Empty(Canary.FoundIn([($"/{name}", await AskedAsync(kiosk, name))]));
        Assert.Empty(Canary.FoundIn([("/events", page.Bytes)]));
        kiosk.Signal(Unix.Terminate);
        Assert.Equal(0, await kiosk.ExitAsync());
        await witness.CatchUpAsync();
        await broker.EndAsync();
        Assert.Empty(Canary.FoundIn(Canary.FilesOf(place.Data)));
        Assert.Empty(Canary.FoundIn(kiosk.Log.Select(line => ("log", Encoding.UTF8.GetBytes(line)))));
        Assert.Empty(Canary.FoundIn(witness.All.Select(one => ($"message on {one.Topic}", one.Payload))));
        Assert.Empty(Canary.FoundIn(Canary.FilesOf(broker.Folder)));
        Assert.Empty(Canary.FoundIn([("/events", page.Bytes)]));
        AreTheContracts(
            [.. place.Rows.Select(row => JsonDocument.Parse(row.Bytes).RootElement.GetProperty("reading"))]);
        TheSearchSawTheScans(broker.Folder, place.Data, witness, page, kiosk.Log);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public async Task The_search_finds_a_secret_where_there_is_one(string encoding)
    {
        using var folder = new TempFolder();
        await File.WriteAllBytesAsync(
            folder.File("ledger.db-wal"), Encoding.GetEncoding(encoding).GetBytes("\0\0…timot.be…"));

        var found = Assert.Single(Canary.FoundIn(Canary.FilesOf(folder.Path)));
        Assert.StartsWith(
            $"'timot.be' as {encoding} in {folder.File("ledger.db-wal")}: ", found, StringComparison.Ordinal);
    }

    [Fact]
    public void The_search_finds_each_secret_in_the_code_that_holds_it() => Assert.All(
        Codes.SelectMany(code => code.Secrets.Select(secret => (code.Code, secret))),
        one => Assert.Contains(
            Canary.FoundIn([("planted", Encoding.Unicode.GetBytes($"x{one.Code}"))]),
            found => found.StartsWith($"'{one.secret}' as utf-16 ", StringComparison.Ordinal)));

    // A search in empty places would find nothing either.
    private static void TheSearchSawTheScans(
        string broker, string data, MqttWitness witness, PageRecorder page, IEnumerable<string> log)
    {
        var kept = new Canary(["\"kind\":\"payment\""]);
        Assert.Contains(kept.FoundIn(Canary.FilesOf(data)), one => one.Contains("ledger.db", StringComparison.Ordinal));
        Assert.Contains(
            kept.FoundIn(Canary.FilesOf(broker)), one => one.Contains("mosquitto.db", StringComparison.Ordinal));
        Assert.NotEmpty(kept.FoundIn(witness.All.Select(one => (one.Topic, one.Payload))));
        Assert.NotEmpty(kept.FoundIn([("/events", page.Bytes)]));
        Assert.Contains(log, line => line.Contains("payment", StringComparison.Ordinal));
    }

    private static async Task<byte[]> AskedAsync(KioskProcess kiosk, string name)
    {
        using var answer = await kiosk.AskAsync(new HttpRequestMessage(HttpMethod.Get, name));
        Assert.True(answer.IsSuccessStatusCode, $"/{name}: {answer.StatusCode}");
        return await answer.Content.ReadAsByteArrayAsync();
    }

    private static void AreTheContracts(JsonElement[] readings)
    {
        Assert.Equal(
            [
                "payment", "payment", "payment", "personal", "personal", "personal", "personal", "personal", "personal",
                "text", "web", "item", "item", "item", "unreadable", "unreadable",
            ],
            readings.Select(reading => reading.GetProperty("kind").GetString()));
        foreach (var reading in readings[..9])
        {
            Assert.Equal(
                $$"""
                {"kind":"{{reading.GetProperty("kind").GetString()}}","symbology":null,"inferred":false,"gtin":null,
                "lot":null,"serial":null,"elements":{},"withheld":[],"traceCode":null,"host":null,"length":null,
                "fault":null}
                """.ReplaceLineEndings(""),
                reading.GetRawText());
        }
        Assert.Equal(30, readings[9].GetProperty("length").GetInt32());
        Assert.Equal("example.com", readings[10].GetProperty("host").GetString());
        Assert.Equal(["4300", "4307", "98"], Withheld(readings[11]));
        Assert.Equal(
            ["01", "10"], readings[11].GetProperty("elements").EnumerateObject().Select(element => element.Name));
        Assert.Equal(["8200"], Withheld(readings[12]));
        Assert.Equal(["98"], Withheld(readings[13]));
        Assert.Equal("check-digit", readings[14].GetProperty("fault").GetString());
    }

    private static IEnumerable<string?> Withheld(JsonElement reading) =>
        reading.GetProperty("withheld").EnumerateArray().Select(ai => ai.GetString());
}
