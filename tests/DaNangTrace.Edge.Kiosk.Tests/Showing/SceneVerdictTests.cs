using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Kiosk.Tracing;
using DaNangTrace.Edge.Wire.Packs;
using Microsoft.Extensions.Logging.Abstractions;

namespace DaNangTrace.Edge.Kiosk.Tests.Showing;

/// <summary>Scenes of seeds and recalls made for one rule each.</summary>
public sealed partial class SceneVerdictTests : IDisposable
{
    private const string Number = "08936012345674";
    private const string Product = """{"v":1,"gtin":"08936012345674","productName":{"vi":"Món mẫu"}}""";

    private const string Two = """
        {"v":1,"gtin":"08936012345674","productName":{"vi":"Một","en":"One"},"manufacturer":{"organizationName":"A"},"traceCode":"T-2","traceCodeVendor":"sample"}
        {"v":1,"gtin":"08936012345674","productName":{"vi":"Hai"},"traceCode":"T-2","traceCodeVendor":"sample"}
        """;

    // After any day that a seed's file may bear.
    private const string FarDate = "(17)491231";

    private readonly TempFolder _folder = new();
    private readonly List<Catalog> _catalogs = [];

    [Fact]
    public void Several_products_with_one_number_are_shown_by_name_and_maker()
    {
        var several = Several(Of(Number, Two));

        Assert.Equal("8936012345674", several.Code);
        Assert.Equal([("Hai", null), ("Một", "A")], several.Products.Select(one => (one.Name["vi"], one.Maker)));
        Assert.Empty(several.Cautions);
        Assert.Equal("T-2", Several(Of(Stamp("T-2"), Two)).Code);
    }

    [Fact]
    public void Their_names_stand_in_the_order_in_which_a_vietnamese_reader_looks_them_up()
    {
        string[] names = ["đậu phộng", "Mực", "Dừa", "ấm", "Ám", "mắm", "Mâm", "dầu"];
        var seed = string.Join('\n', names.Select(
            name => Product.Replace("Món mẫu", name, StringComparison.Ordinal)));

        Assert.Equal(
            ["Ám", "ấm", "dầu", "Dừa", "đậu phộng", "mắm", "Mâm", "Mực"],
            Several(Of(Number, seed)).Products.Select(one => one.Name["vi"]));
    }

    [Theory]
    [InlineData(8, "B C D E F G H I", 0)]
    [InlineData(11, "B C D E F G H I", 3)]
    public void Of_more_than_eight_products_the_first_by_name_are_shown_and_the_others_counted(
        int count, string shown, int more)
    {
        // The last of the file is the first by name.
        var seed = string.Join('\n', Enumerable.Range(0, count).Reverse().Select(
            n => Product.Replace("Món mẫu", $"{(char)('B' + n)}", StringComparison.Ordinal)));

        var several = Several(Of(Number, seed));

        Assert.Equal(shown, string.Join(' ', several.Products.Select(one => one.Name["vi"])));
        Assert.Equal(more, several.More);
    }

    [Fact]
    public void Of_several_products_some_may_be_recalled_and_their_names_stay_in_sight()
    {
        var several = Several(Of(Number, Two, RecallOf(lots: [new CodeRange("A1", "A9")])));

        Assert.Equal(["compareLot"], several.Cautions);
        Assert.Equal(["A1 – A9"], several.Recall!.Lots);
        Assert.False(several.Recall.ThisLot);
    }

    [Fact]
    public void Of_several_products_all_recalled_the_recall_fills_the_sign() =>
        Assert.Equal("recalled", Known(Of(Number, Two, RecallOf())).Alert);

    [Fact]
    public void Of_a_stamp_whose_records_are_all_recalled_the_recall_fills_the_sign()
    {
        var known = Known(Of(Stamp("T-2"), Two, RecallOf()));

        Assert.Equal(("recalled", Number, "Thu hồi mẫu"), (known.Alert, known.Gtin, known.Origin.Name["vi"]));
    }

    [Fact]
    public void Where_all_of_one_of_several_is_recalled_no_number_is_there_to_compare()
    {
        var seed = Two + "\n" + """
            {"v":1,"gtin":"09520001000027","productName":{"vi":"Ba"},"traceCode":"T-2","traceCodeVendor":"sample","recalls":[{"authority":{"vi":"x"},"reason":{"vi":"x"}}]}
            """;
        var several = Several(Of(Stamp("T-2"), seed, RecallOf(lots: [new CodeRange("A1", "A9")])));

        Assert.Equal(["compareLot"], several.Cautions);
        Assert.Empty(several.Recall!.Lots);
    }

    [Fact]
    public void Several_products_have_the_date_of_their_code()
    {
        var past = Several(Of($"(01){Number}(17)200101", Two));
        Assert.Equal((true, "code"), (past.Expiry!.IsCertain, past.Expiry.Source));

        var least = Several(Of($"(01){Number}(17)200101", Two, isClockSet: false));
        Assert.Equal(["checkDate"], least.Cautions);
        Assert.Equal((true, false), (least.Expiry!.IsCertain, least.Expiry.IsDayKnown));

        var open = Several(Of($"(01){Number}{FarDate}", Two, isClockSet: false));
        Assert.Equal(["checkDate"], open.Cautions);
        Assert.False(open.Expiry!.IsCertain);
    }

    [Fact]
    public void A_recalled_product_that_is_not_registered_is_shown_as_the_recall_names_it()
    {
        var known = Known(Of($"(01){Number}(10)A5", "", RecallOf(lots: [new CodeRange("A1", "A9")])));

        Assert.Equal(("recalled", true), (known.Alert, known.Recall!.ThisLot));
        Assert.Equal((Number, "Thu hồi mẫu", "A5"), (known.Gtin, known.Origin.Name["vi"], known.Lot));
        Assert.Null(known.AsOf);
        Assert.NotNull(known.WarningsAsOf);
    }

    [Fact]
    public void Of_an_unregistered_product_other_lots_may_be_recalled()
    {
        var recall = RecallOf(lots: [new CodeRange("A1", "A9")]);

        Assert.Equal(["compareLot"], Known(Of(Number, "", recall)).Cautions);
        Assert.IsType<Scene.NotRegistered>(Of($"(01){Number}(10)B5", "", recall));
    }

    [Fact]
    public void A_recall_by_serial_number_names_serial_numbers_only()
    {
        var recall = RecallOf(serials: [new CodeRange("S10", "S19")]);

        var mine = Known(Of($"(01){Number}(21)S12", Product, recall));
        Assert.Equal(("recalled", true, "S12"), (mine.Alert, mine.Recall!.ThisLot, mine.Serial));
        Assert.Empty(mine.Recall.Lots);
        var open = Known(Of(Number, Product, recall));
        Assert.Equal(["compareLot"], open.Cautions);
        Assert.Equal(["S10 – S19"], open.Recall!.Serials);
    }

    [Fact]
    public void A_stamp_that_nobody_registered_shows_its_code()
    {
        var none = Assert.IsType<Scene.NotRegistered>(Of(Stamp("T-9"), Product));

        Assert.Equal(("stamp", "T-9"), (none.What, none.Code));
        Assert.NotNull(none.AsOf);
        Assert.Equal("T-9", Assert.IsType<Scene.OutOfReach>(Of(Stamp("T-9"), null)).Code);
    }

    [Fact]
    public void An_unregistered_item_shows_what_its_code_says()
    {
        var none = Assert.IsType<Scene.NotRegistered>(Of(
            "(01)09529999000019(10)L7(21)S7(11)191001(17)200101(422)392", Product));

        Assert.Equal(
            new OnCode("L7", "S7", new DateOnly(2019, 10, 1), null, null, new DateOnly(2020, 1, 1), "JP"), none.OnCode);
        Assert.Equal((true, new DateOnly(2019, 10, 1)), (none.Expiry!.IsCertain, none.Expiry.MadeDate));
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public void Only_a_clock_that_was_set_judges_a_day_to_come(bool isClockSet, int cautions)
    {
        var known = Known(Of($"(01){Number}{FarDate}", Product, isClockSet: isClockSet));

        Assert.Null(known.Alert);
        Assert.Equal(cautions, known.Cautions.Count(one => one == "checkDate"));
        Assert.Equal(cautions == 1, known.Expiry is { IsCertain: false });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void How_long_a_day_is_past_only_a_clock_that_was_set_counts(bool isClockSet)
    {
        var known = Known(Of($"(01){Number}(17)200101", Product, isClockSet: isClockSet));

        Assert.Equal(("expired", isClockSet), (known.Alert, known.Expiry!.IsDayKnown));
        Assert.Equal(isClockSet ? [] : ["checkDate"], known.Cautions.Where(one => one == "checkDate"));
        var none = Assert.IsType<Scene.NotRegistered>(
            Of("(01)09529999000019(17)200101", Product, isClockSet: isClockSet));
        Assert.Equal((true, isClockSet), (none.Expiry!.IsCertain, none.Expiry.IsDayKnown));
    }

    [Theory]
    [InlineData("seenOften")]
    [InlineData("seenAtTwoMarkets")]
    public void What_the_city_noticed_of_one_item_is_a_caution_of_that_item_only(string hint)
    {
        var seed = Product + "\n"
            + $$$"""{"v":1,"gtin":"{{{Number}}}","hasSerialNumber":"S1","hint":{"kind":"{{{hint}}}"}}""";

        Assert.Equal([hint], Known(Of($"(01){Number}(21)S1", seed)).Cautions);
        Assert.Equal(["noLotData"], Known(Of($"(01){Number}(21)S2", seed)).Cautions);
        Assert.Empty(Known(Of(Number, seed)).Cautions);
    }

    [Fact]
    public void Without_a_list_of_warnings_the_shopper_is_told_so()
    {
        var known = Known(Of(Number, Product, hasList: false));

        Assert.Equal(["newerWarnings"], known.Cautions);
        Assert.Equal((true, (DateTimeOffset?)null), (known.Stale, known.WarningsAsOf));
        Assert.NotNull(known.AsOf);
    }

    [Fact]
    public void A_file_of_the_kiosk_s_own_is_called_one_however_new_the_file_is() =>
        Assert.Equal("seed", Of(Number, Product).Source);

    [Fact]
    public void A_scene_says_whether_the_age_of_its_list_is_known()
    {
        Assert.True(Of(Number, Product).IsWarningsAgeKnown);
        Assert.True(Of(Number, Product, hasList: false).IsWarningsAgeKnown);
        var ahead = Known(Of(Number, Product, listAhead: TimeSpan.FromDays(1)));
        Assert.Equal((false, true), (ahead.IsWarningsAgeKnown, ahead.Stale));
    }

    [Fact]
    public void The_weightiest_caution_comes_first()
    {
        var seed = $$$"""
            {"v":1,"gtin":"{{{Number}}}","productName":{"vi":"x"},"hint":{"kind":"seenOften"},"recalls":[{"authority":{"vi":"x"},"reason":{"vi":"x"},"serials":[{"from":"S1"}]}]}
            """;
        var lot = $$$"""{"v":1,"gtin":"{{{Number}}}","hasBatchLotNumber":"L1","hint":{"kind":"seenAtTwoMarkets"}}""";

        // What was noticed of the product's number was noticed of no lot's.
        Assert.Equal(["compareLot", "checkDate", "noLotData", "newerWarnings"], CautionsOf(seed));
        Assert.Equal(["compareLot", "checkDate", "seenAtTwoMarkets", "newerWarnings"], CautionsOf($"{seed}\n{lot}"));

        IReadOnlyList<string> CautionsOf(string records) =>
            Known(Of($"(01){Number}(10)L1{FarDate}", records, isClockSet: false, hasList: false)).Cautions;
    }

    public void Dispose()
    {
        _catalogs.ForEach(catalog => catalog.Dispose());
        _folder.Dispose();
    }

    private static Scene.Known Known(Scene scene) => Assert.IsType<Scene.Known>(scene);

    private static Scene.Several Several(Scene scene) => Assert.IsType<Scene.Several>(scene);

    private static Reading.Web Stamp(string code) =>
        new Reading.Web("tem.example") { Stamp = new Stamp("sample", code) };

    private static RecalledProduct RecallOf(
        IReadOnlyList<CodeRange>? lots = null, IReadOnlyList<CodeRange>? serials = null) => new()
        {
            Gtin = Number,
            Name = new Dictionary<string, string> { ["vi"] = "Thu hồi mẫu" },
            Recall = new Recall
            {
                Authority = new Dictionary<string, string> { ["vi"] = "Cơ quan Mẫu" },
                Reason = new Dictionary<string, string> { ["vi"] = "mẫu" },
                Lots = lots ?? [],
                Serials = serials ?? [],
            },
        };

    private Scene Of(
        string code, string seed, RecalledProduct? recall = null, bool isClockSet = true, bool hasList = true,
        TimeSpan listAhead = default) =>
        Of(Samples.Read(code), seed, recall, isClockSet, hasList, listAhead);

    // An empty seed is a catalog of other products; null is none at all.
    private Scene Of(
        Reading reading, string? seed, RecalledProduct? recall = null, bool isClockSet = true, bool hasList = true,
        TimeSpan listAhead = default)
    {
        var clock = new KioskClock(Samples.Time(), TimeZoneInfo.Utc, () => isClockSet);
        // Of the build: what a clock that is not set knows.
        clock.RaiseFloor(Samples.Noon);
        var name = $"{_catalogs.Count}";
        var other = """{"v":1,"gtin":"09520001000010","productName":{"vi":"Món khác"}}""";
        var folder = Directory.CreateDirectory(_folder.File($"data-{name}")).FullName;
        var catalog = new Catalog(folder, clock, NullLogger<Catalog>.Instance);
        _catalogs.Add(catalog);
        new CatalogSeed(folder, clock, NullLogger<CatalogSeed>.Instance)
            .Fill(catalog, seed is null ? null : _folder.Write($"{name}.ndjson", seed + "\n" + other + "\n"));
        var recalls = new RecallList(clock, NullLogger<RecallList>.Instance);
        if (hasList)
            recalls.UseSample(recall is null ? [] : [recall], clock.Time.GetUtcNow() + listAhead);
        return SceneBuilder.Of(reading, new Tracer(catalog, recalls, clock).Trace(reading));
    }
}
