using System.Globalization;
using System.Text.Json;
using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tracing.Asking;

/// <summary>
/// Makes an origin of a product's data in the words of the GS1 Web Vocabulary. A document that is a record of our own
/// packs is taken as such, with its evidence, steps and stall; of any other nobody says how it is known, and so it is
/// shown. Its picture is not: that would be an address of somebody's, asked for each shopper.
/// </summary>
internal static class WebVocabulary
{
    /// <summary>Reads a product's data.</summary>
    /// <param name="bytes">The document.</param>
    /// <param name="question">About what it has to be.</param>
    /// <exception cref="DocumentException">It can't be read, names no product, or is about another one.</exception>
    public static Origin Read(byte[] bytes, Question question)
    {
        if (PackJson.TryReadOrigin(bytes, out var record, out _))
        {
            CheckSame(record.Gtin, record.Lot, record.Serial, question);
            // What is added to it is known as its own document says.
            return OfThis(Evidence.Spread(record), question);
        }
        return Documents.Read(bytes, root => Read(root, question));
    }

    private static Origin Read(JsonElement root, Question question)
    {
        foreach (var node in JsonLd.Nodes(root))
        {
            if (JsonLd.Texts(JsonLd.Find(node, "productName")) is not { } name)
                continue;
            var (lot, serial) = (Told(node, "hasBatchLotNumber"), Told(node, "hasSerialNumber"));
            CheckSame(Told(node, "gtin"), lot, serial, question);
            return OfThis(OriginOf(node, name, question) with { Lot = lot, Serial = serial }, question);
        }
        throw new DocumentException("it names no product (productName of the GS1 Web Vocabulary)");
    }

    /// <summary>The certificates that a document names: of a product, or by themselves.</summary>
    /// <exception cref="DocumentException">It can't be read.</exception>
    public static IReadOnlyList<Certificate> ReadCertificates(byte[] bytes) =>
        Documents.Read(bytes, ReadCertificates);

    private static List<Certificate> ReadCertificates(JsonElement root)
    {
        var found = new List<Certificate>();
        foreach (var node in JsonLd.Nodes(root))
        {
            if (CertificateOf(node) is { } one)
                found.Add(one);
            found.AddRange(CertificatesOf(node));
        }
        return [.. found.Distinct().Take(RecordBounds.MostListed)];
    }

    private static Origin OriginOf(JsonElement node, Dictionary<string, string> name, Question question) => new()
    {
        Gtin = question.Gtin,
        Name = name,
        Description = JsonLd.Texts(JsonLd.Find(node, "productDescription")),
        Brand = JsonLd.OneText(JsonLd.Find(node, "brandName"))
            ?? (JsonLd.Find(node, "brand") is { } brand ? JsonLd.OneText(JsonLd.Find(brand, "brandName")) : null),
        Place = PlaceOf(node),
        Maker = JsonLd.Find(node, "manufacturer") is { } maker ? MakerOf(maker) : null,
        Made = DayOf(node, "productionDate") ?? DayOf(node, "harvestDate"),
        Expires = DayOf(node, "expirationDate"),
        Certificates = CertificatesOf(node),
        Stages = JsonLd.Find(node, "manufacturingPlant") is { } plant && StageOf(plant) is { } stage ? [stage] : [],
    };

    // What is said of a lot or an item that was not asked about holds of the product as far as it holds of any lot.
    private static Origin OfThis(Origin origin, Question question)
    {
        if (origin is { Lot: null, Serial: null })
            return origin;
        var isOfThis = origin.Serial is null ? origin.Lot == question.Lot : origin.Serial == question.Serial;
        return isOfThis ? origin : OfAnyLot.In(origin with { Lot = null, Serial = null });
    }

    private static void CheckSame(string? gtin, string? lot, string? serial, Question question)
    {
        if (gtin is not null && (!Gtin.TryParse(gtin, out var read) || read.Digits != question.Gtin))
            throw new DocumentException("it is about another product");
        if ((lot is not null && question.Lot is not null && lot != question.Lot)
            || (serial is not null && question.Serial is not null && serial != question.Serial))
            throw new DocumentException("it is about another lot or item");
    }

    private static string? Told(JsonElement node, string term) => JsonLd.OneText(JsonLd.Find(node, term));

    private static DatedFact? DayOf(JsonElement node, string term) =>
        JsonLd.Day(JsonLd.Find(node, term)) is { } day ? new DatedFact(day) : null;

    // Where it says in words where it comes from; else the country, which is more than nothing.
    private static Place? PlaceOf(JsonElement node)
    {
        if (JsonLd.Texts(JsonLd.Find(node, "provenanceStatement")) is { } words)
            return new Place(words);
        var country = JsonLd.Find(node, "countryOfOrigin") is { } value ? CountryOf(value) : null;
        return country is null
            ? null
            : new Place(new Dictionary<string, string>
            {
                ["vi"] = country.VietnameseName,
                ["en"] = country.EnglishName,
            });
    }

    private static Country? CountryOf(JsonElement value)
    {
        foreach (var one in JsonLd.Values(value))
        {
            var text = one.ValueKind == JsonValueKind.Object ? Told(one, "countryCode") : JsonLd.OneText(one);
            if (text is not null
                && (Country.TryFindAlpha2(text, out var country) || Country.TryFind(text, out country)))
                return country;
        }
        return null;
    }

    private static Maker? MakerOf(JsonElement maker)
    {
        foreach (var one in JsonLd.Values(maker))
        {
            if (one.ValueKind == JsonValueKind.Object && Told(one, "organizationName") is { } name)
                return new Maker(name, JsonLd.Find(one, "address") is { } address ? AddressOf(address) : null);
        }
        return null;
    }

    private static Dictionary<string, string>? AddressOf(JsonElement address)
    {
        if (JsonLd.Values(address).FirstOrDefault() is not { ValueKind: JsonValueKind.Object } parts)
            return JsonLd.Texts(address);
        var told = ((string?[])
        [
            Told(parts, "streetAddress"), Told(parts, "addressLocality"), Told(parts, "addressRegion"),
        ]).OfType<string>().ToList();
        return told.Count > 0
            ? new Dictionary<string, string> { [JsonLd.NoLanguage] = string.Join(", ", told) }
            // By language, as our own records have it.
            : JsonLd.Texts(address);
    }

    private static Stage? StageOf(JsonElement plant)
    {
        foreach (var one in JsonLd.Values(plant))
        {
            if (one.ValueKind != JsonValueKind.Object)
                continue;
            var gln = Told(one, "globalLocationNumber");
            var place = JsonLd.Find(one, "address") is { } address ? AddressOf(address) : null;
            var label = JsonLd.Texts(JsonLd.Find(one, "organizationName"))
                ?? JsonLd.Texts(JsonLd.Find(one, "physicalLocationName"));
            if (gln is not null || place is not null || label is not null)
                return new Stage("make", label, place, Gln: RecordBounds.IsGln(gln) ? gln : null);
        }
        return null;
    }

    private static Certificate[] CertificatesOf(JsonElement node) =>
        [.. JsonLd.Values(JsonLd.Find(node, "certification")).Select(CertificateOf).OfType<Certificate>()];

    private static Certificate? CertificateOf(JsonElement one) =>
        one.ValueKind == JsonValueKind.Object && Told(one, "certificationStandard") is { } scheme
            ? new Certificate(
                scheme,
                int.TryParse(
                    Told(one, "certificationValue"), NumberStyles.None, CultureInfo.InvariantCulture, out var stars)
                    && stars is >= 1 and <= 5 ? stars : null,
                Told(one, "certificationIdentification"), Told(one, "certificationAgency"),
                JsonLd.Day(JsonLd.Find(one, "certificationEndDate")))
            : null;
}
