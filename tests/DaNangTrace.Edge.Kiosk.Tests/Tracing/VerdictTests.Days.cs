using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Kiosk.Tracing;

namespace DaNangTrace.Edge.Kiosk.Tests.Tracing;

/// <summary>Days and numbers are told of this very item, or not at all.</summary>
public sealed partial class VerdictTests
{
    [Theory]
    [InlineData("2026-01-31", "2026-02-28", "", "2026-02-28", true, false)] // Since the last of them, at least.
    [InlineData("2026-01-31", "2027-12-31", "", "2026-01-31", false, true)]
    [InlineData("2026-01-31", null, "", "2026-01-31", false, true)]
    [InlineData("2027-01-31", "2027-12-31", "", null, false, false)]
    [InlineData(null, null, "", null, false, false)]
    [InlineData("2026-01-31", "2026-02-28", "10L9", null, false, false)] // Both may be another lot's.
    [InlineData("2026-01-31", "2027-12-31", "17270101", null, false, false)]
    [InlineData("2027-01-31", "2027-12-31", "17261101", "2026-11-01", true, false)]
    public void Of_several_candidates_past_are_all_of_them_or_some(
        string? one, string? other, string more, string? day, bool isCertain, bool isOfSome)
    {
        var (tracer, _) = Tracer($"{Of("Một", one)}\n{Of("Hai", other)}");

        var expiry = Assert.IsType<Answer.Several>(Trace(tracer, $"]d201{Gtin}{more}")).Expiry;

        Assert.Equal(
            (day, isCertain, isOfSome),
            (expiry is null ? null : $"{expiry.Date:yyyy-MM-dd}", expiry is { IsCertain: true },
                expiry is { IsOfSome: true }));

        static string Of(string name, string? date) =>
            $$$"""{"v":1,"gtin":"{{{Gtin}}}","productName":{"vi":"{{{name}}}"}"""
            + (date is null ? "}" : $$$""","expirationDate":{"date":"{{{date}}}"}}""");
    }

    [Fact]
    public void Candidates_of_one_stamp_have_the_days_of_their_own_lots()
    {
        var (tracer, _) = Tracer($$$"""
            {"v":1,"gtin":"{{{Gtin}}}","traceCode":"ABC-1","traceCodeVendor":"v","hasBatchLotNumber":"L1","expirationDate":{"date":"2026-10-31"}}
            {"v":1,"gtin":"{{{Gtin}}}","traceCode":"ABC-1","traceCodeVendor":"v","hasBatchLotNumber":"L2","expirationDate":{"date":"2027-10-31"}}
            """);

        var answer = tracer.Trace(new Reading.Web("stamp.example") { Stamp = new Stamp("v", "ABC-1") });

        Assert.True(Assert.IsType<Answer.Several>(answer).Expiry!.IsOfSome);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("10L2", false)]
    [InlineData("21S2", false)]
    [InlineData("17271231", false)]
    [InlineData("11250101", false)]
    [InlineData("11261001", true)] // As the record has it.
    [InlineData("1126100117271231", false)]
    [InlineData("13250101", false)]
    [InlineData("15271231", false)]
    [InlineData("10L1", true)]
    public void The_days_of_another_lot_are_not_told(string more, bool hasDays)
    {
        var (tracer, _) = Tracer($$$"""
            {"v":1,"gtin":"{{{Gtin}}}","productName":{"vi":"x"},"productionDate":{"date":"2026-10-01"},"expirationDate":{"date":"2027-01-31"}}
            {"v":1,"gtin":"{{{Gtin}}}","hasBatchLotNumber":"L1","productionDate":{"date":"2026-11-01"},"expirationDate":{"date":"2027-02-28"}}
            """);

        var origin = Known(tracer, $"]d201{Gtin}{more}").Origin;

        Assert.Equal((hasDays, hasDays), (origin.Made is not null, origin.Expires is not null));
    }

    [Theory]
    [InlineData("10CB-0705", true, false)]
    [InlineData("10CB-0705\u001d21S999", true, false)] // Its lot is recalled; its own number is not named.
    [InlineData("10CB-0711\u001d21S150", false, true)]
    [InlineData("10CB-0705\u001d21S150", true, true)]
    public void A_recalled_item_is_told_by_what_of_it_is_named(string more, bool byLot, bool bySerial)
    {
        var (tracer, _) = Tracer(
            $$$"""{"v":1,"gtin":"{{{Gtin}}}","productName":{"vi":"x"}}""",
            """{"authority":{"vi":"A"},"reason":{"vi":"B"},"lots":[{"from":"CB-0700","to":"CB-0710"}],"serials":[{"from":"S100","to":"S199"}]}""");

        var recall = Trace(tracer, $"]d201{Gtin}{more}").Recall!;

        Assert.Equal(
            (RecallMatch.ThisItem, byLot, bySerial), (recall.Match, recall.Lots.Count > 0, recall.Serials.Count > 0));
    }

    [Fact]
    public void A_recall_that_stands_twice_names_its_lots_once()
    {
        const string recall =
            """{"authority":{"vi":"A"},"reason":{"vi":"B"},"lots":[{"from":"CB-0700","to":"CB-0710"}]}""";
        var (tracer, _) = Tracer(
            $$$"""{"v":1,"gtin":"{{{Gtin}}}","productName":{"vi":"x"},"recalls":[{{{recall}}}]}""", recall);

        Assert.Single(Trace(tracer, $"(01){Gtin}").Recall!.Lots);
    }

    [Fact]
    public void A_lot_on_the_label_does_not_hide_the_recall_of_the_lot_on_record()
    {
        const string Recalled = """{"authority":{"vi":"x"},"reason":{"vi":"y"},"lots":[{"from":"LB"}]}""";
        var (tracer, _) = Tracer(
            $$$"""
            {"v":1,"gtin":"{{{Gtin}}}","productName":{"vi":"x"}}
            {"v":1,"gtin":"{{{Gtin}}}","hasBatchLotNumber":"LB","hasSerialNumber":"S1"}
            """, Recalled);

        Assert.Equal(RecallMatch.ThisItem, Trace(tracer, $"(01){Gtin}(21)S1").Recall?.Match);
        Assert.Equal(RecallMatch.ThisItem, Trace(tracer, $"(01){Gtin}(10)LA(21)S1").Recall?.Match);
        Assert.Equal(RecallMatch.ThisItem, Trace(tracer, $"(01){Gtin}(10)LB").Recall?.Match);
        Assert.Null(Trace(tracer, $"(01){Gtin}(10)LA").Recall);
    }

    [Theory]
    [InlineData(false, 9, true)] // Clocks that are both right may differ by minutes.
    [InlineData(false, 11, false)]
    [InlineData(true, 11, false)]
    [InlineData(false, -60, true)]
    public void Data_of_a_time_to_come_has_no_age(bool isSample, int minutesAhead, bool isCertain)
    {
        var clock = new KioskClock(Samples.Time(), TimeZoneInfo.Utc, () => true);

        var age = DataAge.Of(0, Samples.Noon.AddMinutes(minutesAhead), isSample, clock);

        Assert.Equal((isCertain, !isCertain), (age.IsCertain, age.IsOld));
        Assert.Equal(isCertain ? age.Age : null, age.Told);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)] // A seed's file was dated by another machine.
    public void While_the_clock_was_never_right_only_the_samples_age_is_known(bool isSample, bool isCertain)
    {
        var clock = new KioskClock(Samples.Time(), TimeZoneInfo.Utc, () => false);

        Assert.Equal(isCertain, DataAge.Of(0, Samples.Noon.AddMinutes(-5), isSample, clock).IsCertain);
    }
}
