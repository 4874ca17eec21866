namespace DaNangTrace.Edge.Gs1.Tests.Listing;

public sealed class CountryTests
{
    [Fact]
    public void A_country_is_found_by_number_and_by_letters()
    {
        Assert.True(Country.TryFind("704", out var byNumber));
        Assert.True(Country.TryFindAlpha2("VN", out var byLetters));
        Assert.Same(byNumber, byLetters);
        Assert.Equal(("704", "VN", "Vietnam", "Việt Nam"),
            (byNumber.Number, byNumber.Alpha2, byNumber.EnglishName, byNumber.VietnameseName));
    }

    [Theory]
    [InlineData("004", "AF")]
    [InlineData("156", "CN")]
    [InlineData("418", "LA")]
    [InlineData("826", "GB")]
    [InlineData("840", "US")]
    [InlineData("894", "ZM")]
    public void Number_and_letters_belong_together(string number, string letters)
    {
        Assert.True(Country.TryFind(number, out var country));
        Assert.Equal(letters, country.Alpha2);
    }

    [Theory]
    [InlineData("")]
    [InlineData("70")]
    [InlineData("7040")]
    [InlineData("999")]
    [InlineData("７04")]
    [InlineData("VN")]
    public void What_is_no_number_of_a_country_is_not_found(string text) =>
        Assert.False(Country.TryFind(text, out _));

    [Theory]
    [InlineData("")]
    [InlineData("V")]
    [InlineData("VNM")]
    [InlineData("vn")]
    [InlineData("XX")]
    [InlineData("704")]
    public void What_is_no_pair_of_letters_of_a_country_is_not_found(string text) =>
        Assert.False(Country.TryFindAlpha2(text, out _));

    [Fact]
    public void The_list_has_the_249_countries_of_the_reference_each_once_and_in_order()
    {
        Assert.Equal(249, Country.All.Count);
        Assert.Equal(249, Country.All.Select(x => x.Alpha2).Distinct().Count());
        Assert.Equal(Country.All.Select(x => x.Number).Distinct().Order(StringComparer.Ordinal),
            Country.All.Select(x => x.Number));
        Assert.Equal(249, Enumerable.Range(0, 1000).Count(x => Country.TryFind($"{x:D3}", out _)));
        Assert.Equal(249, Letters().Count(x => Country.TryFindAlpha2(x, out _)));
    }

    [Fact]
    public void Each_country_has_two_names_without_what_a_list_leaves_behind() =>
        Assert.All(Country.All, x =>
        {
            foreach (var name in new[] { x.EnglishName, x.VietnameseName })
            {
                Assert.NotEmpty(name);
                Assert.Equal(name.Trim(), name);
                Assert.DoesNotContain(name, c => c is '|' or '\r' or '\n');
                Assert.NotEqual("undefined", name);
            }
        });

    private static IEnumerable<string> Letters() =>
        from first in Enumerable.Range('A', 26)
        from second in Enumerable.Range('A', 26)
        select $"{(char)first}{(char)second}";
}
