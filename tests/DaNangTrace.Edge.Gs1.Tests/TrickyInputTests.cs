using DaNangTrace.Edge.Gs1.Tests.Kit;

namespace DaNangTrace.Edge.Gs1.Tests;

/// <summary>The inputs over which other readers stumbled.</summary>
public sealed class TrickyInputTests
{
    [Theory]
    [InlineData("]E0{E}", "item (01){G}")]
    [InlineData("]E08936012345673", "unreadable check-digit")]
    [InlineData("]d201{G}10A␝21B", "item (01){G}(10)A(21)B")]
    [InlineData("]d201{G}10A21B", "item (01){G}(10)A21B ! lost-gs")]
    [InlineData("]d201{G}␝10A␝21B", "item (01){G}(10)A(21)B ! superfluous-gs")]
    [InlineData("]d201{G}101␝␝21B", "unreadable no-ai")]
    [InlineData("]Q301{G}17261300", "unreadable month")]
    [InlineData("]Q301{G}17260200", "item (01){G}(17)260200")]
    [InlineData("]Q301{G}17280229", "item (01){G}(17)280229")]
    [InlineData("]Q301{G}17270229", "unreadable day")]
    [InlineData("]Q301{G}422704␝427HN", "item (01){G}(422)704(427)HN")]
    [InlineData("]Q301{G}3103001500", "item (01){G}(3103)001500")]
    [InlineData("]Q301{G}3103001500␝3102000150", "unreadable exclusive-pair ! superfluous-gs")]
    [InlineData("]Q301{G}10A␝10A", "item (01){G}(10)A ! identical-repeat")]
    [InlineData("]Q301{G}10A␝10B", "unreadable repeat")]
    [InlineData("]Q1HTTPS://ID.GS1.ORG/01/{G}", "item (01){G}")]
    [InlineData("https://id.gs1.org/01/{G}/21/B2/10/A1", "unreadable qualifier-order")]
    [InlineData("https://id.gs1.org/01/{G}/10/A%2FB", "item (01){G}(10)A/B")]
    [InlineData("https://a/00/faux/00/006141411234567890", "item (00)006141411234567890")]
    [InlineData("00123457", "item (01)00000000123457 ! alternative ! restricted")]
    [InlineData(VietQr, "payment")]
    public void A_tricky_input_is_read_as_the_standard_wants_it(string sent, string expected) =>
        Assert.Equal(expected, Told.Of(sent));

    [Fact]
    public void Day_00_is_the_last_day_of_its_month() =>
        Assert.Equal(new DateOnly(2026, 2, 28), Assert.IsType<Reading.Item>(Told.Read("]Q301{G}17260200")).Expires);

    [Fact]
    public void Province_and_weight_mean_what_a_person_would_say()
    {
        var today = new DateOnly(2026, 11, 24);
        var origin = Assert.IsType<Reading.Item>(Told.Read("]Q301{G}422704␝427HN")).Elements;
        Assert.Equal(new TypedValue.Subdivision("VN-HN"), TypedValue.Of(origin, 2, today));
        var weight = Assert.IsType<Reading.Item>(Told.Read("]Q301{G}3103001500")).Elements;
        Assert.Equal(new TypedValue.Measure(1.500m, "kg"), TypedValue.Of(weight, 1, today));
    }

    [Fact]
    public void Eight_digits_that_are_right_twice_are_an_EAN_and_keep_the_other_meaning() =>
        Assert.Equal("00001234000057", Assert.IsType<Reading.Item>(Told.Read("00123457")).Alternative?.Digits);

    // Made for this test: a static VietQR of nobody's account.
    internal const string VietQr =
        "]Q100020101021138570010A00000072701270006970436011300000000000000208QRIBFTTA53037045802VN63046335";
}
