using System.Text;
using System.Text.Json;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance;

/// <summary>No shopper's data leaves the screen: neither to the disk, nor to the log, nor to the city.</summary>
public sealed class PrivacyTests
{
    // What is scanned, and what of it must be found nowhere. 'TIMOT' is in no word of ours.
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
        ("thu rieng cua TIMOT 4711", ["TIMOT", "4711"]),
        ("https://nguoi:TIMOT@example.com/duong-rieng?khach=4711#TIMOT", ["TIMOT", "duong-rieng", "khach=4711"]),
        ("]d2010952000100001010A1\u001D4300CONG+TIMOT\u001D4307VN\u001D98TIMOT-noi-bo", ["TIMOT"]),
        ("(01)09520001000010(8200)https://timot.example.net/x", ["timot.example.net"]),
        ("https://id.gs1.org/01/09520001000010/10/A1?98=TIMOT&khach=TIMOT", ["TIMOT"]),
        ("(01)09520001000011(10)TIMOT", ["TIMOT"]),
        ("]C1TIMOT", ["TIMOT"]),
    ];

    [Fact]
    public async Task Nothing_of_a_shopper_is_in_the_ledger_the_log_or_on_the_wire()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var witness = await MqttWitness.ListenAsync(broker.Port, "#");
        using var place = new KioskPlace(broker.Address);
        await using var kiosk = await KioskProcess.StartAsync(place);
        foreach (var (code, _) in Codes)
            place.Line.Send(code);
        await LedgerRows.UntilAsync(place.Data, Codes.Length);
        await LedgerRows.DeliveredAsync(place.Data);
        await witness.CatchUpAsync();
        var metrics = await kiosk.AskAsync(new HttpRequestMessage(HttpMethod.Get, "metrics"));

        // While it runs, so that what stands in the -wal only is looked at too; then what the stop leaves.
        Assert.Empty(FoundIn(FilesOf(place.Data)));
        Assert.Empty(FoundIn([("metrics", await metrics.Content.ReadAsByteArrayAsync())]));
        kiosk.Signal(Unix.Terminate);
        Assert.Equal(0, await kiosk.ExitAsync());
        Assert.Empty(FoundIn(FilesOf(place.Data)));
        Assert.Empty(FoundIn(kiosk.Log.Select(line => ("log", Encoding.UTF8.GetBytes(line)))));
        Assert.Empty(FoundIn(witness.All.Select(arrival => ($"message on {arrival.Topic}", arrival.Payload))));
        Assert.Equal(Codes.Length, witness.Sightings.Count);
        AreTheContracts(
            [.. place.Rows.Select(row => JsonDocument.Parse(row.Bytes).RootElement.GetProperty("reading"))]);
    }

    [Fact]
    public async Task The_search_finds_a_secret_where_there_is_one()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("ledger.db-wal"), "\0\0…timot.be…");
        Assert.NotEmpty(FoundIn(FilesOf(folder.Path)));
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
        Assert.Equal(24, readings[9].GetProperty("length").GetInt32());
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

    private static IEnumerable<(string Place, byte[] Bytes)> FilesOf(string folder) =>
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            // Empty, and held so that nobody else may open it.
            .Where(file => Path.GetFileName(file) != "dntrace.lock")
            .Select(file => (file, File.ReadAllBytes(file)));

    private static IEnumerable<string> FoundIn(IEnumerable<(string Place, byte[] Bytes)> places)
    {
        var secrets = Codes.SelectMany(code => code.Secrets).Distinct().ToArray();
        foreach (var (place, bytes) in places)
        {
            foreach (var secret in secrets)
            {
                if (Holds(bytes, Encoding.UTF8.GetBytes(secret)) || Holds(bytes, Encoding.Unicode.GetBytes(secret)))
                    yield return $"'{secret}' in {place}";
            }
        }
    }

    private static bool Holds(byte[] bytes, byte[] secret) => bytes.AsSpan().IndexOf(secret) >= 0;
}
