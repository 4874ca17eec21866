using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Kiosk.Tracing;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tests.Tracing;

public sealed class CatalogTests : IDisposable
{
    private const string Known = """{"v":1,"gtin":"08936012345674","productName":{"vi":"Món mẫu"}}""";
    private readonly TempFolder _folder = new();
    private readonly KioskClock _clock = Samples.Clock();

    [Fact]
    public void Days_of_the_sample_count_from_the_day_of_seeding()
    {
        using var catalog = Samples.Catalog(_folder, _clock);

        Assert.Equal(Wellness.Ok, catalog.Condition.Now.Wellness);
        Assert.Equal("Nước mắm Nam Ô", NameOf(catalog, "09520001000010"));
        Assert.Equal(_clock.Today.AddDays(-12), Found(catalog, "09520004701150").Expires!.Date);
    }

    [Fact]
    public void It_stays_over_a_restart_and_is_not_seeded_twice()
    {
        int products;
        using (var first = Samples.Catalog(_folder, _clock))
            products = first.Products;
        using var catalog = Samples.Catalog(_folder, _clock, seed: _folder.Write("other.ndjson", Known));

        Assert.Equal((products, 0), (catalog.Products, catalog.Facts?.Version));
        Assert.True(products >= 20);
    }

    [Fact]
    public void A_line_that_is_no_record_is_left_out_and_told()
    {
        var seed = _folder.Write("seed.ndjson", Known + "\n{broken\n"
            + """{"v":1,"gtin":"08936012345673","productName":{"vi":"x"}}""" + "\n"
            + """{"v":1,"gtin":"09520001000010","productName":{"en":"x"}}""" + "\n"
            + """{"v":1,"gtin":"09520001000010","productName":{"vi":"x"},"colour":"red"}""" + "\n"
            + """{"v":1,"gtin":"09520001000010","productName":null}""" + "\n");
        using var catalog = Samples.Catalog(_folder, _clock, seed);

        Assert.Equal(1, catalog.Products);
        Assert.Contains("5 lines", catalog.Condition.Now.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_most_specific_record_wins_and_what_it_leaves_out_is_the_products()
    {
        using var catalog = Samples.Catalog(_folder, _clock, _folder.Write("seed.ndjson", """
            {"v":1,"gtin":"08936012345674","hasSerialNumber":"S1","hasBatchLotNumber":"L1","hint":{"kind":"seenOften"}}
            {"v":1,"gtin":"08936012345674","hasBatchLotNumber":"L1","productionDate":{"date":"2026-10-01"},"standards":[{"name":"B"}]}
            {"v":1,"gtin":"08936012345674","productName":{"vi":"Món mẫu"},"productionDate":{"date":"2026-01-01"},"standards":[{"name":"A"}]}
            """));

        Assert.Equal(
            (null, "2026-01-01", "A"), Facts(catalog.Find("08936012345674", null, null), isOfProduct: true));
        // The day may be another lot's.
        Assert.Equal((null, "", "A"), Facts(catalog.Find("08936012345674", "L2", "S2"), isOfProduct: true));
        Assert.Equal(("L1", "2026-10-01", "B"), Facts(catalog.Find("08936012345674", "L1", null)));
        // The code of the item does not name its lot; its record does.
        var item = catalog.Find("08936012345674", null, "S1");
        Assert.Equal(("L1", "2026-10-01", "B"), Facts(item));
        Assert.Equal(Hint.SeenOften, ((LookUp.Found)item).Origin.Hint!.Kind);
        Assert.Equal("Món mẫu", ((LookUp.Found)item).Origin.Name["vi"]);

        static (string?, string, string) Facts(LookUp found, bool isOfProduct = false)
        {
            var one = Assert.IsType<LookUp.Found>(found);
            Assert.Equal(isOfProduct, one.IsOfProduct);
            return (one.Origin.Lot, $"{one.Origin.Made?.Date:yyyy-MM-dd}", one.Origin.Standards[0].Name);
        }
    }

    [Fact]
    public void Several_products_with_one_number_are_told_apart_by_a_lot_only()
    {
        using var catalog = Samples.Catalog(_folder, _clock, _folder.Write("seed.ndjson", """
            {"v":1,"gtin":"08936012345674","productName":{"vi":"Một"},"traceCode":"T-1","traceCodeVendor":"v"}
            {"v":1,"gtin":"08936012345674","productName":{"vi":"Hai"},"traceCode":"T-2","traceCodeVendor":"v"}
            {"v":1,"gtin":"08936012345674","hasBatchLotNumber":"L1","productName":{"vi":"Hai, lô L1"}}
            {"v":1,"gtin":"09520001000010","productName":{"vi":"Ba"},"traceCode":"T-2","traceCodeVendor":"v"}
            """));

        Assert.Equal(
            ["Một", "Hai"],
            Assert.IsType<LookUp.Several>(catalog.Find("08936012345674", null, null))
                .Origins.Select(one => one.Name["vi"]));
        Assert.Equal("Hai, lô L1", NameOf(catalog, "08936012345674", "L1"));
        Assert.Equal("Một", Assert.IsType<LookUp.Found>(catalog.Find(new Stamp("v", "T-1"))).Origin.Name["vi"]);
        Assert.Equal(
            ["Hai", "Ba"],
            Assert.IsType<LookUp.Several>(catalog.Find(new Stamp("v", "T-2"))).Origins.Select(one => one.Name["vi"]));
        Assert.IsType<LookUp.Missing>(catalog.Find(new Stamp("v", "T-3")));
        Assert.IsType<LookUp.Missing>(catalog.Find(new Stamp("v", "t-1")));
    }

    [Fact]
    public void One_trace_code_of_two_vendors_is_each_ones_own()
    {
        using var catalog = Samples.Catalog(_folder, _clock, _folder.Write("seed.ndjson", """
            {"v":1,"gtin":"08936012345674","productName":{"vi":"Một"},"traceCode":"0123456789","traceCodeVendor":"one"}
            {"v":1,"gtin":"09520001000010","productName":{"vi":"Hai"},"traceCode":"0123456789","traceCodeVendor":"two"}
            {"v":1,"gtin":"09520001000027","productName":{"vi":"Ba"},"traceCode":"0123456789"}
            """));

        Assert.Equal("Một", NameOf("one"));
        Assert.Equal("Hai", NameOf("two"));
        // Nobody says whose the third one is.
        Assert.IsType<LookUp.Missing>(catalog.Find(new Stamp("three", "0123456789")));

        string NameOf(string vendor) =>
            Assert.IsType<LookUp.Found>(catalog.Find(new Stamp(vendor, "0123456789"))).Origin.Name["vi"];
    }

    [Fact]
    public void Days_are_taken_from_one_record()
    {
        using var catalog = Samples.Catalog(_folder, _clock, _folder.Write("seed.ndjson", """
            {"v":1,"gtin":"08936012345674","productName":{"vi":"x"},"productionDate":{"date":"2026-01-01"},"expirationDate":{"date":"2026-06-30"},"shelfLife":{"vi":"6 tháng"}}
            {"v":1,"gtin":"08936012345674","hasBatchLotNumber":"L1","productionDate":{"date":"2026-10-01"}}
            {"v":1,"gtin":"08936012345674","hasBatchLotNumber":"L1","hasSerialNumber":"S1"}
            {"v":1,"gtin":"08936012345674","hasBatchLotNumber":"L2"}
            """));

        var made = new DateOnly(2026, 10, 1);
        Assert.Equal((made, null, null), Days("L1", null));
        Assert.Equal((made, null, null), Days(null, "S1"));
        // A product's days are not known to be this lot's.
        Assert.Equal((null, null, "6 tháng"), Days("L2", null));

        (DateOnly?, DateOnly?, string?) Days(string? lot, string? serial)
        {
            var one = Assert.IsType<LookUp.Found>(catalog.Find("08936012345674", lot, serial)).Origin;
            return (one.Made?.Date, one.Expires?.Date, one.ShelfLife?["vi"]);
        }
    }

    [Fact]
    public void What_may_be_another_lots_is_not_told_of_this_one()
    {
        using var catalog = Samples.Catalog(_folder, _clock, _folder.Write("seed.ndjson", """
            {"v":1,"gtin":"08936012345674","productName":{"vi":"x"},"traceCode":"T-1","traceCodeVendor":"v","evidenceOf":{"traceCode":{"grade":"declared"}},"stages":[{"kind":"make","place":{"vi":"Nam Ô"},"time":"2026-01-01","traceCode":"S","globalLocationNumber":"9520001009013"}]}
            {"v":1,"gtin":"08936012345674","hasBatchLotNumber":"L1"}
            {"v":1,"gtin":"08936012345674","hasBatchLotNumber":"L2","traceCode":"T-2","traceCodeVendor":"w"}
            """));
        var tracer = Samples.Tracer(catalog, _clock);

        var product = Assert.IsType<LookUp.Found>(catalog.Find("08936012345674", null, null)).Origin;
        Assert.Equal("2026-01-01 S 9520001009013", Words(product.Stages[0]));
        Assert.Equal(("T-1", "v"), (product.TraceCode, product.TraceCodeVendor));
        Assert.NotNull(product.EvidenceOf!.TraceCode);
        // Its way and its places are, its times and codes may be another's.
        foreach (var lot in (string[])["L1", "L3"])
        {
            var one = Assert.IsType<Answer.Known>(tracer.Trace(Samples.Item($"(01)08936012345674(10){lot}"))).Origin;
            Assert.Equal("9520001009013", Words(one.Stages[0]).Trim());
            Assert.Equal((null, null, null), (one.TraceCode, one.TraceCodeVendor, one.EvidenceOf?.TraceCode));
        }
        var own = Assert.IsType<LookUp.Found>(catalog.Find("08936012345674", "L2", null)).Origin;
        Assert.Equal(("T-2", "w"), (own.TraceCode, own.TraceCodeVendor));

        static string Words(Stage stage) => $"{stage.Time:yyyy-MM-dd} {stage.TraceCode} {stage.Gln}";
    }

    [Fact]
    public void Each_of_several_records_of_a_lot_or_an_item_has_what_it_leaves_out_from_its_product()
    {
        using var catalog = Samples.Catalog(_folder, _clock, _folder.Write("seed.ndjson", """
            {"v":1,"gtin":"08936012345674","productName":{"vi":"Món mẫu"},"recalls":[{"authority":{"vi":"A"},"reason":{"vi":"B"}}]}
            {"v":1,"gtin":"08936012345674","hasBatchLotNumber":"L1","traceCode":"T-1","traceCodeVendor":"v"}
            {"v":1,"gtin":"08936012345674","hasBatchLotNumber":"L1","traceCode":"T-2","traceCodeVendor":"v"}
            {"v":1,"gtin":"08936012345674","hasBatchLotNumber":"L1","hasSerialNumber":"S1"}
            """));

        var several = Assert.IsType<LookUp.Several>(catalog.Find("08936012345674", "L1", null)).Origins;
        Assert.Equal(
            [("T-1", "Món mẫu", 1), ("T-2", "Món mẫu", 1)],
            several.Select(one => (one.TraceCode!, one.Name["vi"], one.Recalls.Count)));
        // What two records say of its lot is not certain; the product's recall is.
        Assert.Single(Assert.IsType<LookUp.Found>(catalog.Find("08936012345674", null, "S1")).Origin.Recalls);
    }

    [Theory]
    [InlineData("' OR 1=1")]
    [InlineData("@0")]
    [InlineData("$._id")]
    public void What_is_looked_up_is_a_value_and_never_a_part_of_the_question(string crafted)
    {
        using var catalog = Samples.Catalog(_folder, _clock);

        Assert.IsType<LookUp.Missing>(catalog.Find(new Stamp("v", crafted)));
        Assert.True(((LookUp.Found)catalog.Find("09520001000010", crafted, crafted)).IsOfProduct);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(8192, false)]
    [InlineData(40_000, true)]
    public void A_damaged_file_gives_no_wrong_answer(int at, bool isSomeFound)
    {
        var names = SampleCatalog.Origins(_clock.Today)
            .Select(line => PackJson.TryReadOrigin(line, out var origin, out _) ? origin : null)
            .Where(origin => origin is { Lot: null, Serial: null })
            .GroupBy(origin => origin!.Gtin, origin => origin!.Name["vi"])
            .Where(one => one.Count() == 1)
            .ToDictionary(one => one.Key, one => one.Single());
        Samples.Catalog(_folder, _clock).Dispose();
        using (var file = File.OpenWrite(_folder.File("catalog/v0/origins.db")))
        {
            Assert.True(file.Length > at + 8192, $"{file.Length}");
            file.Position = at;
            file.Write(new byte[8192]);
        }

        using var catalog = Samples.Catalog(_folder, _clock, seed: null);
        var found = names.ToDictionary(one => one.Key, one => catalog.Find(one.Key, null, null));

        Assert.All(found, one => Assert.True(one.Value is LookUp.Found or LookUp.Failed, $"{one}"));
        Assert.All(
            found.Where(one => one.Value is LookUp.Found),
            one => Assert.Equal(names[one.Key], ((LookUp.Found)one.Value).Origin.Name["vi"]));
        Assert.Equal(isSomeFound, found.Values.Any(one => one is LookUp.Found));
        Assert.Contains(found.Values, one => one is LookUp.Failed);
        Assert.Equal(Wellness.Degraded, catalog.Condition.Now.Wellness);
    }

    [Fact]
    public void What_was_noticed_of_a_lot_is_no_word_about_each_item_of_it()
    {
        using var catalog = Samples.Catalog(_folder, _clock, _folder.Write("seed.ndjson", """
            {"v":1,"gtin":"08936012345674","productName":{"vi":"x"}}
            {"v":1,"gtin":"08936012345674","hasBatchLotNumber":"L1","hint":{"kind":"seenOften"}}
            {"v":1,"gtin":"08936012345674","hasBatchLotNumber":"L1","hasSerialNumber":"S1"}
            """));

        Assert.NotNull(Found(catalog, "08936012345674", "L1").Hint);
        Assert.Null(Assert.IsType<LookUp.Found>(catalog.Find("08936012345674", "L1", "S1")).Origin.Hint);
    }

    [Fact]
    public async Task Many_threads_may_ask_at_once()
    {
        using var catalog = Samples.Catalog(_folder, _clock);

        var found = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
            Enumerable.Range(0, 500).Count(_ => catalog.Find("09520004707176", null, null) is LookUp.Found))));

        Assert.All(found, count => Assert.Equal(500, count));
    }

    public void Dispose() => _folder.Dispose();

    private static Origin Found(Catalog catalog, string gtin, string? lot = null) =>
        Assert.IsType<LookUp.Found>(catalog.Find(gtin, lot, null)).Origin;

    private static string NameOf(Catalog catalog, string gtin, string? lot = null) =>
        Found(catalog, gtin, lot).Name["vi"];
}
