using DaNangTrace.Edge.Kiosk.Showing;

namespace DaNangTrace.Edge.Kiosk.Tests.Showing;

public class PublicPageTests
{
    private const string Gtin = "09520001000010";

    [Theory]
    [InlineData("https://trace.example/p/{gtin}", "https://trace.example/p/09520001000010")]
    [InlineData("https://trace.example/?g={gtin}&x=1", "https://trace.example/?g=09520001000010&x=1")]
    [InlineData("https://trace.example/p/{gtin}{?lot,serial}", "https://trace.example/p/09520001000010?lot=A%201&serial=S%23")]
    public void Addresses_are_made_of_the_template(string template, string expected)
    {
        Assert.True(PublicPage.TryRead(template, out var page, out _));
        Assert.Equal(expected, page.AddressOf(Gtin, "A 1", "S#"));
    }

    [Fact]
    public void What_is_not_known_is_left_out()
    {
        Assert.True(PublicPage.TryRead("https://trace.example/p/{gtin}{?lot,serial}", out var page, out _));
        Assert.Equal("https://trace.example/p/09520001000010", page.AddressOf(Gtin, null, null));
        Assert.Equal("https://trace.example/p/09520001000010?serial=S1", page.AddressOf(Gtin, null, "S1"));
    }

    [Theory]
    [InlineData("http://trace.example/p/{gtin}")]
    [InlineData("https://trace.example/p/")]
    [InlineData("https://user@trace.example/p/{gtin}")]
    [InlineData("https://trace.example/p/{gtin}#x")]
    [InlineData("https://trace.example/p/{gtin}?a=1{?lot,serial}")]
    [InlineData("https://trace.example/{?lot,serial}{gtin}")]
    [InlineData("https://trace.example/p/{gtin}/{lot}")]
    [InlineData("javascript:alert({gtin})")]
    [InlineData("{gtin}")]
    public void What_is_no_template_is_refused_with_what_is_expected(string template)
    {
        Assert.False(PublicPage.TryRead(template, out var page, out var fault));
        Assert.Null(page);
        Assert.Contains("expected https://HOST/", fault, StringComparison.Ordinal);
    }
}
