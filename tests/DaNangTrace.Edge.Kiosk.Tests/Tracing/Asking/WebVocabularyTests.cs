using System.Text;
using System.Text.Json;
using DaNangTrace.Edge.Kiosk.Tracing.Asking;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tests.Tracing.Asking;

public sealed class WebVocabularyTests
{
    private const string Gtin = "08936012345674";

    [Fact]
    public void A_product_as_the_vocabulary_has_it_becomes_an_origin()
    {
        var origin = Read("""
            {
              "@context": {"gs1": "https://ref.gs1.org/voc/"},
              "@type": "gs1:Product",
              "gs1:gtin": "8936012345674",
              "gs1:productName": [{"@value": "Bánh dừa nướng", "@language": "vi"},
                                  {"@value": "Baked coconut cake", "@language": "en"}],
              "gs1:productDescription": "Dừa, bột, đường",
              "gs1:brand": {"@type": "gs1:Brand", "gs1:brandName": [{"@value": "Quê Hương", "@language": "vi"}]},
              "gs1:countryOfOrigin": {"@type": "gs1:Country", "gs1:countryCode": "VN"},
              "gs1:manufacturer": {"gs1:organizationName": {"@value": "HTX Cẩm Lệ", "@language": "vi"},
                                   "gs1:address": {"gs1:streetAddress": "12 Ông Ích Đường",
                                                   "gs1:addressLocality": "Đà Nẵng"}},
              "gs1:manufacturingPlant": {"gs1:organizationName": "Xưởng 2", "gs1:globalLocationNumber": "8936012345605"},
              "gs1:certification": {"gs1:certificationStandard": "OCOP", "gs1:certificationValue": "4",
                                    "gs1:certificationAgency": "UBND thành phố",
                                    "gs1:certificationEndDate": {"@value": "2027-01-31", "@type": "xsd:date"}},
              "gs1:harvestDate": "2026-10-01",
              "gs1:productionDate": "2026-11-02T05:00:00+07:00",
              "gs1:expirationDate": {"@value": "2027-02-02"},
              "gs1:image": {"gs1:referencedFileURL": "https://elsewhere.example/tracker.png"}
            }
            """);

        Assert.Equal(Gtin, origin.Gtin);
        Assert.Equal(("Bánh dừa nướng", "Baked coconut cake"), (origin.Name["vi"], origin.Name["en"]));
        Assert.Equal("Dừa, bột, đường", origin.Description![JsonLd.NoLanguage]);
        Assert.Equal("Quê Hương", origin.Brand);
        Assert.Equal(("Việt Nam", "Vietnam"), (origin.Place!.Text["vi"], origin.Place.Text["en"]));
        Assert.Equal("HTX Cẩm Lệ", origin.Maker!.Name);
        Assert.Equal("12 Ông Ích Đường, Đà Nẵng", origin.Maker.Address![JsonLd.NoLanguage]);
        Assert.Equal(("make", "8936012345605"), (origin.Stages[0].Kind, origin.Stages[0].Gln));
        Assert.Equal(
            new Certificate("OCOP", 4, null, "UBND thành phố", new DateOnly(2027, 1, 31)),
            Assert.Single(origin.Certificates));
        Assert.Equal(new DateOnly(2026, 11, 2), origin.Made!.Date);
        Assert.Equal(new DateOnly(2027, 2, 2), origin.Expires!.Date);
        Assert.Null(origin.Image);
    }

    [Theory]
    [InlineData("""{"https://gs1.org/voc/productName":"Tré"}""")]
    [InlineData("""{"https://ref.gs1.org/voc/productName":{"vi":"Tré"}}""")]
    [InlineData("""[{"@type":"Organization"},{"productName":"Tré"}]""")]
    [InlineData("""{"@graph":[{"gs1:productName":[{"@value":"Tré"}]}]}""")]
    public void The_same_term_is_found_in_each_form_of_json_ld(string text) =>
        Assert.Equal("Tré", Read(text).Name.Values.Single());

    [Fact]
    public void A_record_of_our_own_packs_keeps_its_evidence()
    {
        var record = PackJson.ToBytes(new Origin
        {
            Gtin = Gtin,
            Name = new Dictionary<string, string> { ["vi"] = "Tré" },
            Evidence = new Evidence("inspected"),
        });

        Assert.Equal(
            "inspected", WebVocabulary.Read(record, new Question(Gtin, null, null)).EvidenceOf!.Name!.Grade);
    }

    [Fact]
    public void What_is_said_of_one_lot_is_not_told_of_every_item()
    {
        var origin = Read(
            """{"productName":"Tré","hasBatchLotNumber":"X","expirationDate":"2020-01-01","countryOfOrigin":"VN"}""");

        Assert.Null(origin.Lot);
        Assert.Null(origin.Expires);
        Assert.NotNull(origin.Place);
        Assert.NotNull(Read(
            """{"productName":"Tré","hasBatchLotNumber":"X","expirationDate":"2020-01-01"}""",
            new Question(Gtin, "X", null)).Expires);
    }

    [Fact]
    public void What_it_does_not_say_is_not_known()
    {
        var origin = Read("""{"productName":"Tré"}""");

        Assert.Null(origin.Place);
        Assert.Null(origin.Maker);
        Assert.Null(origin.Evidence);
        Assert.Empty(origin.Certificates);
    }

    [Theory]
    [InlineData("""{"productName":"Tré","gtin":"09520001000010"}""", "another product")]
    [InlineData("""{"productName":"Tré","gtin":"nonsense"}""", "another product")]
    [InlineData("""{"productName":"Tré","hasBatchLotNumber":"B2"}""", "another lot")]
    [InlineData("""{"productName":""}""", "names no product")]
    [InlineData("""{"name":"Tré"}""", "names no product")]
    [InlineData("""[]""", "names no product")]
    [InlineData("""7""", "names no product")]
    [InlineData("""{"productName":""", "no JSON")]
    [InlineData("<html></html>", "no JSON")]
    public void What_is_not_this_product_is_told(string text, string why) =>
        Assert.Contains(
            why, Assert.Throws<DocumentException>(() => Read(text, new Question(Gtin, "A1", null))).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Values_of_other_kinds_are_no_values()
    {
        var origin = Read("""
            {"productName":"Tré","manufacturer":7,"countryOfOrigin":[true],"certification":["OCOP",{}],
             "expirationDate":"soon","productionDate":{"a":{"b":1}},"provenanceStatement":{"@value":[]},"brand":"x",
             "manufacturingPlant":[3,{"globalLocationNumber":"1"}]}
            """);

        Assert.Null(origin.Maker);
        Assert.Null(origin.Place);
        Assert.Null(origin.Expires);
        Assert.Empty(origin.Certificates);
    }

    [Fact]
    public void Depth_is_bounded()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 40)) + string.Concat(Enumerable.Repeat("]", 40));

        Assert.Throws<DocumentException>(() => Read(deep));
        Assert.ThrowsAny<JsonException>(() => JsonDocument.Parse(deep, new JsonDocumentOptions { MaxDepth = 32 }));
    }

    private static Origin Read(string text, Question? question = null) =>
        WebVocabulary.Read(Encoding.UTF8.GetBytes(text), question ?? new Question(Gtin, null, null));
}
