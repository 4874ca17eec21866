using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using DaNangTrace.Edge.Acceptance.Kit;
using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Tracing.Packs;
using DaNangTrace.Edge.Wire;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tests.Wire;

/// <summary>The schemas say what the types say.</summary>
public class SchemaTests
{
    // As messages are read.
    private static readonly WireJson Json = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    });

    [Theory]
    [InlineData("sighting", typeof(Sighting))]
    [InlineData("sighting/time", typeof(SightingTime))]
    [InlineData("sighting/reading", typeof(SightingReading))]
    [InlineData("sighting/answer", typeof(SightingAnswer))]
    [InlineData("status", typeof(KioskStatus))]
    [InlineData("pulse", typeof(Pulse))]
    [InlineData("pulse/newest", typeof(PulseHead))]
    [InlineData("pulse/pendingFrom", typeof(PulsePlace))]
    [InlineData("pulse/recording", typeof(PulseRecording))]
    [InlineData("pulse/sending", typeof(PulseSending))]
    [InlineData("pulse/coverage", typeof(PulseCoverage))]
    [InlineData("pulse/coverage/windows[]", typeof(CoverageWindow))]
    [InlineData("pulse/coverage/notRegistered[]", typeof(AskedCode))]
    [InlineData("recall-count", typeof(RecallCount))]
    [InlineData("pulse/packs[]", typeof(PulsePack))]
    [InlineData("pulse/packs[]/refused", typeof(PulseRefusedPack))]
    [InlineData("pack-notice", typeof(PackNotice))]
    [InlineData("acknowledgement", typeof(Acknowledgement))]
    [InlineData("receipt", typeof(Receipt))]
    [InlineData("resend-command", typeof(CommandHead), typeof(ResendRange))]
    public void Each_field_of_a_type_is_in_its_schema_and_no_other(string path, params Type[] types)
    {
        var schema = At(path);
        var fields = types.SelectMany(type => Json.GetTypeInfo(type)!.Properties).ToArray();

        Assert.Equal(
            fields.Select(field => field.Name).Order(),
            schema.GetProperty("properties").EnumerateObject().Select(one => one.Name).Order());
        Assert.All(fields, field => Assert.Equal(
            (field.Name, field.IsGetNullable, KindOf(field.PropertyType)), Told(schema, field.Name)));
        var required = schema.GetProperty("required").EnumerateArray().Select(one => one.GetString()!).ToArray();
        Assert.Subset(required.ToHashSet(), fields.Where(IsRequired).Select(field => field.Name).ToHashSet());
        // What a constructor makes up for was not there from the beginning; all else a kiosk says always.
        Assert.Equal(
            fields.Where(field => !IsLater(field)).Select(field => field.Name).Order(), required.Order());
    }

    [Fact]
    public void The_keys_of_elements_are_the_ais_that_may_be_kept()
    {
        var patterns = ElementPatterns();
        Assert.True(ApplicationIdentifier.All.Count > 400);
        foreach (var ai in ApplicationIdentifier.All)
        {
            var rules = patterns.Where(one => Regex.IsMatch(ai.Code, one.Key)).Select(one => one.Value).ToArray();
            Assert.Equal((ai, ProductAis.Keeps(ai.Code) ? 1 : 0), (ai, rules.Length));
            if (rules.Length == 0)
                continue;
            Assert.True(rules[0].GetProperty("maxLength").GetInt32() >= ai.MaxLength, $"{ai}: {ai.Format}");
            var isNumber = !ai.Format.Contains('X', StringComparison.Ordinal);
            Assert.Equal((ai, isNumber), (ai, rules[0].GetProperty("pattern").GetString()!.StartsWith(
                "^[0-9]{", StringComparison.Ordinal)));
        }
        // Nor does any key stand there that is not kept, whatever the table says of it.
        for (var number = 0; number < 11_100; number++)
        {
            var ai = number < 100 ? $"{number:00}" : number < 1100 ? $"{number - 100:000}" : $"{number - 1100:0000}";
            Assert.True(ProductAis.Keeps(ai) || !patterns.Any(one => Regex.IsMatch(ai, one.Key)), ai);
        }
    }

    [Fact]
    public void The_values_of_elements_are_of_the_standards_character_set()
    {
        var component = typeof(ApplicationIdentifier).Assembly.GetType("DaNangTrace.Edge.Gs1.Component")!;
        var set82 = (string)component.GetField("Text82Characters", BindingFlags.NonPublic | BindingFlags.Static)!
            .GetValue(null)!;

        Assert.Equal(
            string.Concat(set82.Order()),
            PatternShape.Of(ElementPatterns().Last().Value.GetProperty("pattern").GetString()!).Alphabet);
    }

    [Fact]
    public void The_faults_are_those_of_the_grammar()
    {
        var code = typeof(FaultCodes).Assembly.GetType("DaNangTrace.Edge.Gs1.FaultCode")!;
        var word = typeof(FaultCodes).GetMethod("WordOf", BindingFlags.NonPublic | BindingFlags.Static)!;
        // The first warning stands behind the last fault.
        var faults = Enum.GetValues(code).Cast<object>()
            .TakeWhile(one => one.ToString() != "LeadingGs").Select(one => (string?)word.Invoke(null, [one]));

        Assert.Equal([null, .. faults], Enumeration("sighting/reading", "fault"));
    }

    [Fact]
    public void The_reasons_are_those_for_which_packs_are_refused() => Assert.Equal(
        Enum.GetValues<PackFault>().Select(fault => (string?)PackFaults.CodeOf(fault)),
        Enumeration("pulse/packs[]/refused", "reason"));

    [Fact]
    public void The_results_are_those_of_receipts()
    {
        var results = typeof(Receipt).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral).Select(field => (string?)field.GetRawConstantValue());

        Assert.Equal(results.Order(), Enumeration("receipt", "result").Order());
        Assert.Equal(
            ResendRange.MostRows, At("receipt").GetProperty("properties").GetProperty("sent").GetProperty("maximum")
                .GetInt32());
    }

    [Theory]
    [InlineData("8936012345674")]
    [InlineData("]d2010893601234567410A1\u001D21S/9%\"")]
    [InlineData("]d201089360123456747030704NGUYEN-VAN-A")]
    [InlineData("https://u:p@Shop.Example.com:8443/t/TOKEN?x=1")]
    [InlineData("https://[2001:db8::1]/x")]
    [InlineData("https://Nước-mắm.example/x")]
    [InlineData("https://a_b.example./x")]
    [InlineData("Chúc mừng")]
    [InlineData("9520001000011")]
    [InlineData("]d2010952000100001010A1\u001D4300CONG+TIMOT")]
    [InlineData("WIFI:T:WPA;S:x;P:y;;")]
    public void What_a_kiosk_makes_of_a_code_is_as_the_schema_says(string code) =>
        Assert.Empty(Contract.Broken("sighting", BytesOf(code)));

    [Theory]
    [InlineData("timot")]
    [InlineData("0905.123.987")]
    [InlineData("[1:2:0905:123:987]")]
    public void A_host_that_an_older_ledger_holds_may_be_sent_again(string host) => Assert.Empty(
        Contract.Broken("sighting", BytesOf(Whole() with { Reading = new() { Kind = "web", Host = host } })));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whatever_is_read_gives_nothing_but_valid_sightings(int seed)
    {
        var (hostile, reader, kinds) = (new HostileCodes(seed), new Gs1Reader(Samples.Time()), new HashSet<string>());
        for (var n = 0; n < 2000; n++)
        {
            // Elements more often: the others are mostly text.
            var symbol = Symbol.FromBytes(n % 2 == 0 ? hostile.Elements() : hostile.Next());
            var reading = SightingReading.Of(reader.Read(symbol));
            kinds.Add(reading.Kind);
            Assert.Empty(Contract.Broken("sighting", BytesOf(Whole() with { Reading = reading })));
        }
        Assert.Equal(["item", "payment", "personal", "text", "unreadable", "web"], kinds.Order());
    }

    [Theory]
    [InlineData("\"v\":1", "\"v\":2", "/v")]
    [InlineData("\"scanner\":\"front\"", "\"scanner\":\"Front door\"", "/scanner")]
    [InlineData("\"repeat\":false", "\"repeat\":false,\"note\":1", "/note is in no schema")]
    [InlineData("\"repeat\":false", "\"repeat\":false,\"repeat\":false", "/repeat comes twice")]
    [InlineData("\"10\":\"A1\"", "\"10\":\"A1\\n\"", "/elements/10")]
    [InlineData("\"10\":\"A1\"", "\"4301\":\"A1\"", "/reading/elements")]
    [InlineData("\"host\":null", "\"host\":\"a.example\"", "/host")]
    [InlineData("\"host\":null", "\"host\":\"u@a.example\"", "/host")]
    [InlineData("\"length\":null", "\"length\":7", "/length")]
    [InlineData("\"seq\":1", "\"seq\":0", "/seq")]
    [InlineData("+07:00", "Z", "/at")]
    public void What_is_not_so_is_found(string right, string wrong, string place)
    {
        var text = Encoding.UTF8.GetString(BytesOf("]d2010893601234567410A1"));
        Assert.Contains(right, text, StringComparison.Ordinal);

        Assert.Contains(
            Contract.Broken("sighting", Encoding.UTF8.GetBytes(text.Replace(right, wrong, StringComparison.Ordinal))),
            fault => fault.Contains(place, StringComparison.Ordinal));
    }

    private static byte[] BytesOf(string code) => BytesOf(Whole(code));

    private static byte[] BytesOf(Sighting sighting) => WireJson.ToBytes(sighting);

    private static Sighting Whole(string code = "8936012345674") =>
        Samples.Sighting(code) with { Epoch = Guid.Empty, Seq = 1, Prev = new string('0', 64) };

    internal static JsonElement At(string path)
    {
        var names = path.Split('/');
        return names[1..].Aggregate(
            Contract.SchemaOf(names[0]), (schema, name) => name.EndsWith("[]", StringComparison.Ordinal)
                ? schema.GetProperty("properties").GetProperty(name[..^2]).GetProperty("items")
                : schema.GetProperty("properties").GetProperty(name));
    }

    private static IEnumerable<string?> Enumeration(string path, string field) =>
        At(path).GetProperty("properties").GetProperty(field).GetProperty("enum").EnumerateArray()
            .Select(one => one.GetString());

    private static (string Key, JsonElement Value)[] ElementPatterns() =>
    [
        .. At("sighting/reading").GetProperty("properties").GetProperty("elements").GetProperty("patternProperties")
            .EnumerateObject().Select(one => (one.Name, one.Value)),
    ];

    private static bool IsRequired(JsonPropertyInfo field) =>
        field.IsRequired || field.AssociatedParameter is { HasDefaultValue: false, IsMemberInitializer: false };

    private static bool IsLater(JsonPropertyInfo field) =>
        field.AssociatedParameter is { HasDefaultValue: true, IsMemberInitializer: false };

    private static (string Name, bool IsNull, string Kind) Told(JsonElement schema, string name)
    {
        var field = schema.GetProperty("properties").GetProperty(name);
        if (field.TryGetProperty("const", out _))
            return (name, false, "integer");
        if (field.TryGetProperty("enum", out var values))
            return (name, values.EnumerateArray().Any(one => one.ValueKind == JsonValueKind.Null), "string");
        var isNull = field.GetProperty("type") is { ValueKind: JsonValueKind.Array } types
            && types.EnumerateArray().Any(one => one.GetString() == "null");
        return (name, isNull, SchemaLeaf.TypeOf(field)!);
    }

    private static string KindOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(string) || t == typeof(Guid) || t == typeof(DateTimeOffset) || t == typeof(byte[]) =>
            "string",
        var t when t == typeof(int) || t == typeof(long) => "integer",
        var t when t == typeof(double) => "number",
        var t when t == typeof(bool) => "boolean",
        var t when t.IsGenericType && t.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) => "array",
        _ => "object",
    };
}
