using static DaNangTrace.Edge.Gs1.TypedValue;

namespace DaNangTrace.Edge.Gs1.Tests.Meaning;

public sealed class TypedValueTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);

    [Theory]
    [InlineData("11", "261130", "2026-11-30", false)]
    [InlineData("12", "760101", "2076-01-01", false)]
    [InlineData("13", "770101", "1977-01-01", false)]
    [InlineData("15", "260200", "2026-02-28", true)]
    [InlineData("16", "280200", "2028-02-29", true)]
    [InlineData("17", "261200", "2026-12-31", true)]
    [InlineData("4326", "261130", "2026-11-30", false)]
    [InlineData("7006", "251130", "2025-11-30", false)]
    [InlineData("7250", "19310228", "1931-02-28", false)]
    public void A_date_is_a_day_or_a_month(string ai, string value, string day, bool wholeMonth) =>
        Assert.Equal(new Date(DateOnly.Parse(day, null), wholeMonth), Of(ai, value));

    [Theory]
    [InlineData("7003", "2611302359", "2026-11-30T23:59:00", TimePrecision.Minute)]
    [InlineData("7011", "261130", "2026-11-30T00:00:00", TimePrecision.Day)]
    [InlineData("7011", "2611300715", "2026-11-30T07:15:00", TimePrecision.Minute)]
    [InlineData("8008", "26113007", "2026-11-30T07:00:00", TimePrecision.Hour)]
    [InlineData("8008", "2611300715", "2026-11-30T07:15:00", TimePrecision.Minute)]
    [InlineData("8008", "261130071559", "2026-11-30T07:15:59", TimePrecision.Second)]
    [InlineData("4324", "2611300000", "2026-11-30T00:00:00", TimePrecision.Minute)]
    [InlineData("4325", "2611001800", "2026-11-30T18:00:00", TimePrecision.Minute)]
    [InlineData("7251", "202611302359", "2026-11-30T23:59:00", TimePrecision.Minute)]
    public void A_moment_says_how_much_of_it_is_stated(string ai, string value, string local, TimePrecision precision)
    {
        var moment = Assert.IsType<Moment>(Of(ai, value));
        Assert.Equal(new Moment(DateTime.Parse(local, null), precision), moment);
        Assert.Equal(DateTimeKind.Unspecified, moment.Local.Kind);
    }

    [Theory]
    [InlineData("261130", "2026-11-30", "2026-11-30")]
    [InlineData("261130261202", "2026-11-30", "2026-12-02")]
    public void A_harvest_lasts_a_day_or_longer(string value, string from, string to) =>
        Assert.Equal(new DateRange(DateOnly.Parse(from, null), DateOnly.Parse(to, null)), Of("7007", value));

    [Theory]
    [InlineData("3103", "001500", "1.500", "kg")]
    [InlineData("3100", "001500", "1500", "kg")]
    [InlineData("3105", "000001", "0.00001", "kg")]
    [InlineData("3375", "999999", "9.99999", "kg/m²")]
    [InlineData("3562", "000100", "1.00", "tr oz")]
    [InlineData("3612", "000100", "1.00", "gal (US)")]
    [InlineData("3690", "000003", "3", "yd³")]
    [InlineData("4331", "000450", "4.50", "°C")]
    [InlineData("4333", "001800-", "-18.00", "°C")]
    [InlineData("4332", "000040-", "-0.40", "°F")]
    [InlineData("4330", "010400", "104.00", "°F")]
    public void A_measure_has_its_decimals_and_its_unit(string ai, string value, string amount, string unit)
    {
        var measure = Assert.IsType<Measure>(Of(ai, value));
        Assert.Equal($"{amount} {unit}", FormattableString.Invariant($"{measure.Amount} {measure.Unit}"));
    }

    [Fact]
    public void A_unit_is_the_one_of_the_title()
    {
        var measures = AiTable.All.ToArray().Where(x => x.Code.Length == 4 && x.Code[0] == '3' && x.Code[1] < '7');
        Assert.All(measures, x =>
        {
            var measure = Assert.IsType<Measure>(Of(x.Code, "000001"));
            var title = x.Title.Replace("KG PER m²", "(kg/m²)", StringComparison.Ordinal)
                .Replace("(gal.)", "(gal (US))", StringComparison.Ordinal);
            Assert.Contains($"({measure.Unit})", title, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("3900", "45000", "45000", null)]
    [InlineData("3909", "123456789012345", "123456.789012345", null)]
    [InlineData("3910", "70445000", "45000", "VND")]
    [InlineData("3912", "8401299", "12.99", "USD")]
    [InlineData("3922", "1299", "12.99", null)]
    [InlineData("3932", "9781", "0.01", "EUR")]
    [InlineData("3953", "001234", "1.234", null)]
    [InlineData("8005", "001234", "1234", null)]
    public void Money_has_its_decimals_and_its_currency_if_there_is_one(
        string ai, string value, string amount, string? currency)
    {
        var money = Assert.IsType<Money>(Of(ai, value));
        Assert.Equal(amount, FormattableString.Invariant($"{money.Amount}"));
        Assert.Equal(currency, money.Currency);
    }

    [Theory]
    [InlineData("3940", "0015", "15")]
    [InlineData("3943", "0125", "0.125")]
    public void A_discount_is_in_percent(string ai, string value, string amount) =>
        Assert.Equal(amount, FormattableString.Invariant($"{Assert.IsType<TypedValue.Percent>(Of(ai, value)).Amount}"));

    [Theory]
    [InlineData("30", "12", 12)]
    [InlineData("37", "00000048", 48)]
    public void A_count_is_a_number(string ai, string value, long number) =>
        Assert.Equal(new Count(number), Of(ai, value));

    [Theory]
    [InlineData("422", "704", "VN")]
    [InlineData("424", "418", "LA")]
    [InlineData("426", "156", "CN")]
    [InlineData("423", "704", "VN")]
    [InlineData("423", "704418156764116", "VN LA CN TH KH")]
    [InlineData("425", "704418", "VN LA")]
    [InlineData("4307", "VN", "VN")]
    [InlineData("4317", "JP", "JP")]
    public void Countries_keep_their_order(string ai, string value, string letters)
    {
        var countries = Assert.IsType<Countries>(Of(ai, value));
        Assert.Equal(letters, string.Join(' ', countries.Items.Select(x => x.Alpha2)));
        Assert.Equal(countries, Of(ai, value));
        Assert.Equal(countries.GetHashCode(), Of(ai, value).GetHashCode());
    }

    [Fact]
    public void A_processor_and_a_postal_code_belong_to_a_country()
    {
        Assert.True(Country.TryFind("704", out var vietnam));
        Assert.Equal(new Processor(vietnam, "DL-321"), Of("7030", "704DL-321"));
        Assert.Equal(new Processor(null, "DL-321"), Of("7039", "999DL-321"));
        Assert.Equal(new PostalCode(vietnam, "550000"), Of("421", "704550000"));
    }

    [Fact]
    public void A_subdivision_needs_its_country()
    {
        Element[] both = [new("01", "08936012345674", "GTIN"), new("427", "HN", ""), new("422", "704", "ORIGIN")];
        Assert.Equal(new Subdivision("VN-HN"), TypedValue.Of(both, 1, Today));
        Assert.IsType<Countries>(TypedValue.Of(both, 2, Today));
        Assert.Equal(new Text("08936012345674"), TypedValue.Of(both, 0, Today));
        Assert.Equal(new Text("HN"), TypedValue.Of([new Element("427", "HN", "")], 0, Today));
        Assert.Equal(new Text("HN"), TypedValue.Of([new("427", "HN", ""), new("422", "000", "")], 0, Today));
    }

    [Theory]
    [InlineData("10605440001082022000", "16.0544000", "108.2022000")]
    [InlineData("00000000000000000000", "-90.0000000", "0.0000000")]
    [InlineData("18000000001800000000", "90.0000000", "180.0000000")]
    [InlineData("09000000001800000001", "0.0000000", "-179.9999999")]
    [InlineData("09000000003600000000", "0.0000000", "0.0000000")]
    public void A_position_is_in_degrees_north_and_east(string value, string latitude, string longitude)
    {
        var position = Assert.IsType<Position>(Of("4309", value));
        Assert.Equal($"{latitude} {longitude}",
            FormattableString.Invariant($"{position.Latitude} {position.Longitude}"));
    }

    [Theory]
    [InlineData("8006")]
    [InlineData("8026")]
    public void A_piece_knows_its_trade_item(string ai) =>
        Assert.Equal(new Piece("08936012345674", 2, 10), Of(ai, "089360123456740210"));

    [Theory]
    [InlineData("4321", "1", true)]
    [InlineData("4322", "0", false)]
    [InlineData("4323", "1", true)]
    public void A_flag_is_yes_or_no(string ai, string value, bool isYes) =>
        Assert.Equal(new Flag(isYes), Of(ai, value));

    [Theory]
    [InlineData("4300", "C%C3%B4ng%20ty%2BA+B", "Công ty+A+B")]
    [InlineData("4306", "%C4%90%C3%A0%20N%E1%BA%B5ng", "Đà Nẵng")]
    [InlineData("4316", "%41", "A")]
    [InlineData("4320", "%41", "A")]
    [InlineData("7253", "%41", "A")]
    [InlineData("7259", "%41", "A")]
    [InlineData("4308", "%41", "%41")]
    [InlineData("7255", "%41", "%41")]
    [InlineData("10", "LOT%41", "LOT%41")]
    public void Text_is_decoded_where_its_AI_says_so(string ai, string value, string text) =>
        Assert.Equal(new Text(text), Of(ai, value));

    [Theory]
    [InlineData("11", "261301")]
    [InlineData("7006", "261100")]
    [InlineData("7250", "00000101")]
    [InlineData("7003", "261130")]
    [InlineData("7003", "261130235959")]
    [InlineData("7011", "26113023")]
    [InlineData("7011", "2611302")]
    [InlineData("8008", "261130")]
    [InlineData("8008", "2611302360")]
    [InlineData("7007", "2611302612")]
    [InlineData("7007", "261130261301")]
    [InlineData("3106", "001500")]
    [InlineData("3103", "01500")]
    [InlineData("3180", "001500")]
    [InlineData("4331", "-")]
    [InlineData("4331", "00450-")]
    [InlineData("3910", "704")]
    [InlineData("3910", "00045000")]
    [InlineData("3900", "1234567890123456")]
    [InlineData("3944", "0015")]
    [InlineData("3956", "001234")]
    [InlineData("3960", "001234")]
    [InlineData("37", "123456789")]
    [InlineData("37", "")]
    [InlineData("37", "-1")]
    [InlineData("421", "704")]
    [InlineData("422", "704704")]
    [InlineData("423", "704704704704704704")]
    [InlineData("423", "704999")]
    [InlineData("4307", "vn")]
    [InlineData("4309", "18000000010000000000")]
    [InlineData("4321", "2")]
    [InlineData("7030", "704")]
    [InlineData("7030", "998X")]
    [InlineData("8006", "089360123456730210")]
    [InlineData("8006", "089360123456741002")]
    [InlineData("", "")]
    [InlineData("x", "y")]
    public void What_does_not_fit_its_AI_stays_text(string ai, string value) =>
        Assert.Equal(new Text(value), Of(ai, value));

    [Fact]
    public void No_AI_and_no_value_makes_it_throw()
    {
        const int seed = 20261124;
        var random = new Random(seed);
        string[] ais = [.. AiTable.All.ToArray().Select(x => x.Code), "", "3", "39", "390", "703", "31０0"];
        foreach (var ai in ais)
        {
            for (var i = 0; i < 200; i++)
            {
                var value = new char[random.Next(0, 24)];
                for (var at = 0; at < value.Length; at++)
                    value[at] = (char)(random.Next(8) == 0 ? random.Next(char.MaxValue) : '0' + random.Next(10));
                TypedValue.Of(ai, new string(value), DateOnly.FromDayNumber(random.Next(DateOnly.MaxValue.DayNumber)));
            }
        }
    }

    private static TypedValue Of(string ai, string value) => TypedValue.Of(ai, value, Today);
}
