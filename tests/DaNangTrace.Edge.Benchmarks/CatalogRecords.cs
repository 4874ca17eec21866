using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using DaNangTrace.Edge.Kiosk.Tracing.Packs;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Benchmarks;

/// <summary>
/// A city's products as they might be: 1 kB of JSON each in the median, with names, places, numbers and days of their
/// own, so that they pack no better than real ones would. Of ten products one is on a vendor's stamp; a tenth of the
/// records are lots and items beside their product.
/// </summary>
internal static class CatalogRecords
{
    // Every tenth product is followed by a lot of it: these are records of their own.
    private const int LotEvery = 10;

    private static readonly string[] Words =
    [
        "nước", "mắm", "bánh", "khô", "mè", "tré", "chả", "bò", "cá", "rau", "dừa", "nướng", "rim", "yến", "sào", "mực",
        "một", "nắng", "hộp", "gói", "cay", "ngọt", "tiêu", "tỏi", "ớt", "sả", "gừng", "muối", "đường", "sen", "trà",
        "cà", "phê", "gạo", "nếp", "đậu", "xanh", "đỏ", "hương", "quê", "biển", "núi", "truyền", "thống", "đặc", "biệt",
    ];

    private static readonly string[] Places =
    [
        "Nam Ô", "Cẩm Lệ", "Túy Loan", "Sơn Trà", "Hòa Vang", "Liên Chiểu", "Thanh Khê", "Ngũ Hành Sơn", "Hội An",
        "Điện Bàn", "Duy Xuyên", "Quế Sơn", "Tam Kỳ", "Núi Thành", "Đại Lộc", "Thăng Bình",
    ];

    /// <summary>The GTIN of a product.</summary>
    public static string GtinOf(int product)
    {
        var body = string.Create(CultureInfo.InvariantCulture, $"0952{product:000000000}");
        var sum = 0;
        // GS1 General Specifications, 7.9: weights 3 and 1, beginning with 3 at the left of 13 digits.
        for (var at = 0; at < body.Length; at++)
            sum += (body[at] - '0') * (at % 2 == 0 ? 3 : 1);
        return $"{body}{(10 - (sum % 10)) % 10}";
    }

    /// <summary>A record's line.</summary>
    public static string LineOf(int record)
    {
        // The record decides all of it, so that any one can be made again.
        var chance = new Random(record);
        var isLot = record % LotEvery == LotEvery - 1;
        var gtin = GtinOf(isLot ? record - 1 : record);
        var text = new StringBuilder(1400);
        text.Append(CultureInfo.InvariantCulture, $"{{\"v\":1,\"gtin\":\"{gtin}\"");
        if (isLot)
            text.Append(CultureInfo.InvariantCulture, $",\"hasBatchLotNumber\":\"L{chance.Next(100000):00000}\"");
        if (record % LotEvery == 3)
            text.Append(CultureInfo.InvariantCulture, $",\"traceCode\":\"VN{chance.NextInt64(1L << 40):X10}\"");
        var (place, maker) = (Places[chance.Next(Places.Length)], Name(chance, 3));
        AddProduct(text, chance, place, maker);
        if (chance.Next(2) == 0)
            AddCertificate(text, chance);
        AddStages(text, chance, maker);
        return text.ToString();
    }

    /// <summary>Makes a signed pack, and the public key's file beside it.</summary>
    /// <returns>The key's file, and the pack's manifest.</returns>
    public static (string Key, PackManifest Manifest) MakePack(string folder, int records, long version)
    {
        Directory.CreateDirectory(folder);
        using var signer = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var file = Path.Combine(folder, PackManifest.RecordsNameOf(version));
        var expanded = 0L;
        using (var stream = File.Create(file))
        using (var gzip = new GZipStream(stream, CompressionLevel.Optimal))
        using (var buffer = new BufferedStream(gzip, 1 << 16))
        {
            for (var record = 0; record < records; record++)
            {
                var line = Encoding.UTF8.GetBytes(LineOf(record));
                buffer.Write(line);
                buffer.WriteByte((byte)'\n');
                expanded += line.Length + 1;
            }
        }
        using var packed = File.OpenRead(file);
        var manifest = new PackManifest(
            1, PackManifest.Full, version, records, Convert.ToHexStringLower(SHA256.HashData(packed)), packed.Length,
            expanded, TimeProvider.System.GetUtcNow(), TrustedKeys.IdOf(signer));
        var bytes = PackJson.ToBytes(manifest);
        File.WriteAllBytes(Path.Combine(folder, PackManifest.FileName), bytes);
        File.WriteAllBytes(
            Path.Combine(folder, PackManifest.SignatureName),
            signer.SignData(bytes, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        var key = Path.Combine(folder, "city.pem");
        File.WriteAllText(key, signer.ExportSubjectPublicKeyInfoPem());
        return (key, manifest);
    }

    // The order of these lines is the order in which chance is asked: it decides the records.
    private static void AddProduct(StringBuilder text, Random chance, string place, string maker) =>
        text
            .Append(CultureInfo.InvariantCulture, $$$"""
                ,"productName":{"vi":"{{{Name(chance, 4)}}}","en":"Sample product {{{chance.Next(100000)}}}"}
                """)
            .Append(CultureInfo.InvariantCulture, $$$"""
                ,"productDescription":{"vi":"{{{Name(chance, 14)}}}"
                """)
            .Append(CultureInfo.InvariantCulture, $$$"""
                ,"en":"Sample {{{chance.Next(100000)}}} of {{{place}}}"}
                """)
            .Append(CultureInfo.InvariantCulture, $$$"""
                ,"brandName":"{{{Name(chance, 2)}}}"
                """)
            .Append(CultureInfo.InvariantCulture, $$$"""
                ,"provenanceStatement":{"text":{"vi":"{{{place}}}, Đà Nẵng","en":"{{{place}}}, Da Nang"}
                """)
            .Append(CultureInfo.InvariantCulture, $$$"""
                ,"evidence":{"grade":"matched","by":{"vi":"Chợ số {{{chance.Next(80)}}}"},"on":"{{{Day(chance)}}}"}}
                """)
            .Append(CultureInfo.InvariantCulture, $$$"""
                ,"manufacturer":{"organizationName":"Cơ sở {{{maker}}}"
                """)
            .Append(CultureInfo.InvariantCulture, $$$"""
                ,"address":{"vi":"{{{chance.Next(900)}}} đường {{{Name(chance, 2)}}}, {{{place}}}, Đà Nẵng"}
                """)
            .Append(CultureInfo.InvariantCulture, $$$"""
                ,"evidence":{"grade":"declared","on":"{{{Day(chance)}}}"}}
                """)
            .Append(CultureInfo.InvariantCulture, $$$"""
                ,"productionDate":{"date":"{{{Day(chance)}}}"},"expirationDate":{"date":"{{{Day(chance, 2028)}}}"}
                """);

    private static void AddCertificate(StringBuilder text, Random chance) =>
        text
            .Append(CultureInfo.InvariantCulture, $$$"""
                ,"certification":[{"certificationStandard":"OCOP","certificationValue":{{{chance.Next(3, 6)}}}
                """)
            .Append(CultureInfo.InvariantCulture, $$$"""
                ,"certificationIdentification":"{{{chance.Next(10000)}}}/QĐ"
                """)
            .Append(CultureInfo.InvariantCulture, $$$"""
                ,"certificationEndDate":"{{{Day(chance, 2029)}}}"}]
                """);

    private static void AddStages(StringBuilder text, Random chance, string maker) =>
        text
            .Append(CultureInfo.InvariantCulture, $$$"""
                ,"stages":[{"kind":"source","place":{"vi":"{{{Places[chance.Next(Places.Length)]}}}"}
                """)
            .Append(CultureInfo.InvariantCulture, $$$"""
                ,"time":"{{{Day(chance)}}}","traceCode":"S{{{chance.Next(1 << 24):x}}}"}
                """)
            .Append(CultureInfo.InvariantCulture, $$$"""
                ,{"kind":"make","place":{"vi":"Cơ sở {{{maker}}}"},"time":"{{{Day(chance)}}}"}
                """)
            .Append(CultureInfo.InvariantCulture, $$$"""
                ,{"kind":"sell","place":{"vi":"Sạp {{{chance.Next(400)}}}, chợ số {{{chance.Next(80)}}}"}}]}
                """);

    private static string Name(Random chance, int words) =>
        string.Join(' ', Enumerable.Range(0, words).Select(_ => Words[chance.Next(Words.Length)]));

    private static string Day(Random chance, int year = 2026) => string.Create(
        CultureInfo.InvariantCulture, $"{year}-{chance.Next(1, 13):00}-{chance.Next(1, 29):00}");
}
