using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tests.Showing;

/// <summary>Which days and numbers stand on the screen.</summary>
public sealed partial class SceneVerdictTests
{
    [Theory]
    [InlineData("", "record")]
    [InlineData(""","evidence":{"grade":"declared"}""", "maker")]
    [InlineData(""","evidence":{"grade":"matched"}""", "record")]
    public void Who_states_a_day_of_the_record_is_said_as_the_record_knows_it(string evidence, string source)
    {
        var seed = $$$"""
            {"v":1,"gtin":"{{{Number}}}","productName":{"vi":"x"},"expirationDate":{"date":"2020-01-01"{{{evidence}}}}}
            """;

        Assert.Equal(source, Known(Of(Number, seed)).Expiry!.Source);
        Assert.Equal("code", Known(Of($"(01){Number}(17)200101", seed)).Expiry!.Source);
    }

    [Fact]
    public void A_day_of_the_code_is_shown_for_that_of_another_lot()
    {
        var seed = Product[..^1] + ""","expirationDate":{"date":"2048-01-01","evidence":{"grade":"declared"}}}""";

        Assert.Equal(
            new DatedFact(new DateOnly(2049, 12, 31)), Known(Of($"(01){Number}(10)L1{FarDate}", seed)).Origin.Expires);
        Assert.Null(Known(Of($"(01){Number}(10)L1", seed)).Origin.Expires);
        Assert.Equal(new DateOnly(2048, 1, 1), Known(Of(Number, seed)).Origin.Expires!.Date);
    }

    [Theory]
    [InlineData("2049-12-30", "2049-12-30")]
    [InlineData("2049-12-31", "2049-12-31")]
    [InlineData("2050-01-01", "2049-12-31")]
    public void Of_two_days_of_one_lot_the_earlier_is_shown_as_it_is_judged(string onRecord, string shown)
    {
        var seed = Product + $$$"""

            {"v":1,"gtin":"{{{Number}}}","hasBatchLotNumber":"L1","expirationDate":{"date":"{{{onRecord}}}"}}
            """;

        Assert.Equal(
            DateOnly.Parse(shown, null), Known(Of($"(01){Number}(10)L1{FarDate}", seed)).Origin.Expires!.Date);
    }

    [Theory]
    [InlineData("LB", "LB")]
    [InlineData("LA", "L1")]
    public void The_lot_that_is_told_is_the_recalled_one(string recalled, string told)
    {
        var seed = $$$"""
            {"v":1,"gtin":"{{{Number}}}","productName":{"vi":"x"},"recalls":[{"authority":{"vi":"x"},"reason":{"vi":"x"},"lots":[{"from":"{{{recalled}}}"}]}]}
            {"v":1,"gtin":"{{{Number}}}","hasBatchLotNumber":"LB","hasSerialNumber":"S1"}
            """;

        var known = Known(Of($"(01){Number}(10)L1(21)S1", seed));

        Assert.Equal((told, told == "LB" ? "recalled" : null), (known.Lot, known.Alert));
    }

    [Fact]
    public void Where_some_of_several_products_are_past_their_date_the_shopper_looks_at_the_pack()
    {
        var past = Two.Replace(
            "{\"vi\":\"Hai\"}", "{\"vi\":\"Hai\"},\"expirationDate\":{\"date\":\"2020-01-01\"}",
            StringComparison.Ordinal);

        var several = Several(Of(Number, past));

        Assert.Equal(["someExpired"], several.Cautions);
        Assert.Null(several.Expiry);
    }
}
