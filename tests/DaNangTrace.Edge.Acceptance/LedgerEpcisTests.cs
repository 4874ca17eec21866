using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance;

/// <summary><c>ledger export --format epcis</c> of a ledger that a kiosk wrote.</summary>
[Collection(KioskAtWorkUsers.Name)]
public sealed class LedgerEpcisTests(KioskAtWork work) : IDisposable
{
    private const string Gln = "8936012345605";
    private readonly TempFolder _copy = new();

    [Fact]
    public async Task Every_item_is_an_event_and_all_else_is_counted()
    {
        await work.StartAsync();
        var answer = await ExportAsync("--data", work.Place.Data);

        var items = work.Place.Rows.Where(row => RowWords.Gtin(row) is not null).ToList();
        Assert.Equal(
            items.Select(row => $"{Sighting(row, "id")} {Sighting(row, "at")} {UriOf(row)}"),
            EventsOf(answer).Select(one => $"{one.GetProperty("dnt:sighting")} {one.GetProperty("eventTime")} "
                + (one.TryGetProperty("epcList", out var list) ? list[0] : one.GetProperty("quantityList")[0]
                    .GetProperty("epcClass"))));
        Assert.Equal(
            "dntrace: 3 sightings name nothing that EPCIS lists: 1 payment, 1 text, 1 web\n", answer.Error);
        Assert.All(EventsOf(answer), one => Assert.Equal(
            ("urn:dnt:han:k-test-001", "urn:dnt:han:k-test-001"), (IdOf(one, "readPoint"), IdOf(one, "bizLocation"))));
        Assert.All(EventsOf(answer), one => Assert.Equal(
            HashOf(one, "urn:dnt:epcis/"), one.GetProperty("eventID").GetString()));
    }

    [Fact]
    public async Task The_configuration_says_the_place_and_the_namespace()
    {
        await work.StartAsync();
        var answer = await ExportAsync(
            "--config", work.Place.Configuration, "--set", $"kiosk.gln={Gln}",
            "--set", "epcis.namespace=https://city.example/epcis/");

        Assert.Equal(
            """{"dnt":"https://city.example/epcis/"}""",
            JsonDocument.Parse(answer.Bytes).RootElement.GetProperty("@context")[1].GetRawText());
        Assert.NotEmpty(EventsOf(answer));
        Assert.All(EventsOf(answer), one => Assert.Equal(
            ($"https://id.gs1.org/414/{Gln}/254/k-test-001", $"https://id.gs1.org/414/{Gln}"),
            (IdOf(one, "readPoint"), IdOf(one, "bizLocation"))));
        Assert.All(EventsOf(answer), one => Assert.Equal(
            HashOf(one, "https://city.example/epcis/"), one.GetProperty("eventID").GetString()));
    }

    [Fact]
    public async Task What_a_kiosk_saw_before_it_was_moved_it_saw_elsewhere()
    {
        await work.StartAsync();
        var answer = await ExportAsync(
            "--config", work.Place.Configuration, "--set", $"kiosk.gln={Gln}", "--set", "kiosk.market=con");

        Assert.All(EventsOf(answer), one => Assert.Equal("urn:dnt:han:k-test-001", IdOf(one, "readPoint")));
    }

    [Fact]
    public async Task Of_a_sighting_that_was_corrected_only_the_last_row_is_an_event()
    {
        await work.StartAsync();
        LedgerRows.Copy(work.Place.Data, _copy.Path);
        var last = work.Place.Rows.Count;
        Add(last + 1, one => (one["rev"], one["at"]) = (1, "2026-11-23T07:15:30.250+07:00"));
        Add(last + 2, one => (one["rev"], one["at"]) = (2, "2026-11-24T07:15:30.250+07:00"));

        var id = Sighting(work.Place.Rows[0], "id");
        var answer = await ExportAsync("--data", _copy.Path);

        var newest = Assert.Single(EventsOf(answer), one => one.GetProperty("dnt:sighting").GetString() == id);
        Assert.Equal("2026-11-24T07:15:30.250+07:00", newest.GetProperty("eventTime").GetString());
        Assert.EndsWith("1 web; 2 were corrected later\n", answer.Error, StringComparison.Ordinal);
        // A range that ends before the correction does not bring the wrong time back.
        var before = await ExportAsync("--data", _copy.Path, "--to", "1");
        Assert.Empty(EventsOf(before));
        Assert.Equal("dntrace: 1 was corrected later\n", before.Error);
        var none = await ExportAsync("--data", _copy.Path, "--from", "1000");
        Assert.Empty(EventsOf(none));
        Assert.Equal("dntrace: no sighting is there: the document has no events\n", none.Error);
    }

    [Fact]
    public async Task Other_keys_are_events_and_an_in_store_number_is_none()
    {
        await work.StartAsync();
        LedgerRows.Copy(work.Place.Data, _copy.Path);
        var last = work.Place.Rows.Count;
        AddReading(last + 1, null, ("00", "106141411234567897"));
        AddReading(last + 2, "02012345678903", ("01", "02012345678903"));
        AddReading(last + 3, null, ("414", Gln));

        var answer = await ExportAsync("--data", _copy.Path, "--from", $"{last + 1}");

        Assert.Equal(
            """["https://id.gs1.org/00/106141411234567897"]""",
            Assert.Single(EventsOf(answer)).GetProperty("epcList").GetRawText());
        Assert.Equal(
            "dntrace: 2 sightings name nothing that EPCIS lists: 1 in-store, 1 without such a key\n",
            answer.Error);
    }

    [Fact]
    public async Task A_row_that_is_no_sighting_is_named_and_the_rest_is_there()
    {
        await work.StartAsync();
        LedgerRows.Copy(work.Place.Data, _copy.Path);
        LedgerRows.Tamper(_copy.Path, "UPDATE sighting SET bytes = CAST('{\"rev\":1' AS BLOB) WHERE seq = 2");

        var answer = await Cli.RunAsync(["ledger", "export", "--format", "epcis", "--data", _copy.Path]);

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("row 2 is no sighting", answer.Error, StringComparison.Ordinal);
        Assert.Equal(
            work.Place.Rows.Count(row => row.Seq != 2 && RowWords.Gtin(row) is not null), EventsOf(answer).Count);
    }

    public void Dispose() => _copy.Dispose();

    private static async Task<Answered> ExportAsync(params string[] place)
    {
        var answer = await Cli.RunAsync(["ledger", "export", "--format", "epcis", .. place]);
        Assert.True(answer.ExitCode == 0, $"{answer}");
        return answer;
    }

    // One more row: the first sighting, changed.
    private void Add(long seq, Action<JsonObject> change)
    {
        var sighting = JsonNode.Parse(work.Place.Rows[0].Bytes)!.AsObject();
        sighting["seq"] = seq;
        change(sighting);
        LedgerRows.Tamper(_copy.Path,
            $"INSERT INTO sighting (seq, bytes) VALUES ({seq}, CAST('{sighting.ToJsonString()}' AS BLOB))");
    }

    private void AddReading(long seq, string? gtin, (string Ai, string Value) element) => Add(seq, one =>
    {
        one["id"] = $"019ab2f0-5c1a-7cc3-9f5e-{seq:D12}";
        one["reading"]!["gtin"] = gtin;
        one["reading"]!["elements"] = new JsonObject { [element.Ai] = element.Value };
    });

    private static List<JsonElement> EventsOf(Answered answer) =>
    [
        .. JsonDocument.Parse(answer.Bytes).RootElement.GetProperty("epcisBody").GetProperty("eventList")
            .EnumerateArray(),
    ];

    private static string IdOf(JsonElement one, string name) => one.GetProperty(name).GetProperty("id").GetString()!;

    private static string Sighting(Row row, string name) => RowWords.Json(row).GetProperty(name).GetString()!;

    private static string UriOf(Row row)
    {
        var elements = RowWords.Json(row).GetProperty("reading").GetProperty("elements");
        return "https://id.gs1.org/01/" + RowWords.Gtin(row)
            + (elements.TryGetProperty("21", out var serial) ? "/21/" + Uri.EscapeDataString(serial.GetString()!)
                : elements.TryGetProperty("10", out var lot) ? "/10/" + Uri.EscapeDataString(lot.GetString()!)
                : "");
    }

    // CBV 2.0, 8.9, once more, from what was printed.
    private static string HashOf(JsonElement one, string space)
    {
        var text = new StringBuilder("eventType=ObjectEvent");
        var at = one.GetProperty("eventTime").GetDateTimeOffset().UtcDateTime;
        text.Append(CultureInfo.InvariantCulture, $"eventTime={at:yyyy-MM-dd'T'HH:mm:ss.fff}Z");
        text.Append(CultureInfo.InvariantCulture, $"eventTimeZoneOffset={one.GetProperty("eventTimeZoneOffset")}");
        if (one.TryGetProperty("epcList", out var list))
            text.Append(CultureInfo.InvariantCulture, $"epcListepc={list[0]}");
        else
            text.Append("quantityListquantityElementepcClass=")
                .Append(one.GetProperty("quantityList")[0].GetProperty("epcClass")).Append("quantity=1");
        text.Append("action=OBSERVEbizStep=https://ref.gs1.org/cbv/BizStep-inspecting");
        text.Append("readPointid=").Append(IdOf(one, "readPoint"));
        text.Append("bizLocationid=").Append(IdOf(one, "bizLocation"));
        foreach (var name in (string[])["answer", "clock", "sighting"])
            text.Append('{').Append(space).Append('}').Append(name).Append('=').Append(one.GetProperty("dnt:" + name));
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
        return $"ni:///sha-256;{Convert.ToHexStringLower(hash)}?ver=CBV2.0";
    }
}
