using System.Text;
using System.Text.Json;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Wire;
using DaNangTrace.Edge.Wire.Epcis;

namespace DaNangTrace.Edge.Kiosk.Tests.Wire;

/// <summary>What becomes of a sighting in EPCIS.</summary>
public class EpcisTests
{
    private const string Gtin = "08936012345674";
    private static readonly KioskAddress Han = new("han", "k-han-001");

    [Theory]
    [InlineData("8936012345674", false, "/01/08936012345674")]
    [InlineData($"]d201{Gtin}10A1", false, "/01/08936012345674/10/A1")]
    [InlineData($"]d201{Gtin}21S1", true, "/01/08936012345674/21/S1")]
    [InlineData($"]d201{Gtin}10A1\u001D21S1", true, "/01/08936012345674/21/S1")]
    [InlineData($"]d201{Gtin}1727123122V2\u001D10A1\u001D3103001500", false, "/01/08936012345674/10/A1")]
    [InlineData($"]d201{Gtin}235TPX9", true, "/01/08936012345674/235/TPX9")]
    [InlineData("]C100106141411234567897", true, "/00/106141411234567897")]
    [InlineData($"]C10010614141123456789702{Gtin}3712", true, "/00/106141411234567897")]
    [InlineData($"]d28006{Gtin}0102", false, "/8006/089360123456740102")]
    [InlineData($"]d28006{Gtin}0102\u001D10A1", false, "/8006/089360123456740102/10/A1")]
    [InlineData($"]d28006{Gtin}0102\u001D21S1\u001D10A1", true, "/8006/089360123456740102/21/S1")]
    [InlineData("]d2800308936012345674", false, "/8003/08936012345674")]
    [InlineData("]d2800308936012345674S/1", true, "/8003/08936012345674S%2F1")]
    [InlineData("]d280048936012345ABC", true, "/8004/8936012345ABC")]
    [InlineData($"]d201{Gtin}21a/b%c+d\"e'f?g&h=i(j)", true,
        "/01/08936012345674/21/a%2Fb%25c%2Bd%22e%27f%3Fg%26h%3Di%28j%29")]
    [InlineData($"https://shop.example/p/01/{Gtin}/10/A%2FB?17=271231", false, "/01/08936012345674/10/A%2FB")]
    public void It_names_the_finest_level_by_its_canonical_link(string code, bool isInstance, string path)
    {
        Assert.True(EpcisItem.TryOf(Samples.Sighting(code).Reading, out var item, out _));
        Assert.Equal(("https://id.gs1.org" + path, isInstance), (item.Uri, item.IsInstance));
    }

    [Theory]
    [InlineData("2012345678903", EpcisItem.InStore)]
    [InlineData("0212345678909", EpcisItem.InStore)]
    [InlineData("]d28006020123456789030102", EpcisItem.InStore)]
    [InlineData($"]C102{Gtin}3712", EpcisItem.NoKey)]
    [InlineData("]C14148936012345605", EpcisItem.NoKey)]
    [InlineData("]d2253893601234560512", EpcisItem.NoKey)]
    [InlineData("https://example.com/x", "web")]
    [InlineData("WIFI:T:WPA;S:Cho Han;P:secret-pass;;", "personal")]
    [InlineData("Nước mắm", "text")]
    [InlineData("]E08936012345673", "unreadable")]
    public void What_names_nothing_that_epcis_lists_gives_no_event_and_says_why(string code, string told)
    {
        Assert.False(EpcisItem.TryOf(Samples.Sighting(code).Reading, out _, out var why));
        Assert.Equal(told, why);
    }

    [Theory]
    [InlineData("01", "8936012345674")]
    [InlineData("01", "08936012345673")]
    [InlineData("00", "106141411234567890")]
    [InlineData("8004", "Chợ Hàn")]
    [InlineData("8004", "")]
    [InlineData("8003", "1")]
    [InlineData("8006", "0893601234567401")]
    public void A_strangers_wrong_key_gives_no_event(string ai, string value)
    {
        var reading = new SightingReading { Kind = "item", Elements = new Dictionary<string, string> { [ai] = value } };

        Assert.False(EpcisItem.TryOf(reading, out _, out var why));
        Assert.Equal(EpcisItem.NoKey, why);
    }

    [Fact]
    public void A_place_with_a_location_number_is_told_by_it() => Assert.Equal(
        new EpcisPlace(
            "https://id.gs1.org/414/8936012345605/254/k-han-001", "https://id.gs1.org/414/8936012345605"),
        EpcisPlace.Of(Han, "8936012345605", "urn:x:y"));

    [Fact]
    public void A_kiosk_whose_id_is_too_long_for_gs1_is_told_by_its_uri() => Assert.Equal(
        new EpcisPlace("urn:dnt:han:k-han-0000000000000001", "https://id.gs1.org/414/8936012345605"),
        EpcisPlace.Of(new KioskAddress("han", "k-han-0000000000000001"), "8936012345605"));

    [Fact]
    public void A_place_without_a_location_number_is_told_by_the_kiosks_uri()
    {
        Assert.Equal(new EpcisPlace("urn:dnt:han:k-han-001", "urn:dnt:han:k-han-001"), EpcisPlace.Of(Han));
        Assert.Equal(
            new EpcisPlace("https://city.example/k/1", "https://city.example/k/1"),
            EpcisPlace.Of(Han, null, "https://city.example/k/1"));
    }

    [Fact]
    public void A_document_has_the_shape_of_epcis_2()
    {
        var sighting = Samples.Sighting($"]d201{Gtin}21S1");
        var (text, document) = Write(sighting, Samples.Sighting());

        var expected = $$"""
            {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
            {"dnt":"urn:dnt:epcis/"}],"type":"EPCISDocument","schemaVersion":"2.0",
            "creationDate":"2026-11-24T05:00:00.000+00:00","epcisBody":{"eventList":[
            {"type":"ObjectEvent","eventID":"{{Events(document)[0].GetProperty("eventID")}}",
            "eventTime":"2026-11-24T12:00:00.000+07:00","eventTimeZoneOffset":"+07:00",
            "epcList":["https://id.gs1.org/01/08936012345674/21/S1"],"action":"OBSERVE","bizStep":"inspecting",
            "readPoint":{"id":"urn:dnt:han:k-han-001"},"bizLocation":{"id":"urn:dnt:han:k-han-001"},
            "dnt:answer":"none","dnt:clock":"sync","dnt:sighting":"{{sighting.Id}}"},
            """;
        Assert.Equal(expected.ReplaceLineEndings(""), string.Concat(text.Split('\n')[..2]));
        var quantity = Events(document)[1].GetProperty("quantityList")[0];
        Assert.Equal("""{"epcClass":"https://id.gs1.org/01/08936012345674","quantity":1}""", quantity.GetRawText());
    }

    [Fact]
    public void A_document_without_events_is_one_all_the_same() => Assert.Empty(Events(Write().Document));

    [Fact]
    public void Nothing_that_a_code_holds_breaks_the_document()
    {
        // Every character that GS1 allows in a serial number (character set 82), twenty at a time.
        var all = string.Concat(
            Enumerable.Range('!', 94).Select(c => (char)c).Where(c => !"#$@[\\]^`{|}~".Contains(c)));
        Assert.Equal(82, all.Length);
        var sightings = all.Chunk(20).Select(part => Samples.Sighting($"]d201{Gtin}21{new string(part)}")).ToArray();

        var events = Events(Write(sightings).Document);

        Assert.Equal(
            sightings.Select(sighting => sighting.Reading.Serial),
            events.Select(one => one.GetProperty("epcList")[0].GetString()!)
                .Select(uri => Uri.UnescapeDataString(uri[(uri.LastIndexOf('/') + 1)..])));
        Assert.All(events, one => Assert.True(Uri.IsWellFormedUriString(
            one.GetProperty("epcList")[0].GetString(), UriKind.Absolute)));
    }

    [Fact]
    public void Events_are_taken_one_by_one()
    {
        var output = new MemoryStream();
        long written = 0;
        EpcisDocument.Write(Watched(), EpcisDocument.DefaultNamespace, Samples.Noon, output);

        IEnumerable<EpcisEvent> Watched()
        {
            for (var n = 0; n < 100; n++)
            {
                Assert.True(n < 2 || output.Length > written, "nothing was written of an event that was given");
                written = output.Length;
                yield return Of(Samples.Sighting());
            }
        }
    }

    private static EpcisEvent Of(Sighting sighting)
    {
        Assert.True(EpcisEvent.TryOf(sighting, EpcisPlace.Of(Han), out var one, out _));
        return one;
    }

    private static (string Text, JsonDocument Document) Write(params Sighting[] sightings)
    {
        using var output = new MemoryStream();
        EpcisDocument.Write(sightings.Select(Of), EpcisDocument.DefaultNamespace, Samples.Noon, output);
        return (Encoding.UTF8.GetString(output.ToArray()), JsonDocument.Parse(output.ToArray()));
    }

    private static List<JsonElement> Events(JsonDocument document) =>
        [.. document.RootElement.GetProperty("epcisBody").GetProperty("eventList").EnumerateArray()];
}
