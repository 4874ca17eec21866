using DaNangTrace.Edge.Gs1.Tests.Kit;

namespace DaNangTrace.Edge.Gs1.Tests;

public sealed class ElementStringTests
{
    [Theory]
    [InlineData("C1")]
    [InlineData("e0")]
    [InlineData("d2")]
    [InlineData("d5")]
    [InlineData("Q3")]
    [InlineData("Q4")]
    [InlineData("J1")]
    public void A_GS1_identifier_makes_an_element_string(string identifier)
    {
        var reading = Told.Read($"]{identifier}01{{G}}1726113010A1␝21S1");
        Assert.Equal("item (01){G}(17)261130(10)A1(21)S1", Told.Of(reading));
        Assert.Equal(identifier, reading.Symbology);
    }

    [Theory]
    [InlineData("C0")]
    [InlineData("d1")]
    [InlineData("d4")]
    [InlineData("Q1")]
    [InlineData("Q2")]
    [InlineData("J0")]
    public void Under_another_identifier_the_same_is_text_and_the_missing_mark_is_told(string identifier) =>
        Assert.Equal("text 20 ! not-marked", Told.Of($"]{identifier}01{{G}}10A1"));

    [Theory]
    [InlineData("]A001{G}10A1", "text 20")]
    [InlineData("]Q110LOT1", "text 6")]
    [InlineData("]d10108936012345673", "text 16")]
    [InlineData("{E} ", "text 14 ! nearly-number")]
    [InlineData("8936-0123-45674", "text 15 ! nearly-number")]
    [InlineData("8936-0123-45673", "text 15")]
    public void Text_that_was_meant_to_be_more_says_so(string sent, string expected) =>
        Assert.Equal(expected, Told.Of(sent));

    [Theory]
    [InlineData("01{G}", "item (01){G}", "C1")]
    [InlineData("01{G}1726113010A1␝21S1", "item (01){G}(17)261130(10)A1(21)S1", "C1")]
    [InlineData("1726113001{G}", "item (17)261130(01){G}", "C1")]
    [InlineData("␝01{G}", "item (01){G} ! leading-gs", "C1")]
    [InlineData("10A␝17261130", "item (10)A(17)261130 ! required-ai ! required-ai", "C1")]
    [InlineData("00006141411234567890", "item (00)006141411234567890", "C1")]
    [InlineData("4148936012345605", "item (414)8936012345605", "C1")]
    [InlineData("01{G}10ABCDEFGHIJKLMNOPQRST␝21ABCDEFGHIJKLMNOPQRST",
        "item (01){G}(10)ABCDEFGHIJKLMNOPQRST(21)ABCDEFGHIJKLMNOPQRST", "d2")]
    [InlineData("0108936012345673", "unreadable check-digit", "C1")]
    [InlineData("01{G}17261301", "unreadable month", "C1")]
    public void Without_an_identifier_a_GS_or_a_checked_key_makes_it(string sent, string expected, string symbology)
    {
        var reading = Told.Read(sent);
        Assert.Equal(expected, Told.Of(reading));
        Assert.Equal((symbology, true), (reading.Symbology, reading.Inferred));
    }

    [Theory]
    [InlineData("10ABC")]
    [InlineData("21 Tran Phu")]
    [InlineData("99 bottles")]
    [InlineData("3103001500")]
    [InlineData("1234567")]
    [InlineData("20261124")]
    public void Without_either_it_is_no_element_string(string sent) =>
        Assert.Equal(0, (Told.Read(sent) as Reading.Item)?.Elements.Count ?? 0);

    [Theory]
    [InlineData("]C1␝01{G}", "item (01){G} ! leading-gs")]
    [InlineData("]C101{G}␝", "item (01){G} ! superfluous-gs")]
    [InlineData("]C101{G}10A␝", "item (01){G}(10)A ! superfluous-gs")]
    [InlineData("]C1␝", "unreadable empty ! leading-gs")]
    [InlineData("]C10112345", "unreadable length")]
    [InlineData("]C1010893601234567X", "unreadable not-digits")]
    [InlineData("]C101{G}10A B", "unreadable character")]
    [InlineData("]C101{G}10ă", "unreadable character")]
    [InlineData("]C101{G}10\uFFFD", "unreadable character")]
    [InlineData("]C101{G}10␝21B", "unreadable missing-value")]
    [InlineData("]C101{G}10ABCDEFGHIJKLMNOPQRSTU", "unreadable length")]
    [InlineData("]C101{G}4227045", "unreadable length")]
    [InlineData("]C101{G}hello", "unreadable no-ai")]
    [InlineData("]C101{G}0512", "unreadable no-ai")]
    [InlineData("]C10108936012345673", "unreadable check-digit")]
    [InlineData("]C101{G}17261131", "unreadable day")]
    [InlineData("]C101{G}7006261100", "unreadable day")]
    [InlineData("]C101{G}70032611302460", "unreadable time")]
    [InlineData("]C10108936012345673␝17261301", "unreadable check-digit month ! superfluous-gs")]
    [InlineData("]C101{G}0218936012345671", "unreadable exclusive-pair")]
    [InlineData("]C110A", "item (10)A ! required-ai")]
    [InlineData("]C1253893601234567X", "unreadable not-digits")]
    [InlineData("]C12538936012345605␝8030AbCd", "unreadable serial-required")]
    [InlineData("]C125389360123456051␝8030AbCd", "item (253)89360123456051(8030)AbCd")]
    [InlineData("]C12538936012345605A␝8030AbCdEf==", "item (253)8936012345605A(8030)AbCdEf==")]
    [InlineData("]C12538936012345605A␝8030Ab=d", "unreadable character")]
    [InlineData("]C12558936012345674␝8030AbCd", "unreadable serial-required")]
    [InlineData("]C1800308936012345674␝8030AbCd", "unreadable serial-required")]
    [InlineData("]C1800308936012345674A␝8030AbCd", "item (8003){G}A(8030)AbCd")]
    [InlineData(@"]Q4\00002601{G}10A", "item (01){G}(10)A")]
    [InlineData(@"]Q2\000026https://id.gs1.org/01/{G}", "item (01){G}")]
    [InlineData(@"]Q3\00002601{G}", "unreadable no-ai")]
    [InlineData("]C1hello", "unreadable no-ai")]
    [InlineData("]C1{E}", "unreadable no-ai")]
    public void Rules_are_kept_where_they_matter(string sent, string expected) =>
        Assert.Equal(expected, Told.Of(sent));

    [Theory]
    [InlineData("(01){G}", "item (01){G}")]
    [InlineData(@"(01){G}(10)A\(1", "item (01){G}(10)A(1")]
    [InlineData("(01){G}(10)A)1", "item (01){G}(10)A)1")]
    [InlineData("(01){G}(17)261130(10)A1(21)S1", "item (01){G}(17)261130(10)A1(21)S1")]
    [InlineData("(01)8936012345674", "unreadable length")]
    [InlineData("(01)08936012345673", "unreadable check-digit")]
    [InlineData("(01){G}(10)", "unreadable missing-value")]
    [InlineData("(01){G}(10)A(5", "unreadable no-ai")]
    [InlineData("(01){G}(05)A", "unreadable no-ai")]
    [InlineData("]Q1(01){G}", "item (01){G} ! printed-brackets")]
    [InlineData("]d2(01){G}(21)S", "item (01){G}(21)S ! printed-brackets")]
    [InlineData("(bar)", "text 5")]
    [InlineData("(", "text 1")]
    [InlineData("(20) years", "text 10")]
    public void Brackets_are_read_as_people_write_them(string sent, string expected) =>
        Assert.Equal(expected, Told.Of(sent));

    [Theory]
    [InlineData("]C101{G}10A21B", 19)]
    [InlineData("]C101{G}10LOT117261130", 22)]
    [InlineData("]C101{G}10LOT111261130", 22)]
    [InlineData("]C101{G}10LOT113261130", 22)]
    [InlineData("]C101{G}10LOT115261130", 22)]
    [InlineData("]C101{G}10LOT17261330", -1)]
    [InlineData("]C101{G}1726113010L17261130", -1)]
    [InlineData("]C101{G}10A1", -1)]
    public void A_lost_GS_is_suspected_where_another_element_seems_to_begin(string sent, int at)
    {
        var warnings = Assert.IsType<Reading.Item>(Told.Read(sent)).Warnings;
        Assert.Equal(at, warnings.Count == 0 ? -1 : Assert.Single(warnings).At);
    }

    [Theory]
    [InlineData(2026, "760101", 2076)]
    [InlineData(2026, "770101", 1977)]
    [InlineData(2026, "260101", 2026)]
    [InlineData(2049, "000101", 2000)]
    [InlineData(2050, "000101", 2100)]
    [InlineData(2051, "010101", 2101)]
    [InlineData(2099, "490101", 2149)]
    [InlineData(2099, "500101", 2050)]
    public void The_century_slides_with_the_clock(int thisYear, string date, int year)
    {
        var reader = new Gs1Reader(new FixedTime(thisYear));
        var item = Assert.IsType<Reading.Item>(reader.Read(new Symbol("C1", $"01{Told.Gtin}17{date}")));
        Assert.Equal(new DateOnly(year, 1, 1), item.Expires);
    }

    [Theory]
    [InlineData("]C101{G}70032611301200", 30)]
    [InlineData("]C101{G}70032611301200␝17261128", 28)]
    [InlineData("]C101{G}15261128", null)]
    public void The_last_day_of_use_is_AI_17_or_that_of_7003(string sent, int? day) =>
        Assert.Equal(day, Assert.IsType<Reading.Item>(Told.Read(sent)).Expires?.Day);

    [Theory]
    [InlineData("]C121S1␝10A/1␝01{G}15261130", "https://id.gs1.org/01/08936012345674/10/A%2F1/21/S1?15=261130")]
    [InlineData("]C101{G}3103001500422704␝", "https://id.gs1.org/01/08936012345674?3103=001500&422=704")]
    [InlineData("]C101{G}422704␝3103001500", "https://id.gs1.org/01/08936012345674?3103=001500&422=704")]
    [InlineData("]C101{G}235T", "https://id.gs1.org/01/08936012345674/235/T")]
    [InlineData("]C110A", null)]
    public void The_canonical_Digital_Link_does_not_depend_on_the_order_in_the_carrier(string sent, string? link) =>
        Assert.Equal(link, Assert.IsType<Reading.Item>(Told.Read(sent)).DigitalLink);
}
