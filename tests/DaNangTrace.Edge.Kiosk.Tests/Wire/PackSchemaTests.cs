using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using DaNangTrace.Edge.Acceptance.Kit;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tests.Wire;

/// <summary>The schemas of packs say what the types and the rules say.</summary>
public partial class PackSchemaTests
{
    // As packs are read.
    private static readonly PackJson Json = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    });

    [Theory]
    [InlineData("catalog-record", typeof(Origin))]
    [InlineData("catalog-record#/properties/provenanceStatement", typeof(Place))]
    [InlineData("catalog-record#/properties/manufacturer", typeof(Maker))]
    [InlineData("catalog-record#/properties/stall", typeof(Stall))]
    [InlineData("catalog-record#/properties/hint", typeof(Hint))]
    [InlineData("catalog-record#/properties/evidenceOf", typeof(TextEvidence))]
    [InlineData("catalog-record#/definitions/evidence", typeof(Evidence))]
    [InlineData("catalog-record#/definitions/datedFact", typeof(DatedFact))]
    [InlineData("catalog-record#/definitions/certificate", typeof(Certificate))]
    [InlineData("catalog-record#/definitions/stage", typeof(Stage))]
    [InlineData("catalog-record#/definitions/standard", typeof(AppliedStandard))]
    [InlineData("catalog-record#/definitions/recall", typeof(Recall))]
    [InlineData("catalog-record#/definitions/codeRange", typeof(CodeRange))]
    [InlineData("recall-record", typeof(RecalledProduct))]
    [InlineData("pack-manifest", typeof(PackManifest))]
    public void Each_field_of_a_type_is_in_its_schema_and_no_other(string place, Type type)
    {
        var (schema, name) = Contract.Resolve(place, "");
        var fields = Json.GetTypeInfo(type)!.Properties.Where(field => field.Get is not null).ToArray();

        Assert.Equal(
            fields.Select(field => field.Name).Order(),
            schema.GetProperty("properties").EnumerateObject().Select(one => one.Name).Order());
        Assert.All(fields, field => Assert.Equal(
            (field.Name, IsNullTaken(field), KindOf(field.PropertyType)), Told(schema, name, field.Name)));
        Assert.Equal(
            fields.Where(IsRequired).Select(field => field.Name).Order(),
            schema.GetProperty("required").EnumerateArray().Select(one => one.GetString()!).Order());
    }

    [Fact]
    public void All_that_is_no_message_is_tested_here() =>
        Assert.Equal(["catalog-record", "pack-manifest", "recall-record"], Contract.PackNames);

    [Fact]
    public void A_record_with_all_its_fields_is_right() => Assert.All(Contract.PackNames, name =>
    {
        Assert.Equal("", FaultOf(name, TextOf(name)));
        Assert.Empty(Contract.Broken(name, Encoding.UTF8.GetBytes(TextOf(name))));
    });

    [Theory]
    [MemberData(nameof(Broken))]
    public void What_the_rules_refuse_the_schema_refuses(string name, string right, string wrong)
    {
        var text = Changed(name, right, wrong);

        Assert.NotEmpty(FaultOf(name, text));
        Assert.NotEmpty(Contract.Broken(name, Encoding.UTF8.GetBytes(text)));
    }

    [Theory]
    [MemberData(nameof(Whole))]
    public void What_the_rules_let_through_so_does_the_schema(string name, string right, string other)
    {
        var text = Changed(name, right, other);

        Assert.Equal("", FaultOf(name, text));
        Assert.Empty(Contract.Broken(name, Encoding.UTF8.GetBytes(text)));
    }

    [Theory]
    [InlineData("{\"v\":1,\"gtin\":\"09520001000027\"}")]
    [InlineData("{\"v\":1,\"gtin\":\"09520001000027\",\"productName\":null}")]
    [InlineData("{\"v\":1,\"gtin\":\"09520001000027\",\"productName\":{\"en\":\"Fish sauce\"}}")]
    [InlineData("{\"v\":1,\"gtin\":\"09520001000027\",\"hasBatchLotNumber\":null}")]
    public void A_product_has_a_vietnamese_name(string record)
    {
        Assert.StartsWith("productName", FaultOf("catalog-record", record), StringComparison.Ordinal);
        Assert.NotEmpty(Contract.Broken("catalog-record", Encoding.UTF8.GetBytes(record)));
    }

    [Theory]
    [InlineData("{\"v\":1,\"gtin\":\"09520001000027\",\"hasBatchLotNumber\":\"A\"}")]
    [InlineData("{\"v\":1,\"gtin\":\"09520001000027\",\"hasSerialNumber\":\"A\"}")]
    [InlineData("{\"v\":1,\"gtin\":\"09520001000027\",\"productName\":{\"vi\":\"Nước mắm\"}}")]
    public void The_smallest_records_are_right(string record)
    {
        Assert.Equal("", FaultOf("catalog-record", record));
        Assert.Empty(Contract.Broken("catalog-record", Encoding.UTF8.GetBytes(record)));
    }

    // Else a stamp would be recognised that no record may name.
    [Fact]
    public void A_record_may_name_each_stamp_that_a_recogniser_may_find()
    {
        using var recognisers = JsonDocument.Parse(
            File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "device-config", "recognisers.schema.json")));
        var stamp = recognisers.RootElement.GetProperty("properties").GetProperty("stamps").GetProperty("items")
            .GetProperty("properties");
        var example = stamp.GetProperty("examples").GetProperty("items").GetProperty("properties");
        var record = Contract.SchemaOf("catalog-record").GetProperty("properties");

        Assert.Equal(PatternOf(stamp, "vendor"), PatternOf(record, "traceCodeVendor"));
        Assert.Equal(PatternOf(example, "traceCode"), PatternOf(record, "traceCode"));

        static string PatternOf(JsonElement fields, string name) =>
            fields.GetProperty(name).GetProperty("pattern").GetString()!;
    }

    // A schema can't reckon; its descriptions say these.
    [Theory]
    [InlineData("catalog-record", "09520001000027", "09520001000028")]
    [InlineData("catalog-record", "9520001009013", "9520001009014")]
    [InlineData("catalog-record", "{\"date\":\"2025-12-01\"}", "{\"date\":\"2025-02-30\"}")]
    [InlineData("recall-record", "CB-0719", "CB-0716")]
    [InlineData("recall-record", "CB-0719", "CB-07190")]
    public void Check_digits_and_order_only_the_rules_know(string name, string right, string wrong) =>
        Assert.NotEmpty(FaultOf(name, Changed(name, right, wrong)));

    [Fact]
    public void Who_makes_a_pack_is_told_of_a_field_that_nobody_knows()
    {
        var record = Encoding.UTF8.GetBytes(Changed("catalog-record", "\"model\"", "\"modell\""));

        Assert.True(PackJson.TryReadOrigin(record, out _, out _));
        Assert.False(PackJson.TryReadOrigin(record, out _, out var fault, isStrict: true));
        Assert.Equal("modell: no such field is known", fault);
        Assert.NotEmpty(Contract.Broken("catalog-record", record));
    }

    [Theory]
    [InlineData("\"model\":\"M\"", "\"model\":\"M\",\"model\":\"N\"")]
    [InlineData("\"vi\":\"Nam Ô\"", "\"vi\":\"Nam Ô\",\"vi\":\"Nam Ô\"")]
    public void Who_makes_a_pack_is_told_of_a_field_that_comes_twice(string right, string wrong)
    {
        var record = Encoding.UTF8.GetBytes(Changed("catalog-record", right, wrong));

        Assert.True(PackJson.TryReadOrigin(record, out _, out _));
        Assert.False(PackJson.TryReadOrigin(record, out _, out _, isStrict: true));
        Assert.NotEmpty(Contract.Broken("catalog-record", record));
    }

    [Theory]
    [InlineData("\"gtin\":\"09520001000027\",", "", "missing is 'gtin'")]
    [InlineData("{\"v\":1,", "{\n\"v\":1\n", "is no JSON from line 3, character 1 on: \"gtin\":\"09520001…")]
    [InlineData("2025-12-01\"}", "\\ud800\"}", "productionDate.date: expected a day such as 2026-01-31")]
    [InlineData("2025-12-01\"}", "1.12.2025\"}",
        "productionDate.date: \"1.12.2025\": expected a day such as 2026-01-31")]
    [InlineData("2025-12-01\"}", "2026-02-30\"}", "productionDate.date: \"2026-02-30\": there is no such day")]
    [InlineData("2025-12-01\"}", "46239\"}",
        "productionDate.date: \"46239\": a spreadsheet made a number of it: format the column as text and enter it "
        + "again (yyyy-mm-dd)")]
    [InlineData("matched", "certain",
        "provenanceStatement.evidence.grade: \"certain\": expected declared, matched or inspected")]
    [InlineData("\"certificationValue\":4", "\"certificationValue\":6",
        "certification[0].certificationValue: 6: expected 1 to 5 stars")]
    [InlineData("\"kind\":\"make\"", "\"kind\":\"steal\"",
        "stages[0].kind: \"steal\": expected source, make or sell")]
    [InlineData("{\"name\":\"TCVN 5107:2018\"}", "{\"name\":\"T\"},null", "standards[1]: null is no entry")]
    [InlineData("\"declared\"", "\"\\u001b]0;a very long text that goes on\"",
        "evidence.grade: \"\\x1B]0;a very long text tha…\": expected declared, matched or inspected")]
    [InlineData("\"organizationName\":\"Cơ sở\",\"address\":{\"vi\":\"Nam Ô\"},\"evidence\":null",
        "\"evidence\":{\"grade\":\"declared\"}",
        "manufacturer: evidence without its fact: organizationName is missing")]
    [InlineData("\"kind\":\"make\"", "\"kind\":null", "stages[0].kind: null, but a value is required")]
    [InlineData("\"brandName\":\"Nhãn\"", "\"brandName\":7", "brandName: a value of another kind is expected")]
    public void A_fault_is_told_without_the_names_of_our_types(string right, string wrong, string fault) =>
        Assert.Equal(fault, FaultOf("catalog-record", Changed("catalog-record", right, wrong)));

    private static string TextOf(string name) => name switch
    {
        "catalog-record" => PackSamples.Record,
        "recall-record" => PackSamples.Recalled,
        _ => PackSamples.Manifest,
    };

    private static string Changed(string name, string right, string wrong)
    {
        var text = TextOf(name);
        var at = text.IndexOf(right, StringComparison.Ordinal);
        Assert.True(at >= 0, right);
        return text[..at] + wrong + text[(at + right.Length)..];
    }

    private static string Repeated(string entry, int times) => string.Join(',', Enumerable.Repeat(entry, times));

    private static string InLanguages(int count) =>
        $"{{{string.Join(',', Enumerable.Range(0, count).Select(n => $"\"a{(char)('a' + n)}\":\"x\""))}}}";

    private static string FaultOf(string name, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        string fault;
        switch (name)
        {
            case "catalog-record":
                Assert.Equal(PackJson.TryReadOrigin(bytes, out _, out fault), fault.Length == 0);
                return fault;
            case "recall-record":
                Assert.Equal(PackJson.TryReadRecall(bytes, out _, out fault), fault.Length == 0);
                return fault;
            default:
                return !PackJson.TryReadManifest(bytes, out var manifest, out fault) ? fault
                    : PackLimit.Of(manifest.Kind) is var most && (manifest.Count > most.Count
                        || manifest.Size > most.Size || manifest.ExpandedSize > most.ExpandedSize) ? "too large"
                    : "";
        }
    }

    private static bool IsRequired(JsonPropertyInfo field) =>
        field.IsRequired || field.AssociatedParameter is { HasDefaultValue: false, IsMemberInitializer: false };

    private static bool IsNullTaken(JsonPropertyInfo field) =>
        field.AssociatedParameter is { IsMemberInitializer: false } parameter
            ? parameter.IsNullable
            : field.IsSetNullable;

    private static (string Name, bool IsNull, string Kind) Told(JsonElement schema, string within, string name)
    {
        var field = schema.GetProperty("properties").GetProperty(name);
        if (field.TryGetProperty("$ref", out var reference))
            field = Contract.Resolve(reference.GetString()!, within).Schema;
        if (field.TryGetProperty("const", out _))
            return (name, false, "integer");
        if (field.TryGetProperty("enum", out _))
            return (name, false, "string");
        var isNull = field.GetProperty("type") is { ValueKind: JsonValueKind.Array } types
            && types.EnumerateArray().Any(one => one.GetString() == "null");
        return (name, isNull, SchemaLeaf.TypeOf(field)!);
    }

    private static string KindOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(string) || t == typeof(DateOnly) || t == typeof(DateTimeOffset) => "string",
        var t when t == typeof(int) || t == typeof(long) => "integer",
        var t when t.IsGenericType && t.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) => "array",
        _ => "object",
    };
}
