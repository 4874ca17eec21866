using System.Globalization;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Benchmarks;

/// <summary>
/// A city's records as they might be: 1 kB of JSON each in the median, with names, places, numbers and days of their
/// own. Of twenty, two are lots and one an item, beside their product, and two have a trace code; of two thousand, two
/// products share a number. A record's place decides all of it, so that any one can be made again.
/// </summary>
internal static class CatalogRecords
{
    private const int Round = 20;
    private const int ShareEvery = 2_000;

    // Products of one maker stand together, as the numbers of GS1 do.
    private const int OfOneMaker = 8;

    // Numbers are no run without gaps.
    private const int Stride = 400;

    /// <summary>What stands on the code of a record's item.</summary>
    internal readonly record struct Code(string Gtin, string? Lot, string? Serial)
    {
        /// <summary>As a scanner sends it: an EAN-13, or a DataMatrix with lot and serial number.</summary>
        public string Text => Lot is null && Serial is null
            ? $"]E0{Gtin[1..]}"
            : $"]d201{Gtin}{(Lot is null ? "" : $"10{Lot}\u001D")}{(Serial is null ? "" : $"21{Serial}")}";
    }

    /// <summary>The code of a record.</summary>
    public static Code CodeOf(int record)
    {
        var place = record % Round;
        var product = place switch { 7 or 14 => record - 1, 8 => record - 2, _ => record };
        if (record % ShareEvery == 3)
            product--;
        var lot = place is 7 or 14 or 8 ? LotOf(product) : null;
        return new Code(GtinOf(product), lot, place == 8 ? SerialOf(product) : null);
    }

    /// <summary>A record's line.</summary>
    public static byte[] LineOf(int record)
    {
        var code = CodeOf(record);
        var chance = new Random(record);
        var isProduct = code is { Lot: null, Serial: null };
        var traceCode = record % (Round / 2) == 5 ? $"VN{chance.NextInt64(1L << 40):X10}" : null;
        var maker = MakerOf(record / OfOneMaker);
        var origin = new Origin
        {
            Gtin = code.Gtin,
            Lot = code.Lot,
            Serial = code.Serial,
            TraceCode = traceCode,
            TraceCodeVendor = traceCode is null ? null : "sample-path",
        };
        return PackJson.ToBytes(isProduct ? Product(origin, maker, chance) : Special(origin, maker, chance));
    }

    private static Origin Product(Origin origin, MakerFacts maker, Random chance)
    {
        var (kind, trait) = (Pick(CatalogWords.Kinds, chance), Pick(CatalogWords.Traits, chance));
        var (name, grams) = (CatalogWords.Name(chance, 2), chance.Next(2, 200) * 10);
        var sentence = Pick(CatalogWords.Sentences, chance);
        var number = chance.Next(3, 30);
        return origin with
        {
            Name = Both($"{kind.Vi} {name.Vi} {trait.Vi} {grams} g", $"{name.En} {kind.En}, {trait.En}, {grams} g"),
            Description = Both(
                $"{With(sentence.Vi, number)} {CatalogWords.Prose(chance, 10).Vi}",
                $"{With(sentence.En, number)} {CatalogWords.Prose(chance, 12).En}"),
            Brand = chance.Next(2) == 0 ? maker.Brand : CatalogWords.Name(chance, 2).Vi,
            Place = new Place(Both(maker.Place.Vi, maker.Place.En), EvidenceOf(chance)),
            Maker = new Maker(maker.Name, Both(maker.Address.Vi, maker.Address.En), EvidenceOf(chance)),
            ShelfLife = chance.Next(4) > 0 ? null : Both($"{number} tháng", $"{number} months"),
            Certificates = chance.Next(3) > 0 ? [] : [CertificateOf(chance)],
            Stages = [.. StagesOf(maker, chance)],
            Standards = chance.Next(4) == 0
                ? [new AppliedStandard($"TCVN {chance.Next(1000, 14000)}:20{chance.Next(10, 26)}")] : [],
        };
    }

    // What a lot's or an item's record says beside its product's.
    private static Origin Special(Origin origin, MakerFacts maker, Random chance) => origin with
    {
        Made = new DatedFact(Day(chance), EvidenceOf(chance)),
        Expires = new DatedFact(Day(chance, 2028), EvidenceOf(chance)),
        Stages = [.. StagesOf(maker, chance)],
    };

    private static IEnumerable<Stage> StagesOf(MakerFacts maker, Random chance)
    {
        var (village, stall) = (CatalogWords.Name(chance, 2), chance.Next(1, 600));
        yield return new Stage(
            "source", Place: Both($"Xã {village.Vi}", $"{village.En} commune"), Time: Day(chance),
            TraceCode: $"S{chance.Next(1 << 28):x7}");
        yield return new Stage("make", Place: Both(maker.Place.Vi, maker.Place.En), Time: Day(chance), Gln: maker.Gln);
        if (chance.Next(3) == 0)
            yield return new Stage(
                "sell", Place: Both($"Sạp {stall}, chợ {maker.Market.Vi}", $"Stall {stall}, {maker.Market.En} market"));
    }

    private static Certificate CertificateOf(Random chance) => new(
        chance.Next(2) == 0 ? "OCOP" : "VietGAP", chance.Next(3, 6),
        string.Create(CultureInfo.InvariantCulture, $"{chance.Next(100, 10000)}/QĐ-UBND"),
        Pick(CatalogWords.Offices, chance).Vi, Day(chance, 2029));

    private static Evidence? EvidenceOf(Random chance)
    {
        var office = Pick(CatalogWords.Offices, chance);
        return chance.Next(8) switch
        {
            0 or 1 => new Evidence("declared", On: Day(chance)),
            2 or 3 => new Evidence("matched", On: Day(chance)),
            4 => new Evidence("inspected", Both(office.Vi, office.En), Day(chance)),
            _ => null,
        };
    }

    private static MakerFacts MakerOf(int maker)
    {
        var chance = new Random(-maker - 1);
        var (name, street, ward) =
            (CatalogWords.Name(chance, 3), CatalogWords.Name(chance, 2), CatalogWords.Name(chance, 2));
        var number = chance.Next(1, 900);
        var location = string.Create(CultureInfo.InvariantCulture, $"893{chance.Next(1_000_000_000):000000000}");
        return new MakerFacts(
            $"{(chance.Next(2) == 0 ? "Hợp tác xã" : "Công ty TNHH")} {name.Vi}", name.En,
            ($"Phường {ward.Vi}, Đà Nẵng", $"{ward.En} ward, Da Nang"),
            ($"{number} {street.Vi}, {ward.Vi}, Đà Nẵng", $"{number} {street.En}, {ward.En}, Da Nang"),
            CatalogWords.Name(chance, 2), WithCheckDigit(location));
    }

    private static string GtinOf(int product)
    {
        var number = ((long)product * Stride) + new Random(product).Next(Stride);
        var body = string.Create(CultureInfo.InvariantCulture, $"0952{number:000000000}");
        return WithCheckDigit(body);
    }

    // GS1 General Specifications, 7.9: weights 3 and 1 from the right.
    private static string WithCheckDigit(string digits)
    {
        var sum = digits.Select((digit, at) => (digit - '0') * ((digits.Length - at) % 2 == 1 ? 3 : 1)).Sum();
        return $"{digits}{(10 - (sum % 10)) % 10}";
    }

    private static string LotOf(int product) =>
        string.Create(CultureInfo.InvariantCulture, $"L{new Random(product).Next(1_000_000):000000}");

    private static string SerialOf(int product) =>
        string.Create(CultureInfo.InvariantCulture, $"{new Random(product).NextInt64(1L << 40):X10}");

    private static Dictionary<string, string> Both(string vi, string en) => new() { ["vi"] = vi, ["en"] = en };

    private static string With(string sentence, int number) =>
        sentence.Replace("{0}", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private static T Pick<T>(T[] list, Random chance) => list[chance.Next(list.Length)];

    private static DateOnly Day(Random chance, int year = 2026) => new(year, chance.Next(1, 13), chance.Next(1, 29));

    private sealed record MakerFacts(
        string Name, string Brand, (string Vi, string En) Place, (string Vi, string En) Address,
        (string Vi, string En) Market, string Gln);
}
