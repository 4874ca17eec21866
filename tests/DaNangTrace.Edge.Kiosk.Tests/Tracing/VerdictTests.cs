using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Kiosk.Tracing;
using DaNangTrace.Edge.Wire.Packs;
using Microsoft.Extensions.Logging.Abstractions;

namespace DaNangTrace.Edge.Kiosk.Tests.Tracing;

/// <summary>What the kiosk says is true, and so is what it leaves open.</summary>
public sealed partial class VerdictTests : IDisposable
{
    private const string Gtin = TestPack.Gtin;
    private readonly TempFolder _folder = new();
    private bool _isSynchronised = true;

    [Fact]
    public void Without_a_set_clock_a_date_before_the_newest_known_day_is_past_for_certain()
    {
        _isSynchronised = false;
        var (tracer, clock) = Tracer($$$"""
            {"v":1,"gtin":"{{{Gtin}}}","productName":{"vi":"x"}}
            """);
        clock.RaiseFloor(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));

        var past = new Expiry(new DateOnly(2026, 5, 30), 2, true, true) { IsDayKnown = false };
        Assert.Equal(past, Trace(tracer, $"(01){Gtin}(17)260530").Expiry);
        // By the wall clock it is November; but who says that the wall clock is right?
        var open = new Expiry(new DateOnly(2026, 6, 1), 0, true, false) { IsDayKnown = false };
        Assert.Equal(open, Trace(tracer, $"(01){Gtin}(17)260601").Expiry);
        Assert.False(Trace(tracer, $"(01){Gtin}(17)270601").Expiry!.IsCertain);
        Assert.Null(Trace(tracer, $"(01){Gtin}").Expiry);

        _isSynchronised = true;
        Assert.True(Trace(tracer, $"(01){Gtin}(17)260601").Expiry!.IsCertain);
        Assert.Null(Trace(tracer, $"(01){Gtin}(17)270601").Expiry);
        // Once it was right, the kiosk counts on from there.
        _isSynchronised = false;
        Assert.True(Trace(tracer, $"(01){Gtin}(17)261123").Expiry is { IsCertain: true, IsDayKnown: true });
        Assert.Null(Trace(tracer, $"(01){Gtin}(17)261124").Expiry);
    }

    [Fact]
    public void A_clock_that_lost_its_source_goes_on_by_the_boots_clock()
    {
        _isSynchronised = false;
        var (wall, boot) = (Samples.Time(), TimeSpan.FromMinutes(1));
        var clock = new KioskClock(
            wall, TimeZoneInfo.Utc, new BootClock("b", () => boot.Ticks * 100, () => _isSynchronised));
        clock.RaiseFloor(Samples.Noon.AddDays(-9));
        Assert.Equal((null, false), (clock.Known, clock.Day.IsCertain));

        _isSynchronised = true;
        Assert.Equal(Samples.Noon, clock.Known);

        // The wall clock may be set by anybody now.
        _isSynchronised = false;
        wall.SetUtcNow(Samples.Noon.AddYears(5));
        boot += TimeSpan.FromDays(2);
        Assert.Equal(new KioskDay(new DateOnly(2026, 11, 26), IsCertain: true), clock.Day);
        Assert.Equal(Samples.Noon.AddDays(2), clock.Floor);
    }

    [Theory]
    [InlineData("10CB-0705", RecallMatch.ThisItem)]
    [InlineData("10CB-0711", RecallMatch.NotTold)] // Another recall names serial numbers.
    [InlineData("10CB-0711\u001d21S150", RecallMatch.ThisItem)]
    [InlineData("10CB-0711\u001d21S999", null)]
    [InlineData("21S999", RecallMatch.NotTold)]
    [InlineData("", RecallMatch.NotTold)]
    public void A_recall_concerns_what_it_names(string more, RecallMatch? match)
    {
        var (tracer, _) = Tracer(
            $$$"""{"v":1,"gtin":"{{{Gtin}}}","productName":{"vi":"x"}}""",
            """{"authority":{"vi":"A"},"reason":{"vi":"B"},"lots":[{"from":"CB-0700","to":"CB-0710"}]}""",
            """{"authority":{"vi":"C"},"reason":{"vi":"D"},"serials":[{"from":"S100","to":"S199"}]}""");

        var answer = Trace(tracer, $"]d201{Gtin}{more}");

        Assert.Equal(match, answer.Recall?.Match);
    }

    [Fact]
    public void A_recall_beats_everything_also_where_the_product_is_not_registered()
    {
        var (tracer, _) = Tracer(
            """{"v":1,"gtin":"09520001000010","productName":{"vi":"Món khác"}}""",
            """{"authority":{"vi":"A"},"reason":{"vi":"B"}}""");

        var answer = Assert.IsType<Answer.NotRegistered>(Trace(tracer, $"(01){Gtin}(17)200101"));

        Assert.Equal(RecallMatch.ThisItem, answer.Recall!.Match);
        Assert.Equal("Món bị thu hồi", answer.Recall.Name["vi"]);
    }

    [Fact]
    public void A_recall_in_the_record_counts_too()
    {
        var (tracer, _) = Tracer($$$"""
            {"v":1,"gtin":"{{{Gtin}}}","productName":{"vi":"x"},"recalls":[{"authority":{"vi":"A"},"reason":{"vi":"B"}}]}
            """);

        Assert.Equal(RecallMatch.ThisItem, Trace(tracer, $"(01){Gtin}").Recall!.Match);
    }

    [Fact]
    public void A_recall_in_one_of_several_more_general_records_may_concern_the_item()
    {
        var (tracer, _) = Tracer($$$"""
            {"v":1,"gtin":"{{{Gtin}}}","productName":{"vi":"Một"}}
            {"v":1,"gtin":"{{{Gtin}}}","productName":{"vi":"Hai"},"recalls":[{"authority":{"vi":"A"},"reason":{"vi":"B"}}]}
            {"v":1,"gtin":"{{{Gtin}}}","hasBatchLotNumber":"L1","productName":{"vi":"Hai, lô L1"}}
            """);

        var known = Known(tracer, $"(01){Gtin}(10)L1");

        Assert.Equal(("Hai, lô L1", RecallMatch.NotTold), (known.Origin.Name["vi"], known.Recall?.Match));
    }

    [Fact]
    public void What_nobody_registered_is_told_with_what_the_code_itself_says()
    {
        var (tracer, _) = Tracer("""{"v":1,"gtin":"09520001000010","productName":{"vi":"x"}}""");

        var answer = Assert.IsType<Answer.NotRegistered>(
            Trace(tracer, $"]d201{Gtin}112611011726112010L1\u001d422704\u001d21S1"));

        Assert.Equal(
            new OnCode("L1", "S1", new DateOnly(2026, 11, 1), null, null, new DateOnly(2026, 11, 20), "VN"),
            answer.OnCode);
        Assert.Equal(
            new OnCode(null, null, null, new DateOnly(2026, 11, 2), new DateOnly(2026, 12, 1), null, null),
            Assert.IsType<Answer.NotRegistered>(Trace(tracer, $"]d201{Gtin}1326110215261201")).OnCode);
        Assert.Equal(4, answer.Expiry!.DaysPast);
        // 893 says who gave the number, not where the goods are from.
        Assert.Null(Assert.IsType<Answer.NotRegistered>(Trace(tracer, Gtin[1..])).OnCode);
    }

    [Fact]
    public void Registered_without_data_of_its_lot_is_told()
    {
        var (tracer, _) = Tracer(
            $$$"""
            {"v":1,"gtin":"{{{Gtin}}}","productName":{"vi":"x"}}
            {"v":1,"gtin":"{{{Gtin}}}","hasBatchLotNumber":"L1"}
            """);

        Assert.True(Known(tracer, $"(01){Gtin}(10)L2").LacksLot);
        Assert.False(Known(tracer, $"(01){Gtin}(10)L1").LacksLot);
        Assert.False(Known(tracer, $"(01){Gtin}").LacksLot);
    }

    [Theory]
    [InlineData("10L2", null, false)] // The product's day is another lot's,
    [InlineData("21S2", null, false)]
    [InlineData("10L3", null, false)] // also where this lot's record names none.
    [InlineData("", "2026-01-31", false)]
    [InlineData("17261101", "2026-11-01", true)]
    [InlineData("17271231", null, false)]
    [InlineData("1727123110L1", "2026-10-31", false)] // The lot's record knows an earlier day than its code.
    [InlineData("1726100110L1", "2026-10-01", true)]
    [InlineData("1726103110L1", "2026-10-31", true)]
    [InlineData("1727123121S1", "2026-09-30", false)]
    public void Past_is_what_the_code_or_the_record_of_this_very_lot_says(string more, string? day, bool isOnCode)
    {
        var (tracer, _) = Tracer($$$"""
            {"v":1,"gtin":"{{{Gtin}}}","productName":{"vi":"x"},"expirationDate":{"date":"2026-01-31"}}
            {"v":1,"gtin":"{{{Gtin}}}","hasBatchLotNumber":"L1","expirationDate":{"date":"2026-10-31"}}
            {"v":1,"gtin":"{{{Gtin}}}","hasBatchLotNumber":"L3"}
            {"v":1,"gtin":"{{{Gtin}}}","hasSerialNumber":"S1","expirationDate":{"date":"2026-09-30"}}
            """);

        var expiry = Trace(tracer, $"]d201{Gtin}{more}").Expiry;

        Assert.Equal(
            (day, isOnCode), (expiry is null ? null : $"{expiry.Date:yyyy-MM-dd}", expiry is { OnCode: true }));
    }

    [Fact]
    public void A_stamp_is_found_by_its_trace_code()
    {
        var (tracer, _) = Tracer(
            $$$"""{"v":1,"gtin":"{{{Gtin}}}","productName":{"vi":"x"},"traceCode":"ABC-1","traceCodeVendor":"v","hasBatchLotNumber":"CB-0701"}""",
            """{"authority":{"vi":"A"},"reason":{"vi":"B"},"lots":[{"from":"CB-0700","to":"CB-0710"}]}""");

        var found = tracer.Trace(new Reading.Web("stamp.example") { Stamp = new Stamp("v", "ABC-1") });
        // The stamp names no lot, but its record does.
        Assert.Equal(RecallMatch.ThisItem, Assert.IsType<Answer.Known>(found).Recall!.Match);
        Assert.IsType<Answer.NotRegistered>(
            tracer.Trace(new Reading.Web("stamp.example") { Stamp = new Stamp("v", "ABC-2") }));
        Assert.Null(tracer.Trace(new Reading.Web("shop.example")));
    }

    [Theory]
    [InlineData("CB-0701", "CB-0702", RecallMatch.ThisItem)]
    [InlineData("CB-0701", "CB-0801", RecallMatch.NotTold)]
    [InlineData("CB-0801", "CB-0702", RecallMatch.NotTold)]
    [InlineData("CB-0801", "CB-0802", null)]
    public void A_stamp_on_several_records_is_recalled_as_they_are(string one, string other, RecallMatch? match)
    {
        var (tracer, _) = Tracer(
            $$$"""
            {"v":1,"gtin":"{{{Gtin}}}","productName":{"vi":"x"}}
            {"v":1,"gtin":"{{{Gtin}}}","traceCode":"ABC-1","traceCodeVendor":"v","hasBatchLotNumber":"{{{one}}}"}
            {"v":1,"gtin":"{{{Gtin}}}","traceCode":"ABC-1","traceCodeVendor":"v","hasBatchLotNumber":"{{{other}}}"}
            """,
            """{"authority":{"vi":"A"},"reason":{"vi":"B"},"lots":[{"from":"CB-0700","to":"CB-0710"}]}""");

        var several = Assert.IsType<Answer.Several>(
            tracer.Trace(new Reading.Web("stamp.example") { Stamp = new Stamp("v", "ABC-1") }));

        Assert.Equal(match, several.Recall?.Match);
    }

    [Fact]
    public async Task Until_the_clock_was_right_once_a_list_from_the_city_counts_as_old()
    {
        _isSynchronised = false;
        var (wall, boot) = (Samples.Time(), TimeSpan.FromMinutes(1));
        using var place = new ImportPlace(new KioskClock(
            wall, TimeZoneInfo.Utc, new BootClock("b", () => boot.Ticks * 100, () => _isSynchronised)));
        place.Clock.RaiseFloor(Samples.Noon);
        using var products = place.Pack(1);
        using var recalls = place.RecallPack(5);
        place.Taken(products);
        place.Taken(recalls);
        using var catalog = place.Open();
        await using var ledger = place.Ledger();
        var list = place.Recalls();
        await list.RefreshAsync(ledger);
        var tracer = new Tracer(catalog, list, place.Clock);

        Assert.Equal((TimeSpan.Zero, false, true), Age());
        // The floor counts also where a power cut took the wall clock back.
        place.Clock.RaiseFloor(Samples.Noon.AddHours(5));
        wall.SetUtcNow(Samples.Noon.AddHours(3));
        Assert.Equal((TimeSpan.FromHours(5), false, true), Age());

        _isSynchronised = true;
        wall.SetUtcNow(Samples.Noon.AddHours(6));
        Assert.Equal((TimeSpan.FromHours(6), true, false), Age());
        _isSynchronised = false;
        boot += TimeSpan.FromHours(19);
        Assert.Equal((TimeSpan.FromHours(25), true, true), Age());

        (TimeSpan, bool, bool) Age()
        {
            var age = Trace(tracer, $"(01){Gtin}").Warnings!;
            // What is told of the list elsewhere is by the same rule.
            Assert.Equal(age, list.Data);
            Assert.Equal(age.IsCertain, catalog.Data!.IsCertain);
            return (age.Age, age.IsCertain, age.IsOld);
        }
    }

    [Fact]
    public void The_sample_is_not_old_under_a_clock_that_nobody_set()
    {
        _isSynchronised = false;
        var (tracer, _) = Tracer($$$"""{"v":1,"gtin":"{{{Gtin}}}","productName":{"vi":"x"}}""");

        Assert.False(Trace(tracer, $"(01){Gtin}").Warnings!.IsOld);
    }

    [Fact]
    public void Without_a_recall_list_the_answer_says_so()
    {
        var clock = Samples.Clock();
        using var catalog = Samples.Catalog(_folder, clock);
        var tracer = new Tracer(catalog, new RecallList(clock, NullLogger<RecallList>.Instance), clock);

        Assert.Null(Trace(tracer, "9520001000010").Warnings);
    }

    public void Dispose() => _folder.Dispose();

    private (Tracer Tracer, KioskClock Clock) Tracer(string seed, params string[] recalls)
    {
        var clock = new KioskClock(
            Samples.Time(), TimeZoneInfo.FindSystemTimeZoneById("Asia/Ho_Chi_Minh"), () => _isSynchronised);
        var file = _folder.Write("seed.ndjson", seed);
        File.SetLastWriteTimeUtc(file, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var catalog = Samples.Catalog(_folder, clock, file);
        var list = new RecallList(clock, NullLogger<RecallList>.Instance);
        list.UseSample(
            recalls.Select(recall =>
            {
                var line = $$$"""{"v":1,"gtin":"{{{Gtin}}}","productName":{"vi":"Món bị thu hồi"},"recall":{{{recall}}}}""";
                Assert.True(PackJson.TryReadRecall(
                    System.Text.Encoding.UTF8.GetBytes(line), out var recalled, out var fault), fault);
                return recalled!;
            }),
            clock.Time.GetUtcNow());
        return (new Tracer(catalog, list, clock), clock);
    }

    private static Answer Trace(Tracer tracer, string code) => tracer.Trace(Samples.Item(code));

    private static Answer.Known Known(Tracer tracer, string code) => Assert.IsType<Answer.Known>(Trace(tracer, code));
}
