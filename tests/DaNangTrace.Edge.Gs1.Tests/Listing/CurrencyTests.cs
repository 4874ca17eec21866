namespace DaNangTrace.Edge.Gs1.Tests.Listing;

public sealed class CurrencyTests
{
    [Theory]
    [InlineData("704", "VND", 0)]
    [InlineData("008", "ALL", 2)]
    [InlineData("048", "BHD", 3)]
    [InlineData("840", "USD", 2)]
    [InlineData("978", "EUR", 2)]
    [InlineData("990", "CLF", 4)]
    [InlineData("959", "XAU", null)]
    [InlineData("999", "XXX", null)]
    public void A_currency_is_found_by_its_number(string number, string letters, int? decimals)
    {
        Assert.True(Currency.TryFind(number, out var currency));
        Assert.Equal((number, letters, decimals), (currency.Number, currency.Alpha3, currency.Decimals));
    }

    [Theory]
    [InlineData("")]
    [InlineData("70")]
    [InlineData("7040")]
    [InlineData("000")]
    [InlineData("VND")]
    public void What_is_no_number_of_a_currency_is_not_found(string text) =>
        Assert.False(Currency.TryFind(text, out _));

    [Fact]
    public void The_list_has_the_179_currencies_of_the_reference_each_once_and_in_order()
    {
        Assert.Equal(179, Currency.All.Count);
        Assert.Equal(179, Currency.All.Select(x => x.Alpha3).Distinct().Count());
        Assert.Equal(Currency.All.Select(x => x.Number).Distinct().Order(StringComparer.Ordinal),
            Currency.All.Select(x => x.Number));
        Assert.Equal(179, Enumerable.Range(0, 1000).Count(x => Currency.TryFind($"{x:D3}", out _)));
        Assert.All(Currency.All, x => Assert.Matches("^[A-Z]{3}$", x.Alpha3));
    }

    [Fact]
    public void The_list_of_packages_has_the_431_kinds_of_the_reference() => Assert.Equal(431, PackageTypes.Count);
}
