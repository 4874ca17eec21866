using DaNangTrace.Edge.Gs1.Tests.Kit;

namespace DaNangTrace.Edge.Gs1.Tests;

public sealed class NumberTests
{
    [Theory]
    [InlineData("{E}", "item (01){G}", "E0")]
    [InlineData("8936012345673", "unreadable check-digit", "E0")]
    [InlineData("012345678905", "item (01)00012345678905", "E0")]
    [InlineData("012345678904", "unreadable check-digit", "E0")]
    [InlineData("18936012345671", "item (01)18936012345671", "I1")]
    [InlineData("18936012345672", "unreadable check-digit", "I1")]
    [InlineData("96385074", "item (01)00000096385074", "E4")]
    [InlineData("96385075", "unreadable check-digit", "E4")]
    [InlineData("04252614", "item (01)00042100005264", "E0")]
    [InlineData("2012345678903", "item (01)02012345678903 ! restricted", "E0")]
    public void A_bare_number_is_read_by_its_length_and_says_that_its_carrier_was_inferred(
        string sent, string expected, string symbology)
    {
        var reading = Told.Read(sent);
        Assert.Equal(expected, Told.Of(reading));
        Assert.Equal(symbology, reading.Symbology);
        Assert.True(reading.Inferred);
    }

    [Theory]
    [InlineData("]E0012345678905", "item (01)00012345678905")]
    [InlineData("]E001234565", "item (01)00012345000065")]
    [InlineData("]E496385074", "item (01)00000096385074")]
    [InlineData("]E496385075", "unreadable check-digit")]
    [InlineData("]E49638507", "unreadable length")]
    [InlineData("]E0893601234567X", "unreadable not-digits")]
    [InlineData("]E0", "unreadable empty")]
    [InlineData("]E3{E}", "item (01){G}")]
    [InlineData("]E3{E}12", "item (01){G} ! add-on")]
    [InlineData("]E3{E}51299", "item (01){G} ! add-on")]
    [InlineData("]E301234567890551299", "item (01)00012345678905 ! add-on")]
    [InlineData("]E3893601234567351299", "unreadable check-digit")]
    [InlineData("]I118936012345671", "item (01)18936012345671")]
    [InlineData("]I118936012345672", "unreadable check-digit")]
    [InlineData("]I31893601234567", "item (01)18936012345671")]
    [InlineData("]I1123456", "text 6")]
    [InlineData("]C0{E}", "item (01){G}")]
    [InlineData("]Q1{E}", "item (01){G}")]
    [InlineData("]Q18936012345673", "text 13")]
    [InlineData("]Q196385074", "text 8")]
    [InlineData("]E112", "text 2")]
    public void A_number_under_an_identifier_is_read_as_that_carrier_s(string sent, string expected)
    {
        var reading = Told.Read(sent);
        Assert.Equal(expected, Told.Of(reading));
        Assert.Equal(sent[1..3], reading.Symbology);
        Assert.False(reading.Inferred);
    }

    [Fact]
    public void A_shop_s_own_number_is_an_item_without_a_place_on_the_web()
    {
        var item = Assert.IsType<Reading.Item>(Told.Read("]E02012345678903"));
        Assert.True(item.Gtin!.IsRestricted);
        Assert.Null(item.DigitalLink);
    }

    [Fact]
    public void A_fault_in_the_check_digit_stands_at_the_check_digit()
    {
        var fault = Assert.Single(Assert.IsType<Reading.Unreadable>(Told.Read("]E08936012345673")).Faults);
        Assert.Equal(("check-digit", 12), (fault.Code, fault.At));
    }

    [Theory]
    [InlineData("]C101989360123456773103001500", "item (01)98936012345677(3103)001500", true)]
    [InlineData("]C101{G}3103001500", "item (01){G}(3103)001500", false)]
    public void An_item_of_variable_measure_says_so(string sent, string expected, bool isVariable)
    {
        var item = Assert.IsType<Reading.Item>(Told.Read(sent));
        Assert.Equal((expected, isVariable), (Told.Of(item), item.Gtin!.IsVariableMeasure));
    }
}
