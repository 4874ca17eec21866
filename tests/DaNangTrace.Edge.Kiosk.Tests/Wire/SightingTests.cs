using System.Text;
using System.Text.Json;
using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Wire;

namespace DaNangTrace.Edge.Kiosk.Tests.Wire;

public class SightingTests
{
    [Fact]
    public void Its_keys_stand_in_the_contracts_order()
    {
        using var json = JsonDocument.Parse(WireJson.ToBytes(Samples.Sighting()));

        Assert.Equal(
            [
                "v", "id", "rev", "epoch", "seq", "prev", "market", "kiosk", "scanner", "repeat", "at", "time",
                "reading", "answer",
            ],
            json.RootElement.EnumerateObject().Select(key => key.Name));
        Assert.Equal(["quality", "bootId", "bootNs"], Keys(json, "time"));
        Assert.Equal(
            [
                "kind", "symbology", "inferred", "gtin", "lot", "serial", "elements", "withheld", "traceCode", "host",
                "length", "fault",
            ],
            Keys(json, "reading"));
        Assert.Equal(["kind", "catalogVersion", "ageSeconds", "alerts"], Keys(json, "answer"));
    }

    [Fact]
    public void Its_time_has_three_fraction_digits_and_an_offset()
    {
        var at = new DateTimeOffset(2026, 11, 23, 7, 15, 30, TimeSpan.FromHours(7)).AddTicks(2_509_999);
        var sighting = Samples.Sighting() with { At = at };

        Assert.Contains(
            "\"at\":\"2026-11-23T07:15:30.250+07:00\"",
            Encoding.UTF8.GetString(WireJson.ToBytes(sighting)),
            StringComparison.Ordinal);
    }

    [Fact]
    public void It_comes_back_from_its_bytes_as_the_same_bytes()
    {
        var sighting = Samples.Sighting("]d20108936012345674" + "17271231" + "10A1\u001D21S\u002F9");
        var bytes = WireJson.ToBytes(sighting with { Seq = 7, Prev = "ab" });

        Assert.Equal(bytes, WireJson.ToBytes(WireJson.ToSighting(bytes)));
    }

    [Fact]
    public void Of_an_item_it_keeps_what_describes_the_product_and_withholds_the_rest()
    {
        var reading = SightingReading.Of(new Reading.Item(null,
        [
            new Element("01", "08936012345674", "GTIN"), new Element("10", "A1", "BATCH/LOT"),
            new Element("4301", "NGUYEN VAN A", "SHIP TO NAME"), new Element("7250", "19800101", "DOB"),
            new Element("8008", "26112412", "PROD TIME"), new Element("4301", "NGUYEN VAN A", "SHIP TO NAME"),
        ], null)
        { Symbology = "Q3" });

        Assert.Equal(["01", "10", "8008"], reading.Elements.Keys);
        Assert.Equal(["4301", "7250"], reading.Withheld);
    }

    [Theory]
    [InlineData(
        "00020101021138540010A000000727012400069704150110SAMPLE00010208QRIBFTTA53037045802VN5909TEN DU MA630442EE",
        "payment")]
    [InlineData("WIFI:T:WPA;S:Cho Han;P:secret-pass;;", "personal")]
    [InlineData("BEGIN:VCARD\nFN:Nguyen Van A\nEND:VCARD", "personal")]
    [InlineData("048099000001|123456789|NGUYEN VAN A|01011990|Nam|1 Bach Dang, Da Nang|01012022", "personal")]
    public void Of_payment_and_personal_codes_it_keeps_the_kind_alone(string code, string kind)
    {
        var reading = SightingReading.Of(Samples.Read("]Q1" + code));

        Assert.Equal(JsonSerializer.Serialize(new SightingReading { Kind = kind }), JsonSerializer.Serialize(reading));
    }

    [Fact]
    public void Of_a_web_address_it_keeps_the_host_and_of_text_the_length()
    {
        Assert.Equal(
            "shop.example.com",
            SightingReading.Of(Samples.Read("https://u:p@Shop.Example.com:8443/t/TOKEN?x=1")).Host);
        var text = SightingReading.Of(Samples.Read("Chúc mừng"));
        Assert.Equal(("text", 9, null), (text.Kind, text.Length, text.Host));
    }

    [Theory]
    [InlineData("https://a.example/x", "a.example")]
    [InlineData("https://nguoi:TIMOT@a.example/x", "a.example")]
    [InlineData("https://A_b.Example.:8080", "a_b.example")]
    [InlineData("https://nước-mắm.vn/x", "xn--nc-mm-frb8703c7ja.vn")]
    [InlineData("http://192.168.1.20/x", "192.168.1.20")]
    [InlineData("http://[2001:DB8::1]:80/x", "[2001:db8::1]")]
    [InlineData("https://0905123987", null)]
    [InlineData("https://0905.123.987/", null)]
    [InlineData("https://048.201.009.876/", null)]
    [InlineData("https://timot/x", null)]
    [InlineData("https://[1:2:0905:123:987]/", null)]
    public void Of_an_address_the_host_is_kept_where_it_is_a_place_on_the_web(string address, string? host)
    {
        var reading = SightingReading.Of(Samples.Read(address));
        Assert.Equal(("web", host), (reading.Kind, reading.Host));
    }

    [Theory]
    [InlineData("00", true)]
    [InlineData("03", false)]
    [InlineData("17", true)]
    [InlineData("18", false)]
    [InlineData("37", true)]
    [InlineData("3100", true)]
    [InlineData("3699", true)]
    [InlineData("3700", false)]
    [InlineData("3959", true)]
    [InlineData("3960", false)]
    [InlineData("400", false)]
    [InlineData("417", true)]
    [InlineData("420", false)]
    [InlineData("427", true)]
    [InlineData("7011", true)]
    [InlineData("7012", false)]
    [InlineData("7039", true)]
    [InlineData("7040", false)]
    [InlineData("7230", true)]
    [InlineData("7240", false)]
    [InlineData("8006", true)]
    [InlineData("8007", false)]
    [InlineData("8026", true)]
    [InlineData("4300", false)]
    [InlineData("91", false)]
    [InlineData("", false)]
    public void Only_listed_ais_are_kept(string ai, bool kept) => Assert.Equal(kept, ProductAis.Keeps(ai));

    [Theory]
    [InlineData("dnt/v1/han/k-1/evt/scan", "han", "k-1", "evt/scan")]
    [InlineData("dnt/v1/han/k-1/status", "han", "k-1", "status")]
    public void A_topic_says_whose_it_is(string topic, string market, string kiosk, string leaf)
    {
        Assert.True(KioskAddress.TryParse(topic, out var address, out var rest));
        Assert.Equal((new KioskAddress(market, kiosk), leaf), (address, rest));
    }

    [Theory]
    [InlineData("dnt/v1/han/K-1/status")]
    [InlineData("dnt/v1/han/status")]
    [InlineData("dnt/v2/han/k-1/status")]
    [InlineData("")]
    [InlineData(null)]
    public void A_topic_of_nobody_is_refused(string? topic) => Assert.False(KioskAddress.TryParse(topic, out _, out _));

    private static IEnumerable<string> Keys(JsonDocument json, string part) =>
        json.RootElement.GetProperty(part).EnumerateObject().Select(key => key.Name);
}
