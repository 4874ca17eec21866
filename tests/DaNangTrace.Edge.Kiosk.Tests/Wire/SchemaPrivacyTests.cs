using System.Text.Json;
using System.Text.Json.Nodes;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Kiosk.Tests.Wire;

/// <summary>From the schemas alone: no field of a message could hold what a shopper showed.</summary>
public class SchemaPrivacyTests
{
    // What a product's code may hold, and the trace code of a stamp that the kiosk knows.
    private static readonly string[] FreeFields =
    [
        "pulse/coverage/notRegistered[]/traceCode", "recall-count/lot",
        "sighting/reading/elements/*", "sighting/reading/lot", "sighting/reading/serial", "sighting/reading/traceCode",
    ];

    // Names of the kiosk's own configuration and program, names that the city gave, and the host of an address.
    private static readonly string[] NamedFields =
    [
        "pulse/coverage/notRegistered[]/host", "pulse/version", "recall-count/recall", "receipt/id",
        "resend-command/id", "resend-command/issuer", "sighting/kiosk",
        "sighting/market", "sighting/reading/host", "sighting/scanner", "status/version",
    ];

    [Fact]
    public void Free_characters_stand_in_the_products_elements_and_in_trace_codes_only()
    {
        var leaves = Contract.Names.Where(name => name != "sightings")
            .SelectMany(name => SchemaLeaf.Of(name, Contract.SchemaOf(name), Contract.Resolve)).ToArray();

        Assert.Equal(FreeFields, PathsOf(leaves, Freedom.Free));
        Assert.Equal(NamedFields, PathsOf(leaves, Freedom.Name));
        Assert.True(leaves.Length > 60, $"{leaves.Length} values were looked at");
    }

    [Fact]
    public void Lot_and_serial_number_are_as_narrow_as_the_elements_that_they_repeat()
    {
        var reading = Contract.SchemaOf("sighting").GetProperty("properties").GetProperty("reading")
            .GetProperty("properties");
        foreach (var copy in (string[])["lot", "serial"])
        {
            Assert.Equal(20, reading.GetProperty(copy).GetProperty("maxLength").GetInt32());
            Assert.Equal(
                PatternShape.Of(reading.GetProperty("elements").GetProperty("patternProperties").EnumerateObject()
                    .Last().Value.GetProperty("pattern").GetString()!).Alphabet,
                PatternShape.Of(reading.GetProperty(copy).GetProperty("pattern").GetString()!).Alphabet);
        }
    }

    [Theory]
    [InlineData("""true""")]
    [InlineData("""{}""")]
    [InlineData("""{ "type": "string" }""")]
    [InlineData("""{ "type": "string", "maxLength": 100 }""")]
    [InlineData("""{ "type": "string", "format": "date-time" }""")]
    [InlineData("""{ "type": "string", "pattern": "^[0-9]{2}$" }""")]
    [InlineData("""{ "type": "string", "maxLength": 9, "pattern": "[0-9]{9}" }""")]
    [InlineData("""{ "type": "string", "maxLength": 9, "pattern": "^[0-9]{9}" }""")]
    [InlineData("""{ "type": "string", "maxLength": 9, "pattern": "^[0-9]{9}|[a-z]$" }""")]
    [InlineData("""{ "type": "string", "maxLength": 9, "pattern": "^.{9}$" }""")]
    [InlineData("""{ "type": "string", "maxLength": 9, "pattern": "^\\S{9}$" }""")]
    [InlineData("""{ "type": "string", "maxLength": 9, "pattern": "^[^|]{9}$" }""")]
    [InlineData("""{ "type": "string", "maxLength": 9, "pattern": "^[0-9]+$" }""")]
    [InlineData("""{ "type": "string", "maxLength": 9, "pattern": "^[0-9]{1,}$" }""")]
    [InlineData("""{ "type": "string", "maxLength": 9, "pattern": "^(?=[0-9])$" }""")]
    [InlineData("""{ "type": "string", "maxLength": 9, "pattern": "^[A-Za-z ]{9}$" }""")]
    [InlineData("""{ "type": "string", "maxLength": 9, "pattern": "^[a-z]{9}$" }""")]
    [InlineData("""{ "type": "string", "maxLength": 9, "pattern": "^[À-ỹ]{9}$" }""")]
    [InlineData("""{ "type": "integer", "minimum": 0 }""")]
    [InlineData("""{ "type": "number" }""")]
    [InlineData("""{ "anyOf": [ { "type": "string" }, { "type": "null" } ] }""")]
    [InlineData("""{ "type": "object" }""")]
    [InlineData("""{ "type": "object", "additionalProperties": { "enum": ["a"] } }""")]
    [InlineData("""{ "type": "object", "patternProperties": { "^[0-9]{2}$": { "enum": ["a"] } } }""")]
    [InlineData("""{ "type": "array" }""")]
    [InlineData("""{ "type": "array", "items": { "type": "string" } }""")]
    public void A_field_that_could_hold_more_is_found(string planted)
    {
        var schema = JsonNode.Parse(Contract.SchemaOf("sighting").GetRawText())!;
        schema["properties"]!["reading"]!["properties"]!["planted"] = JsonNode.Parse(planted);
        var leaves = SchemaLeaf.Of(
            "sighting", JsonDocument.Parse(schema.ToJsonString()).RootElement, Contract.Resolve).ToArray();

        Assert.True(
            leaves.Any(leaf => leaf.Path.Contains("planted", StringComparison.Ordinal) && IsSuspicious(leaf)), planted);
    }

    [Theory]
    [InlineData("""{ "enum": ["a"] }""")]
    [InlineData("""{ "type": ["string", "null"], "maxLength": 4, "pattern": "^[0-9]{2,4}$" }""")]
    public void A_field_that_could_not_is_none(string planted) =>
        Assert.False(IsSuspicious(new SchemaLeaf("sighting/planted", JsonDocument.Parse(planted).RootElement)));

    private static string[] PathsOf(IEnumerable<SchemaLeaf> leaves, Freedom freedom) =>
        [.. leaves.Where(leaf => leaf.Freedom() == freedom).Select(leaf => leaf.Path).Distinct().Order()];

    private static bool IsSuspicious(SchemaLeaf leaf)
    {
        try
        {
            return leaf.Freedom() != Freedom.None;
        }
        catch (FormatException)
        {
            return true;
        }
    }
}
