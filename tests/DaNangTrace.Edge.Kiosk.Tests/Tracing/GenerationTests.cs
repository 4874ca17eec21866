using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Kiosk.Tracing;
using DaNangTrace.Edge.Kiosk.Tracing.Importing;
using DaNangTrace.Edge.Kiosk.Tracing.Storing;
using Microsoft.Extensions.Logging.Abstractions;

namespace DaNangTrace.Edge.Kiosk.Tests.Tracing;

/// <summary>New generations beside old ones.</summary>
public sealed partial class GenerationTests : IDisposable
{
    private readonly ImportPlace _place = new();

    [Fact]
    public void A_new_generation_answers_at_the_next_look_and_the_old_one_goes_when_it_has()
    {
        Import(1, "Một");
        using var catalog = _place.Open();
        Assert.Equal("Một", NameOf(catalog));

        Import(2, "Hai");
        Assert.Equal("Một", NameOf(catalog));
        Assert.True(catalog.Refresh());
        Assert.False(catalog.Refresh());
        Assert.Equal(["v1", "v2"], Generations());

        Assert.Equal("Hai", NameOf(catalog));
        catalog.Refresh();
        Assert.Equal(["v2"], Generations());
        Assert.Equal((2, 1), (catalog.Facts?.Version, catalog.Products));
    }

    [Fact]
    public void Without_an_older_one_the_damaged_stays_and_the_same_pack_mends_it()
    {
        using var pack = _place.Pack(1);
        _place.Taken(pack);
        Assert.IsType<ImportOutcome.AlreadyTaken>(_place.Import(pack));
        Damage("v1");
        using var catalog = _place.Open();
        Assert.IsType<LookUp.Failed>(catalog.Find(TestPack.Gtin, null, null));
        Assert.IsType<LookUp.Failed>(catalog.Find(TestPack.Gtin, null, null));
        Assert.Equal(Wellness.Degraded, catalog.Condition.Now.Wellness);
        Assert.Contains("import the pack again", catalog.Condition.Now.Message, StringComparison.Ordinal);

        _place.Taken(pack);

        Assert.True(catalog.Refresh());
        Assert.IsType<LookUp.Found>(catalog.Find(TestPack.Gtin, null, null));
        Assert.Equal(Wellness.Ok, catalog.Condition.Now.Wellness);
        Assert.False(catalog.Refresh());
        Assert.IsType<ImportOutcome.AlreadyTaken>(_place.Import(pack));
    }

    [Fact]
    public void A_trace_code_on_many_records_is_no_code_of_one()
    {
        using var pack = _place.Pack(1, [.. Enumerable.Range(0, 9).Select(i =>
            $$"""{"v":1,"gtin":"08936012345674","hasSerialNumber":"{{i}}","traceCode":"SAME","traceCodeVendor":"v"}""")]);

        var refusal = _place.Refused(pack);

        Assert.Contains("the trace code SAME of the vendor v", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(Generations());
    }

    [Fact]
    public async Task A_seed_takes_the_place_of_no_catalog_of_the_citys()
    {
        var clock = Samples.Clock();
        var seed = new CatalogSeed(_place.Data, clock, NullLogger<CatalogSeed>.Instance);
        var options = new CatalogOptions { Seed = CatalogSeed.Sample };
        await using var ledger = _place.Ledger();
        var recalls = _place.Recalls();
        using (var sample = _place.Open())
        {
            var care = new CatalogCare(sample, recalls, seed, options, ledger);
            await care.LookAsync(clock);
            Assert.NotNull(recalls.Data);
            Import(1, "Một");
            await care.LookAsync(clock);
            Assert.Equal("Một", NameOf(sample));
            // The sample's list says nothing of the city's products.
            Assert.Null(recalls.Data);
        }
        Directory.Delete(_place.Generations, recursive: true);

        using var gone = _place.Open();
        await new CatalogCare(gone, recalls, seed, options, ledger).LookAsync(clock);

        Assert.IsType<LookUp.Failed>(gone.Find("09520001000010", null, null));
    }

    [Fact]
    public void A_seed_waits_while_an_import_is_under_way()
    {
        using var pack = _place.Pack(1);
        Catalog? seeded = null;
        _place.Import(pack, _ =>
        {
            if (seeded is not null)
                return;
            seeded = _place.Open();
            new CatalogSeed(_place.Data, _place.Clock, NullLogger<CatalogSeed>.Instance)
                .Fill(seeded, CatalogSeed.Sample);
            Assert.Null(seeded.Facts);
        });

        using (seeded)
        {
            Assert.True(seeded!.Refresh());
            Assert.Equal(1, seeded.Facts?.Version);
        }
    }

    [Fact]
    public async Task A_seed_that_is_damaged_is_loaded_again()
    {
        var time = Samples.Time();
        var clock = Samples.Clock(time);
        var file = Path.Combine(_place.Data, "seed.ndjson");
        await File.WriteAllTextAsync(file, TestPack.Product, TestContext.Current.CancellationToken);
        var options = new CatalogOptions { Seed = file };
        await using var ledger = _place.Ledger();
        var seed = new CatalogSeed(_place.Data, clock, NullLogger<CatalogSeed>.Instance);
        using (var first = _place.Open())
            await new CatalogCare(first, _place.Recalls(), seed, options, ledger).LookAsync(clock);
        Damage("v0");
        using var catalog = _place.Open();
        var care = new CatalogCare(catalog, _place.Recalls(), seed, options, ledger);
        await care.LookAsync(clock);

        Assert.IsType<LookUp.Failed>(catalog.Find(TestPack.Gtin, null, null));
        await care.LookAsync(clock);

        Assert.Equal("Món mẫu", NameOf(catalog));
        Assert.Equal(Wellness.Ok, catalog.Condition.Now.Wellness);
    }

    [Fact]
    public void What_broke_off_is_never_read_and_the_next_import_removes_it()
    {
        Import(1, "Một");
        Directory.CreateDirectory(Path.Combine(_place.Generations, "new"));
        File.WriteAllText(Path.Combine(_place.Generations, "new", "origins.db"), "half");
        using (var catalog = _place.Open())
            Assert.Equal("Một", NameOf(catalog));

        Import(2, "Hai");

        Assert.Equal(["v1", "v2"], Generations());
        Assert.False(Directory.Exists(Path.Combine(_place.Generations, "new")));
    }

    [Fact]
    public void An_import_that_is_given_up_changes_nothing()
    {
        Import(1, "Một");
        using var pack = _place.Pack(2, [.. Enumerable.Range(0, 5000).Select(i =>
            $$"""{"v":1,"gtin":"08936012345674","hasSerialNumber":"{{i:0000}}"}""")]);
        using var stop = new CancellationTokenSource();

        Assert.Throws<OperationCanceledException>(() => _place.ImportUntil(pack, progress =>
        {
            if (progress is { Step: ImportStep.Records })
                stop.Cancel();
        }, stop.Token));

        Assert.Equal(["v1"], Generations());
        Assert.False(Directory.Exists(Path.Combine(_place.Generations, "new")));
        _place.Taken(pack);
    }

    [Fact]
    public void Two_imports_at_once_are_refused()
    {
        using var first = _place.Pack(1);
        using var second = _place.Pack(2);
        ImportOutcome? inner = null;

        _place.Import(first, progress: _ => inner ??= _place.Import(second));

        Assert.Contains(
            "another import", Assert.IsType<ImportOutcome.Refused>(inner).Refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_that_both_generations_have_stands_on_the_disk_once()
    {
        byte[] png = TestPack.Png;
        string hash;
        using (var first = new TestPack(_place.City))
            hash = first.AddPicture(png);
        var line = $$"""{"v":1,"gtin":"08936012345674","productName":{"vi":"Món mẫu"},"image":"{{hash}}"}""";
        using var pack = _place.Pack(1, line);
        pack.AddPicture(png);
        _place.Taken(pack);
        // The second pack does not carry it any more, since the kiosk has it.
        using var next = _place.Pack(2, line);

        Assert.Equal((1, 0), Pictures(_place.Import(next)));
        using var catalog = _place.Open();
        catalog.Find(TestPack.Gtin, null, null);
        catalog.Refresh();
        Assert.Equal(["v2"], Generations());
        Assert.Equal(png, File.ReadAllBytes(catalog.PictureOf(hash)!));

        using var missing = _place.Pack(3, line.Replace(hash, new string('a', 64), StringComparison.Ordinal));
        Assert.Equal((1, 1), Pictures(_place.Import(missing)));

        static (int, int) Pictures(ImportOutcome outcome)
        {
            var taken = Assert.IsType<ImportOutcome.Taken>(outcome);
            return (taken.Pictures, taken.MissingPictures);
        }
    }

    [Fact]
    public void Many_records_are_each_found_and_none_beside_them()
    {
        var lines = Enumerable.Range(0, 20_000).Select(i =>
            $$"""{"v":1,"gtin":"08936012345674","hasSerialNumber":"{{i * 2:000000}}","brandName":"{{i}}"}""");
        using var pack = _place.Pack(1, [TestPack.Product, .. lines]);
        _place.Taken(pack);
        using var catalog = _place.Open();

        for (var i = 0; i < 40_000; i += 97)
        {
            var found = Assert.IsType<LookUp.Found>(catalog.Find(TestPack.Gtin, null, $"{i:000000}"));
            Assert.Equal(i % 2 == 0 ? $"{i / 2}" : null, found.Origin.Brand);
        }
        Assert.Equal(20_001, Generation.ReadAll(Path.Combine(_place.Generations, "v1")).Count());
    }

    public void Dispose() => _place.Dispose();

    private void Import(long version, string name)
    {
        using var pack = _place.Pack(
            version, TestPack.Product.Replace("Món mẫu", name, StringComparison.Ordinal));
        _place.Taken(pack);
    }

    // The bytes of the block itself: what stands around it stays whole.
    private void Damage(string generation)
    {
        var file = Path.Combine(_place.Generations, generation, "origins.db");
        var bytes = File.ReadAllBytes(file);
        var at = bytes.AsSpan().IndexOf("size"u8);
        bytes.AsSpan(at - 20, 16).Clear();
        File.WriteAllBytes(file, bytes);
    }

    private string[] Generations() =>
        [.. Directory.GetDirectories(_place.Generations, "v*").Select(folder => Path.GetFileName(folder)).Order()];

    private static string NameOf(Catalog catalog) =>
        Assert.IsType<LookUp.Found>(catalog.Find(TestPack.Gtin, null, null)).Origin.Name["vi"];
}
