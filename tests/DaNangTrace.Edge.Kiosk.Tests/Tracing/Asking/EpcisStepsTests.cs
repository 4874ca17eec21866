using System.Text;
using DaNangTrace.Edge.Kiosk.Tracing.Asking;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tests.Tracing.Asking;

public sealed class EpcisStepsTests
{
    private const string Gtin = "08936012345674";
    private const string Lot = $"https://id.gs1.org/01/{Gtin}/10/A1";

    [Fact]
    public void Events_become_the_steps_of_the_way_in_their_order()
    {
        var steps = Read($$"""
            {"type":"EPCISDocument","schemaVersion":"2.0","epcisBody":{"eventList":[
              {"type":"ObjectEvent","action":"OBSERVE","bizStep":"retail_selling",
               "eventTime":"2026-11-03T01:00:00.000Z","eventTimeZoneOffset":"+07:00",
               "quantityList":[{"epcClass":"{{Lot}}","quantity":10}],
               "bizLocation":{"id":"https://id.gs1.org/414/8936012345605"} },
              {"type":"TransformationEvent","eventTime":"2026-11-01T20:00:00Z","eventTimeZoneOffset":"+07:00",
               "outputQuantityList":[{"epcClass":"{{Lot}}"}],
               "readPoint":{"id":"https://id.gs1.org/414/8936012345612/254/1"} },
              {"type":"ObjectEvent","action":"ADD","bizStep":"https://ref.gs1.org/cbv/BizStep-commissioning",
               "eventTime":"2026-10-30T08:00:00+07:00","eventTimeZoneOffset":"+07:00",
               "epcList":["https://id.gs1.org/01/{{Gtin}}"],
               "bizLocation":{"id":"https://id.gs1.org/414/8936012345629"} },
              {"type":"ObjectEvent","action":"OBSERVE","bizStep":"shipping","eventTime":"2026-11-02T08:00:00+07:00",
               "epcList":["{{Lot}}"],"bizLocation":{"id":"https://id.gs1.org/414/8936012345605"} } ] } }
            """);

        Assert.Equal(
            [
                new Stage("source", Time: new DateOnly(2026, 10, 30), Gln: "8936012345629"),
                // Eight in the evening in London is the next day in Da Nang.
                new Stage("make", Time: new DateOnly(2026, 11, 2), Gln: "8936012345612"),
                new Stage("sell", Time: new DateOnly(2026, 11, 3), Gln: "8936012345605"),
            ],
            steps);
    }

    [Theory]
    [InlineData("https://id.gs1.org/01/09520001000010/10/A1")]
    [InlineData($"https://id.gs1.org/01/{Gtin}/10/B2")]
    [InlineData($"https://id.gs1.org/01/{Gtin}/21/S99")]
    [InlineData("urn:epc:id:sgtin:x")]
    public void Events_of_another_product_or_lot_are_passed_over(string epc) =>
        Assert.Empty(Read(One("packing", epc, "https://id.gs1.org/414/8936012345605")));

    [Theory]
    [InlineData("packing", "https://place.example/stall-7")]
    [InlineData("packing", "https://id.gs1.org/414/8936012345606")]
    [InlineData("inspecting", "https://id.gs1.org/414/8936012345605")]
    public void What_is_no_step_or_names_no_place_is_passed_over(string step, string place) =>
        Assert.Empty(Read(One(step, Lot, place)));

    [Fact]
    public void Of_a_product_that_was_asked_about_no_lots_steps_are_told() => Assert.Empty(EpcisSteps.Read(
        Encoding.UTF8.GetBytes(One("packing", Lot, "https://id.gs1.org/414/8936012345605")),
        new Question(Gtin, null, null)));

    [Theory]
    [InlineData("0001-01-01T00:00:00Z", "-07:00")]
    [InlineData("9999-12-31T23:59:59Z", "+07:00")]
    [InlineData("2026-11-02T08:00:00+07:00", "+99:99")]
    [InlineData("2026-11-02T08:00:00+07:00", "nonsense")]
    public void A_time_at_the_end_of_all_times_has_a_day(string time, string offset) => Assert.Single(Read(
        One("packing", Lot, "https://id.gs1.org/414/8936012345605")
            .Replace("2026-11-02T08:00:00+07:00", time, StringComparison.Ordinal)
            .Replace("\"epcList\"", $"\"eventTimeZoneOffset\":\"{offset}\",\"epcList\"", StringComparison.Ordinal)));

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("""{"epcisBody":{"eventList":7}}""")]
    [InlineData("no JSON")]
    public void What_holds_no_events_is_told(string text) => Assert.Throws<DocumentException>(() => Read(text));

    [Theory]
    [InlineData("""{"eventList":[7,{},{"eventTime":7},{"type":"TransformationEvent","outputEPCList":[{}]}]}""")]
    [InlineData("""{"eventTime":"never","bizStep":"packing","epcList":"https://id.gs1.org/01/08936012345674"}""")]
    public void Nonsense_among_events_is_passed_over(string text) => Assert.Empty(Read(text));

    private static string One(string step, string epc, string place) => $$"""
        {"eventList":[{"type":"ObjectEvent","bizStep":"{{step}}","eventTime":"2026-11-02T08:00:00+07:00",
         "epcList":["{{epc}}"],"bizLocation":{"id":"{{place}}"} }]}
        """;

    private static IReadOnlyList<Stage> Read(string text) =>
        EpcisSteps.Read(Encoding.UTF8.GetBytes(text), new Question(Gtin, "A1", null));
}
