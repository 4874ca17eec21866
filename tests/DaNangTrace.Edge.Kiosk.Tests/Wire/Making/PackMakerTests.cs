using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Wire.Packs;
using DaNangTrace.Edge.Wire.Packs.Making;
using Microsoft.Extensions.Time.Testing;

namespace DaNangTrace.Edge.Kiosk.Tests.Wire.Making;

public sealed class PackMakerTests : IDisposable
{
    private const string Gtin = "09520001000027";
    private const string Csv = $"gtin,productName.vi,image\n{Gtin},Nước mắm,\n";

    private static readonly byte[] Png =
        [0x89, .. "PNG\r\n\u001A\n"u8, 0, 0, 0, 13, .. "IHDR"u8, 1, 2, 3, 4];

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 7, 0, 0, 345, TimeSpan.Zero));
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public PackMakerTests() => _folder.Write("key.pem", _key.ExportPkcs8PrivateKeyPem());

    public void Dispose()
    {
        _key.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_pack_holds_what_its_manifest_says()
    {
        var made = Assert.IsType<PackOutcome.Made>(Make(Csv, version: 7));

        var manifest = ManifestOf("out");
        Assert.Equal(made.Manifest, manifest);
        var file = Path.Combine(_folder.File("out"), "catalog-7.ndjson.gz");
        var lines = Unpacked(file);
        Assert.Equal(
            new PackManifest(
                1, "full", 7, 1, HashOf(File.ReadAllBytes(file)), new FileInfo(file).Length, lines.Length,
                new DateTimeOffset(2026, 1, 1, 7, 0, 0, TimeSpan.Zero), HashOf(_key.ExportSubjectPublicKeyInfo())),
            manifest);
        Assert.StartsWith($"{{\"v\":1,\"gtin\":\"{Gtin}\"", Encoding.UTF8.GetString(lines), StringComparison.Ordinal);
        Assert.Equal(
            ["catalog-7.ndjson.gz", "manifest.json", "manifest.json.sig"],
            Directory.GetFileSystemEntries(_folder.File("out")).Select(Path.GetFileName).Order());
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path, "*.part"));
    }

    [Fact]
    public void Its_signature_is_one_that_openssl_verifies()
    {
        Assert.IsType<PackOutcome.Made>(Make(Csv));
        var (manifest, signature) = (_folder.File("out/manifest.json"), _folder.File("out/manifest.json.sig"));
        var key = _folder.Write("pub.pem", _key.ExportSubjectPublicKeyInfoPem());

        Assert.True(_key.VerifyData(
            File.ReadAllBytes(manifest), File.ReadAllBytes(signature), HashAlgorithmName.SHA256,
            DSASignatureFormat.Rfc3279DerSequence));
        Assert.Equal(
            "Verified OK\n",
            MakingInput.OpenSsl(["dgst", "-sha256", "-verify", key, "-signature", signature, manifest]));
    }

    [Fact]
    public void The_same_input_gives_the_same_bytes()
    {
        const string Header = "gtin,hasBatchLotNumber,productName.vi\n";
        var lots = Enumerable.Range(0, 200).Select(n => $"{Gtin},A{n:000},\n").Prepend($"{Gtin},,x\n").ToArray();
        Assert.IsType<PackOutcome.Made>(Make(Header + string.Concat(lots), folder: "one"));
        Assert.IsType<PackOutcome.Made>(
            Make(Header + string.Concat(lots.Reverse()), folder: "two"));
        var (one, two) = (File.ReadAllBytes(_folder.File("one/catalog-1.ndjson.gz")),
            File.ReadAllBytes(_folder.File("two/catalog-1.ndjson.gz")));

        Assert.Equal(one, two);
        Assert.Equal([0, 0, 0, 0], one[4..8]); // RFC 1952: no time.
        Assert.Equal(
            File.ReadAllBytes(_folder.File("one/manifest.json")), File.ReadAllBytes(_folder.File("two/manifest.json")));
    }

    [Fact]
    public void A_faulty_input_makes_nothing()
    {
        var faulty = Assert.IsType<PackOutcome.Faulty>(Make("gtin,model\n123,x\n"));

        Assert.Equal(2, Assert.Single(faulty.Faults).Line);
        Assert.Equal(["in", "key.pem"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void What_stands_there_is_not_overwritten()
    {
        _folder.Write("out/precious.txt", "x");
        Directory.CreateDirectory(_folder.File("empty"));

        Assert.Contains(
            "is there already", Assert.IsType<PackOutcome.NotMade>(Make(Csv)).Reason, StringComparison.Ordinal);
        Assert.IsType<PackOutcome.Made>(Make(Csv, folder: "empty"));
        Assert.True(File.Exists(_folder.File("out/precious.txt")));
    }

    [Theory]
    [InlineData("delta", 1, "delta is no kind of pack")]
    [InlineData("full", 0, "0 is no version")]
    [InlineData("full", 9007199254740992, "9007199254740992 is no version")]
    public void A_wrong_order_is_refused(string kind, long version, string reason) => Assert.StartsWith(
        reason, Assert.IsType<PackOutcome.NotMade>(Make(Csv, kind: kind, version: version)).Reason,
        StringComparison.Ordinal);

    [Fact]
    public void An_input_that_is_not_there_is_told() => Assert.IsType<PackOutcome.NotMade>(
        new PackMaker(_time).Make(
            Order(_folder.File("no.csv"), "full", 1, "out"), stop: TestContext.Current.CancellationToken));

    [Fact]
    public void A_picture_may_be_called_by_its_name_or_hash()
    {
        var hash = HashOf(Png);
        Directory.CreateDirectory(_folder.File("in/images"));
        File.WriteAllBytes(_folder.File("in/images/nước mắm.png"), Png);
        File.WriteAllBytes(_folder.File($"in/images/{hash}"), Png);

        var made = Assert.IsType<PackOutcome.Made>(Make(
            $"gtin,productName.vi,image\n{Gtin},a,nước mắm.png\n{Gtin},b,{hash}\n{Gtin},c,nước mắm.png\n"));

        Assert.Equal(1, made.Images);
        Assert.Equal([hash], Directory.GetFiles(_folder.File("out/images")).Select(Path.GetFileName));
        Assert.Equal(Png, File.ReadAllBytes(_folder.File($"out/images/{hash}")));
        var lines = Encoding.UTF8.GetString(Unpacked(_folder.File("out/catalog-1.ndjson.gz"))).Split('\n')[..^1];
        Assert.All(lines, line => Assert.Contains($"\"image\":\"{hash}\"", line, StringComparison.Ordinal));
    }

    [Fact]
    public void A_hash_finds_its_picture_whatever_the_file_is_called()
    {
        Directory.CreateDirectory(_folder.File("in/images"));
        File.WriteAllBytes(_folder.File("in/images/nước mắm.png"), Png);
        _folder.Write("in/images/notes.txt", "x");

        Assert.IsType<PackOutcome.Made>(Make($"gtin,productName.vi,image\n{Gtin},a,{HashOf(Png)}\n"));

        Assert.Equal(Png, File.ReadAllBytes(_folder.File($"out/images/{HashOf(Png)}")));
    }

    [Fact]
    public void How_far_it_is_is_told_by_step()
    {
        Directory.CreateDirectory(_folder.File("in/images"));
        File.WriteAllBytes(_folder.File("in/images/a.png"), Png);
        var rows = string.Concat(Enumerable.Range(0, 3000).Select(n => $"{Gtin14(n)},x,a.png\n"));
        var told = new Told();

        new PackMaker(_time).Make(
            Order(_folder.Write("in/in.csv", $"gtin,productName.vi,image\n{rows}"), "full", 1, "out"), told,
            TestContext.Current.CancellationToken);

        var size = new FileInfo(_folder.File("in/in.csv")).Length;
        Assert.All(told.All, one => Assert.InRange(one.Done, 0, one.Total));
        Assert.Equal(
            [(PackStep.Read, size), (PackStep.Records, 3000), (PackStep.Pictures, 1)],
            told.All.Select(one => (one.Step, one.Total)).Distinct());
        Assert.Contains(told.All, one => one.Step == PackStep.Read && one.Done < size);
        Assert.Contains(new PackProgress(PackStep.Read, size, size), told.All);
        Assert.Contains(new PackProgress(PackStep.Records, 3000, 3000), told.All);
    }

    [Fact]
    public void Only_the_records_own_image_is_a_picture() => Assert.Equal(
        "line 1: extra: no such field is known", Assert.Single(Assert.IsType<PackOutcome.Faulty>(Make(
            $$"""{"v":1,"gtin":"{{Gtin}}","extra":{"image":"no.png"},"productName":{"vi":"x"} }""", "in.ndjson"))
            .Faults).ToString());

    [Theory]
    [InlineData("no.png", "can't be read")]
    [InlineData("../key.pem", "expected the name of a file in images")]
    [InlineData("..", "expected the name of a file in images")]
    [InlineData("text.png", "neither PNG, JPEG nor WebP")]
    [InlineData("large.png", "more than 200000 bytes")]
    [InlineData("00000000000000000000000000000000000000000000000000000000000000ab", "no file in")]
    [InlineData("00000000000000000000000000000000000000000000000000000000000000aa", "a hash that is not its own")]
    public void A_picture_that_is_none_is_a_fault(string image, string reason)
    {
        _folder.Write("in/images/text.png", "no picture at all, only words");
        File.WriteAllBytes(_folder.File("in/images/large.png"), [.. Png, .. new byte[PackLimit.MaxImage]]);
        File.WriteAllBytes(_folder.File($"in/images/{new string('0', 62)}aa"), Png);

        var faulty = Assert.IsType<PackOutcome.Faulty>(Make($"gtin,productName.vi,image\n{Gtin},a,{image}\n"));

        Assert.StartsWith("line 2: image: ", Assert.Single(faulty.Faults).ToString(), StringComparison.Ordinal);
        Assert.Contains(reason, faulty.Faults[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stop_leaves_nothing_behind()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Assert.Throws<OperationCanceledException>(() => new PackMaker(_time).Make(
            Order(_folder.Write("in/in.csv", Csv), "full", 1, "out"), stop: stop.Token));
        Assert.Equal(["in", "key.pem"], Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Twenty_thousand_rows_take_seconds()
    {
        var text = new StringBuilder("gtin,productName.vi,productName.en,manufacturer.organizationName,"
            + "provenanceStatement.text.vi,stages[0].kind,stages[0].place.vi,stages[1].kind,stages[1].place.vi\n");
        for (var n = 0; n < 20_000; n++)
        {
            // In no order.
            var gtin = Gtin14(n * 7919 % 20_000);
            text.Append(CultureInfo.InvariantCulture, $"{gtin},\"Nước mắm {n}, loại ngon\",Fish sauce {n},Cơ sở {n},")
                .Append("Nam Ô,make,Nam Ô,sell,Chợ Hàn\n");
        }
        var watch = Stopwatch.StartNew();

        var made = Assert.IsType<PackOutcome.Made>(Make(text.ToString()));

        Assert.Equal(20_000, made.Manifest.Count);
        // A second or so; what is far beyond is a slip that a million rows would multiply by fifty.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
    }

    private static string Gtin14(int number) => Enumerable.Range(0, 10)
        .Select(check => string.Create(CultureInfo.InvariantCulture, $"09520{number:00000000}{check}"))
        .Single(digits => CheckDigit.IsRight(digits));

    private PackOutcome Make(
        string text, string name = "in.csv", string kind = "full", long version = 1, string folder = "out") =>
        new PackMaker(_time).Make(Order(_folder.Write($"in/{name}", text), kind, version, folder));

    private PackOrder Order(string input, string kind, long version, string folder) =>
        new(input, kind, version, _folder.File("key.pem"), _folder.File(folder));

    private PackManifest ManifestOf(string folder)
    {
        Assert.True(PackJson.TryReadManifest(
            File.ReadAllBytes(_folder.File($"{folder}/manifest.json")), out var manifest, out var fault), fault);
        return manifest;
    }

    private static byte[] Unpacked(string file)
    {
        using var zip = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        using var lines = new MemoryStream();
        zip.CopyTo(lines);
        return lines.ToArray();
    }

    private static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private sealed class Told : IProgress<PackProgress>
    {
        public List<PackProgress> All { get; } = [];

        public void Report(PackProgress value) => All.Add(value);
    }
}
