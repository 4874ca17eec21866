using System.Security.Cryptography;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Kiosk.Tracing;
using DaNangTrace.Edge.Kiosk.Tracing.Packs;
using DaNangTrace.Edge.Wire.Packs;
using Microsoft.Extensions.Time.Testing;

namespace DaNangTrace.Edge.Kiosk.Tests.Tracing.Packs;

/// <summary>What is wrong with a pack is found before anything of it is taken, and said.</summary>
public sealed class PackRefusalTests : IDisposable
{
    private const string Recall =
        """{"v":1,"gtin":"08936012345674","recall":{"authority":{"vi":"x"},"reason":{"vi":"x"}}}""";

    private readonly ImportPlace _place = new();

    [Fact]
    public void Without_a_trusted_key_no_pack_is_taken()
    {
        using var pack = _place.Pack(1);
        _place.Options = new CatalogOptions();

        IsRefused(pack, PackFault.NoTrust, "tracing.catalog.trust");
    }

    [Fact]
    public void A_folder_without_a_manifest_is_no_pack()
    {
        using var pack = new TestPack(_place.City);

        IsRefused(pack, PackFault.Missing, "manifest.json");
    }

    [Fact]
    public void An_unsigned_pack_is_refused()
    {
        using var pack = _place.Pack(1);
        File.Delete(Path.Combine(pack.Path, PackManifest.SignatureName));

        IsRefused(pack, PackFault.NoSignature, "unsigned");
    }

    [Fact]
    public void Another_signers_pack_is_refused_and_its_key_named()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var pack = new TestPack(other).Write();

        IsRefused(pack, PackFault.OtherKey, TrustedKeys.IdOf(other)[..16]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    public void A_manifest_of_which_one_bit_was_flipped_is_refused(int at)
    {
        using var pack = _place.Pack(1);
        Flip(Path.Combine(pack.Path, PackManifest.FileName), at);

        IsRefused(pack, PackFault.WrongSignature, "does not belong to its manifest");
    }

    [Fact]
    public void A_signature_of_another_pack_is_refused()
    {
        using var pack = _place.Pack(1);
        using var other = _place.Pack(2);
        File.Copy(
            Path.Combine(other.Path, PackManifest.SignatureName), Path.Combine(pack.Path, PackManifest.SignatureName),
            overwrite: true);

        IsRefused(pack, PackFault.WrongSignature, "another pack's");
    }

    [Fact]
    public void A_manifest_of_another_pack_is_refused()
    {
        using var pack = _place.Pack(1);
        using var other = _place.Pack(1, TestPack.Product.Replace("mẫu", "mậu", StringComparison.Ordinal));
        foreach (var name in (string[])[PackManifest.FileName, PackManifest.SignatureName])
            File.Copy(Path.Combine(other.Path, name), Path.Combine(pack.Path, name), overwrite: true);

        Assert.True(_place.Refused(pack).Reason is PackFault.Changed or PackFault.WrongSize);
    }

    [Fact]
    public void One_bit_flipped_anywhere_in_the_records_is_noticed()
    {
        for (var at = 0; ; at++)
        {
            using var pack = _place.Pack(1);
            if (at >= new FileInfo(pack.RecordsFile).Length)
                break;
            Flip(pack.RecordsFile, at);
            Assert.Equal(PackFault.Changed, _place.Refused(pack).Reason);
        }
        Assert.False(Directory.Exists(Path.Combine(_place.Generations, "v1")));
    }

    [Fact]
    public void Records_that_are_cut_off_at_any_place_are_noticed()
    {
        using var pack = _place.Pack(1, [.. Numbered(2000)]);
        var whole = File.ReadAllBytes(pack.RecordsFile);
        Assert.True(whole.Length > 8192);
        for (var length = 0; length < whole.Length; length += 4096)
        {
            File.WriteAllBytes(pack.RecordsFile, whole[..length]);
            IsRefused(pack, PackFault.WrongSize, $"has {length} bytes and should have {whole.Length}");
        }
    }

    [Theory]
    [InlineData("full", "recall")]
    [InlineData("recall", "full")]
    public void Records_of_another_kind_are_refused(string told, string held)
    {
        using var pack = new TestPack(_place.City)
        {
            Kind = told,
            Lines = [held == "full" ? TestPack.Product : Recall],
        }.Write();

        IsRefused(pack, PackFault.BadRecord, $"line 1 of catalog-1.ndjson.gz is no record of a {told} pack");
    }

    [Fact]
    public void Of_each_kind_versions_only_go_up()
    {
        using var recalls = _place.RecallPack(9, Recall);
        using var third = _place.Pack(3);
        using var second = _place.Pack(2);
        using var another = _place.Pack(3, TestPack.Product.Replace("mẫu", "mậu", StringComparison.Ordinal));
        _place.Taken(recalls);
        _place.Taken(third);

        IsRefused(second, PackFault.Older, "version 2 (full), and a newer one was taken: 3");
        IsRefused(another, PackFault.Older, "another one with that number");
    }

    [Fact]
    public void What_unpacks_to_more_than_was_signed_is_refused_as_soon_as_it_does()
    {
        using var pack = new TestPack(_place.City)
        {
            Lines = [.. Numbered(2000)],
            Change = manifest => manifest with { ExpandedSize = 1000 },
        }.Write();

        IsRefused(pack, PackFault.Bomb, "unpacks to more than the 1000 bytes");
    }

    [Theory]
    [InlineData(PackFault.TooLarge, "lines")]
    [InlineData(PackFault.TooLarge, "bytes")]
    [InlineData(PackFault.TooLarge, "bytes unpacked")]
    public void A_signed_manifest_may_not_promise_more_than_a_kiosk_holds(PackFault fault, string what)
    {
        using var pack = new TestPack(_place.City)
        {
            Change = manifest => what switch
            {
                "lines" => manifest with { Count = PackLimit.Full.Count + 1 },
                "bytes" => manifest with { Size = PackLimit.Full.Size + 1 },
                _ => manifest with { ExpandedSize = PackLimit.Full.ExpandedSize + 1 },
            },
        }.Write();

        IsRefused(pack, fault, what);
    }

    [Fact]
    public void The_count_must_be_right()
    {
        using var more = new TestPack(_place.City) { Change = manifest => manifest with { Count = 2 } }.Write();

        IsRefused(more, PackFault.WrongCount, "1 lines, and its manifest says 2");
    }

    [Fact]
    public void A_full_pack_without_a_record_would_make_everything_unregistered()
    {
        using var pack = new TestPack(_place.City) { Lines = [] }.Write();

        IsRefused(pack, PackFault.BadManifest, "says nothing");
    }

    [Fact]
    public void Records_out_of_their_order_are_refused()
    {
        using var pack = _place.Pack(1, [.. Numbered(3).Reverse()]);

        IsRefused(pack, PackFault.Unsorted, "line 2 of catalog-1.ndjson.gz");
    }

    [Fact]
    public void A_pack_of_tomorrow_is_refused_by_a_clock_that_is_right()
    {
        var time = new FakeTimeProvider(Samples.Noon.AddDays(-1));
        using var place = new ImportPlace(Samples.Clock(time));
        using var pack = place.Pack(1);
        Assert.Equal(PackFault.NotYetValid, place.Refused(pack).Reason);

        // One that is not set can't tell; it is whoever signed it who can. But a slip in the year would make the kiosk
        // call everything expired.
        var clock = new KioskClock(time, TimeZoneInfo.Utc, () => false);
        clock.RaiseFloor(Samples.Noon.AddYears(-1));
        using var unset = new ImportPlace(clock);
        using var same = unset.Pack(1);
        unset.Taken(same);
        using var slip = new TestPack(unset.City) { Version = 2, ValidFrom = Samples.Noon.AddYears(100) }.Write();
        Assert.Equal(PackFault.NotYetValid, unset.Refused(slip).Reason);
    }

    [Fact]
    public void What_would_not_fit_is_refused_before_anything_is_written()
    {
        using var pack = new TestPack(_place.City)
        {
            Change = manifest => manifest with { ExpandedSize = 40 << 20 },
        }.Write();
        _place.Options = new CatalogOptions { Trust = _place.Options.Trust, Quota = "16 MiB" };

        IsRefused(pack, PackFault.NoRoom, "tracing.catalog.quota (16 MiB)");
        Assert.False(Directory.Exists(Path.Combine(_place.Generations, "new")));
    }

    [Fact]
    public void A_picture_that_is_none_or_another_one_is_refused()
    {
        byte[] png = TestPack.Png;
        using var html = new TestPack(_place.City);
        var name = html.AddPicture("<html>"u8.ToArray());
        using var pack = new TestPack(_place.City) { Lines = [WithImage(name)] }.Write();
        pack.AddPicture("<html>"u8.ToArray());
        IsRefused(pack, PackFault.BadPicture, "is no PNG, JPEG or WebP");

        pack.AddPicture(png, name);
        IsRefused(pack, PackFault.BadPicture, "other bytes than its name says");

        pack.AddPicture(new byte[PackLimit.MaxImage + 1], name);
        IsRefused(pack, PackFault.TooLarge, "200001 bytes");
    }

    [Fact]
    public void A_key_that_is_none_is_told()
    {
        using var folder = new TempFolder();
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        Assert.False(TrustedKeys.TryRead(folder.File("none.pem"), out _, out var fault));
        Assert.Contains("can't be read", fault, StringComparison.Ordinal);
        Assert.False(TrustedKeys.TryRead(folder.Write("text.pem", "hello"), out _, out fault));
        Assert.Contains("no public key in PEM form", fault, StringComparison.Ordinal);
        Assert.False(TrustedKeys.TryRead(
            folder.Write("p384.pem", p384.ExportSubjectPublicKeyInfoPem()), out _, out fault));
        Assert.Contains("P-256", fault, StringComparison.Ordinal);
        Assert.False(TrustedKeys.TryRead(
            folder.Write("private.pem", _place.City.ExportECPrivateKeyPem()), out _, out fault));
        Assert.Contains("does not belong on a kiosk", fault, StringComparison.Ordinal);
    }

    public void Dispose() => _place.Dispose();

    private static string WithImage(string hash) =>
        $$"""{"v":1,"gtin":"08936012345674","productName":{"vi":"Món mẫu"},"image":"{{hash}}"}""";

    private static IEnumerable<string> Numbered(int count) => Enumerable.Range(0, count).Select(i =>
        $$"""{"v":1,"gtin":"08936012345674","hasSerialNumber":"{{i:000000}}-{{i * 2654435761L % 1000003:x}}"}""");

    private static void Flip(string file, int at)
    {
        var bytes = File.ReadAllBytes(file);
        bytes[at] ^= 1;
        File.WriteAllBytes(file, bytes);
    }

    private void IsRefused(TestPack pack, PackFault fault, string words)
    {
        var refusal = _place.Refused(pack);
        Assert.Contains(words, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(fault, refusal.Reason);
        Assert.False(Directory.Exists(Path.Combine(_place.Generations, "new")));
    }
}
