using System.Text.Json;
using DaNangTrace.Edge.Acceptance.Kit;
using MQTTnet.Protocol;

namespace DaNangTrace.Edge.Acceptance;

/// <summary>The way of a scan, with every part real: line, program, database, broker, browser.</summary>
public sealed class ScanTests
{
    private static readonly string[] Keys =
    [
        "v", "id", "rev", "epoch", "seq", "prev", "market", "kiosk", "scanner", "repeat", "at", "time",
        "reading", "answer",
    ];

    [Fact]
    public async Task A_scan_on_the_line_appears_on_the_page_and_at_the_broker()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var witness = await MqttWitness.ListenAsync(broker.Port);
        using var place = new KioskPlace(broker.Address);
        await using var kiosk = await KioskProcess.StartAsync(place);
        await using var browser = await Browser.StartAsync();
        await browser.OpenAsync(place.Address);

        place.Line.Send("]Q3010952000100002710NM-2411\u001D21000123");

        await browser.UntilAsync("document.documentElement.dataset.scene === 'known'");
        Assert.Equal("Đã đăng ký", await browser.SaysAsync("word"));
        Assert.Equal("Nước mắm nhĩ Nam Ô", await browser.SaysAsync("name"));
        var arrival = Assert.Single(await witness.SightingsAsync(1));
        Assert.Equal("dnt/v1/han/k-test-001/evt/scan", arrival.Topic);
        Assert.Equal(MqttQualityOfServiceLevel.AtLeastOnce, arrival.Qos);
        Assert.False(arrival.Retained);
        Assert.Equal(Assert.Single(place.Rows).Bytes, arrival.Payload);
        IsTheContracts(arrival.Json, LedgerRows.Epoch(place.Data));
        Assert.Empty(browser.Complaints);
    }

    private static void IsTheContracts(JsonElement sighting, string epoch)
    {
        Assert.Equal(Keys, sighting.EnumerateObject().Select(member => member.Name));
        Assert.Equal(1, sighting.GetProperty("v").GetInt32());
        Assert.Equal(0, sighting.GetProperty("rev").GetInt32());
        Assert.Equal('7', sighting.GetProperty("id").GetString()![14]);
        Assert.Equal(epoch, sighting.GetProperty("epoch").GetString());
        Assert.Equal(1, sighting.GetProperty("seq").GetInt64());
        Assert.Equal(new string('0', 64), sighting.GetProperty("prev").GetString());
        Assert.Equal("han", sighting.GetProperty("market").GetString());
        Assert.Equal("k-test-001", sighting.GetProperty("kiosk").GetString());
        Assert.Equal("front", sighting.GetProperty("scanner").GetString());
        Assert.False(sighting.GetProperty("repeat").GetBoolean());
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+07:00$", sighting.GetProperty("at").GetString());
        var time = sighting.GetProperty("time");
        Assert.Equal(["quality", "bootId", "bootNs"], time.EnumerateObject().Select(member => member.Name));
        Assert.Contains(time.GetProperty("quality").GetString(), (string[])["sync", "unsync"]);
        Assert.Equal(
            """
            {"kind":"item","symbology":"Q3","inferred":false,"gtin":"09520001000027","lot":"NM-2411","serial":"000123",
            "elements":{"01":"09520001000027","10":"NM-2411","21":"000123"},"withheld":[],"traceCode":null,"host":null,
            "length":null,"fault":null}
            """.ReplaceLineEndings(""),
            sighting.GetProperty("reading").GetRawText());
        var answer = sighting.GetProperty("answer");
        Assert.Equal(
            ["kind", "catalogVersion", "ageSeconds", "alerts"], answer.EnumerateObject().Select(member => member.Name));
        Assert.Equal("known", answer.GetProperty("kind").GetString());
        Assert.Equal(0, answer.GetProperty("catalogVersion").GetInt64());
        Assert.InRange(answer.GetProperty("ageSeconds").GetInt64(), 0, 60);
        Assert.Empty(answer.GetProperty("alerts").EnumerateArray());
    }
}
