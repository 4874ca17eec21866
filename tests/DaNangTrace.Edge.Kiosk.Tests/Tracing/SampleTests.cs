using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DaNangTrace.Edge.Acceptance.Kit;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tests.Tracing;

/// <summary>The sample catalog that is built into the kiosk.</summary>
public class SampleTests
{
    // The day around which its days stand.
    private static readonly DateOnly Day = new(2026, 1, 1);

    private static readonly string[] OriginLines = LinesOf("sample/origins.ndjson");
    private static readonly string[] RecallLines = LinesOf("sample/recalls.ndjson");

    private static readonly Origin[] Origins = [.. OriginLines.Select(line =>
    {
        Assert.True(
            PackJson.TryReadOrigin(Encoding.UTF8.GetBytes(line), out var origin, out var fault, isStrict: true), fault);
        return origin;
    })];

    private static IEnumerable<Origin> Products =>
        Origins.Where(origin => origin is { Lot: null, Serial: null });

    [Fact]
    public void There_are_sixty_products() => Assert.Equal(60, Products.Count());

    [Fact]
    public void Its_lines_are_as_the_schemas_say()
    {
        Assert.All(OriginLines, line => Assert.Empty(Contract.Broken("catalog-record", Encoding.UTF8.GetBytes(line))));
        Assert.All(RecallLines, line => Assert.Empty(Contract.Broken("recall-record", Encoding.UTF8.GetBytes(line))));
    }

    [Fact]
    public void Its_lines_stand_in_the_order_of_a_pack()
    {
        var keys = Origins.Select(RecordKey.Of).ToArray();

        Assert.Equal(keys.Order(StringComparer.Ordinal), keys);
        Assert.Equal(RecallLines.Order(StringComparer.Ordinal), RecallLines);
    }

    [Fact]
    public void Nobody_takes_it_for_real_goods()
    {
        // 952 is GS1's prefix of examples.
        Assert.All(Origins, origin => Assert.StartsWith("0952", origin.Gtin, StringComparison.Ordinal));
        Assert.All(Products, product => Assert.Matches("Thí Dụ|Ví Dụ|Mẫu", product.Maker!.Name));
        Assert.All(Origins.SelectMany(origin => origin.Stages), stage => Assert.True(
            stage.Gln is null || stage.Gln.StartsWith("952", StringComparison.Ordinal), stage.Gln));
        Assert.All(Origins.SelectMany(origin => origin.Certificates), certificate => Assert.Equal(
            "Cơ quan Mẫu", certificate.Agency));
    }

    [Fact]
    public void Each_text_is_there_in_vietnamese_and_english_and_each_name_in_four_languages()
    {
        Assert.All(OriginLines.Concat(RecallLines), line => Assert.All(
            TextsIn(JsonDocument.Parse(line).RootElement).ToArray(), text => Assert.True(
                text.TryGetProperty("vi", out _) && text.TryGetProperty("en", out _), text.ToString())));
        Assert.All(Products, product => Assert.Equal(
            ["en", "ko", "vi", "zh"], product.Name.Keys.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Each_market_sells_something_of_it() => Assert.Equal(
        Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "device-config", "markets"))
            .Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal),
        Products.Select(product => product.Stall?.Market).OfType<string>().Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Each_drawn_picture_is_used_and_no_other()
    {
        var assembly = typeof(Kiosk.Tracing.Catalog).Assembly;
        var drawn = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("page/art/", StringComparison.Ordinal))
            .Select(name =>
            {
                using var stream = assembly.GetManifestResourceStream(name)!;
                return Convert.ToHexStringLower(SHA256.HashData(stream));
            });

        Assert.Equal(drawn.Order(), Origins.Select(origin => origin.Image).OfType<string>().Distinct().Order());
    }

    [Theory]
    [InlineData("Nước mắm Nam Ô", 2)]
    [InlineData("Bánh khô mè", 4)]
    [InlineData("Tré", 3)]
    [InlineData("Chả bò", 4)]
    [InlineData("Chả cá", 4)]
    [InlineData("Túy Loan", 4)]
    [InlineData("Bánh dừa nướng", 4)]
    [InlineData("Cá bò rim", 4)]
    [InlineData("Yến", 4)]
    [InlineData("Bò khô", 4)]
    [InlineData("Mực", 3)]
    public void There_is_some_of_each_kind(string name, int least) => Assert.True(
        Products.Count(product => product.Name["vi"].Contains(name, StringComparison.Ordinal)) >= least);

    [Fact]
    public void It_shows_what_can_be_known_and_what_is_not()
    {
        Assert.Equal(
            ["declared", "inspected", "matched"],
            Products.Select(product => product.Place?.Evidence?.Grade).OfType<string>().Distinct().Order());
        Assert.True(Products.Count(product => product.Made is null) >= 3);
        Assert.True(Products.Count(product => product.Certificates.Count == 0) >= 10);
        Assert.True(Products.Count(product => product.Stages.All(stage => stage.Gln is not null)) >= 5);
        Assert.Equal(
            [Hint.SeenAtTwoMarkets, Hint.SeenOften],
            Origins.Select(origin => origin.Hint?.Kind).OfType<string>().Order());
        Assert.Contains(Products.GroupBy(product => product.Gtin), same => same.Count() == 2);
    }

    [Fact]
    public void Each_of_its_statements_says_how_it_is_known() => Assert.All(Origins.Select(Evidence.Spread), origin =>
    {
        var known = origin.EvidenceOf;
        Assert.All(
            ((object? Fact, Evidence? Evidence)[])
            [
                (origin.Name.Count > 0 ? origin.Name : null, known?.Name), (origin.Description, known?.Description),
                (origin.Image, known?.Image), (origin.Brand, known?.Brand), (origin.Model, known?.Model),
                (origin.ShelfLife, known?.ShelfLife), (origin.TraceCode, known?.TraceCode),
                (origin.Place, origin.Place?.Evidence), (origin.Maker, origin.Maker?.Evidence),
                (origin.Made, origin.Made?.Evidence), (origin.Expires, origin.Expires?.Evidence),
                (origin.Stall, origin.Stall?.Evidence),
                .. origin.Certificates.Select(one => ((object?)one, one.Evidence)),
                .. origin.Stages.Select(one => ((object?)one, one.Evidence)),
                .. origin.Standards.Select(one => ((object?)one, one.Evidence)),
            ],
            one => Assert.True(
                one.Fact is null ? one.Evidence is null : one.Evidence?.By is { Count: 4 }, $"{origin.Gtin}: {one}"));
    });

    [Fact]
    public void A_lot_or_an_item_is_one_of_a_product()
    {
        var parts = Origins.Except(Products).ToArray();

        Assert.True(parts.Length >= 5, $"{parts.Length} lots and items");
        Assert.All(parts, part => Assert.Single(Products, product => product.Gtin == part.Gtin));
        Assert.Contains(parts, part => part is { Gtin: "09520001000027", Lot: "NM-2411", Made: not null });
    }

    [Fact]
    public void Its_trace_codes_are_those_of_the_sample_stamps()
    {
        using var recognisers = JsonDocument.Parse(
            File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "device-config", "recognisers.json")));
        var examples = recognisers.RootElement.GetProperty("stamps").EnumerateArray()
            .SelectMany(stamp => stamp.GetProperty("examples").EnumerateArray()
                .Where(example => example.GetProperty("traceCode").ValueKind == JsonValueKind.String)
                .Select(example => RecordKey.OfStamp(
                    stamp.GetProperty("vendor").GetString()!, example.GetProperty("traceCode").GetString()!)));

        Assert.Equal(examples.Order(), Origins.Select(RecordKey.OfStamp).OfType<string>().Order());
    }

    [Fact]
    public void One_is_expired_and_no_other_will_be_within_a_year()
    {
        var expired = Assert.Single(Origins, origin => origin.Expires is { } last && last.Date < Day.AddYears(1));

        Assert.Equal(("09520004701150", Day.AddDays(-12)), (expired.Gtin, expired.Expires!.Date));
        Assert.All(Origins, origin => Assert.True(origin.Made is null || origin.Made.Date <= Day, origin.Gtin));
    }

    [Fact]
    public void Two_products_are_recalled()
    {
        var recalled = RecallLines.Select(line =>
        {
            var bytes = Encoding.UTF8.GetBytes(line);
            Assert.True(PackJson.TryReadRecall(bytes, out var one, out var fault, isStrict: true), fault);
            return one;
        }).ToArray();

        Assert.Equal(["09520004707176", "09520031506353"], recalled.Select(one => one.Gtin));
        Assert.Equal("CB-0717 – CB-0719", Assert.Single(recalled[0].Recall.Lots).ToString());
        Assert.True(Assert.Single(recalled[0].Recall.Serials).Holds("CB7-000117"));
        Assert.True(recalled[1].Recall.IsOfAll);
        Assert.All(Origins, origin => Assert.Empty(origin.Recalls));
    }

    private static string[] LinesOf(string resource)
    {
        using var stream = typeof(Kiosk.Tracing.Catalog).Assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n')[..^1];
    }

    private static IEnumerable<JsonElement> TextsIn(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().SelectMany(TextsIn),
        JsonValueKind.Object when value.EnumerateObject().Any(one => one.Name.Length == 2 && one.Name != "by"
            && one.Name != "on" && one.Name != "to") => [value],
        JsonValueKind.Object => value.EnumerateObject().SelectMany(one => TextsIn(one.Value)),
        _ => [],
    };
}
