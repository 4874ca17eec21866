using System.Text;
using DaNangTrace.Edge.Kiosk.Tracing.Asking;

namespace DaNangTrace.Edge.Kiosk.Tests.Tracing.Asking;

public sealed class LinksetTests
{
    private const string Gtin = "08936012345674";
    private static readonly Uri Here = new($"https://id.example/01/{Gtin}");

    [Theory]
    [InlineData("https://ref.gs1.org/voc/")]
    [InlineData("https://gs1.org/voc/")]
    [InlineData("https://www.gs1.org/voc/")]
    [InlineData("http://www.gs1.org/voc/")]
    [InlineData("http://gs1.org/voc/")]
    [InlineData("gs1:")]
    public void Link_types_are_known_in_every_form_that_resolvers_write(string vocabulary) =>
        Assert.Equal(
            new Uri("https://data.example/p"),
            Read($$"""{"linkset":[{"{{vocabulary}}masterData":[{"href":"https://data.example/p"}]}]}""").Find("masterData"));

    [Fact]
    public void Of_several_links_the_one_that_a_kiosk_reads_best_is_taken()
    {
        var links = Read("""
            {"linkset":[{"https://ref.gs1.org/voc/pip":[
              {"href":"https://data.example/page","type":"text/html"},
              {"href":"https://data.example/some"},
              {"href":"https://data.example/json","type":"application/json"},
              {"href":"https://data.example/en","type":"application/ld+json","hreflang":["en"]},
              {"href":"https://data.example/vi","type":"application/ld+json; charset=utf-8","hreflang":["vi"]}]}]}
            """);

        Assert.Equal(new Uri("https://data.example/vi"), links.Find("pip"));
    }

    [Fact]
    public void A_page_for_people_is_no_data() => Assert.Null(
        Read("""{"linkset":[{"https://ref.gs1.org/voc/pip":[{"href":"https://x.example/","type":"text/html"}]}]}""")
            .Find("pip"));

    [Fact]
    public void A_link_may_be_relative() => Assert.Equal(
        new Uri("https://id.example/data/1"),
        Read("""{"linkset":[{"https://ref.gs1.org/voc/masterData":[{"href":"/data/1"}]}]}""").Find("masterData"));

    [Theory]
    [InlineData("https://id.example/01/08936012345674", true)]
    [InlineData("https://id.example/01/8936012345674/10/A", true)]
    [InlineData("/01/08936012345674", true)]
    [InlineData("https://id.example/01/09520001000010", false)]
    public void Links_of_another_product_are_not_taken(string anchor, bool isTaken)
    {
        var linkset = $$"""
            {"linkset":[{"anchor":"{{anchor}}","https://ref.gs1.org/voc/masterData":[{"href":"https://x.example/"}]}]}
            """;

        if (isTaken)
            Assert.NotNull(Read(linkset).Find("masterData"));
        else
            Assert.Contains("another product", Assert.Throws<DocumentException>(() => Read(linkset)).Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"linkset":{}}""")]
    [InlineData("""{"linkset":[1]}""")]
    [InlineData("""{"linkset":[{"anchor":""")]
    public void What_is_no_linkset_is_told(string text) => Assert.Throws<DocumentException>(() => Read(text));

    [Theory]
    [InlineData("""{"linkset":[]}""")]
    [InlineData("""{"linkset":[{}]}""")]
    [InlineData("""{"linkset":[{"https://ref.gs1.org/voc/masterData":1}]}""")]
    [InlineData("""{"linkset":[{"https://ref.gs1.org/voc/masterData":[1,{"href":2},{"href":"https://["}]}]}""")]
    public void What_leads_nowhere_is_passed_over(string text) => Assert.Null(Read(text).Find("masterData"));

    [Fact]
    public void There_is_an_end_to_links()
    {
        var many = string.Join(',', Enumerable.Repeat("""{"href":"https://x.example/"}""", 201));

        Assert.Throws<DocumentException>(
            () => Read($$"""{"linkset":[{"https://ref.gs1.org/voc/pip":[{{many}}]}]}"""));
    }

    private static Linkset Read(string text) => Linkset.Read(Encoding.UTF8.GetBytes(text), Here, Gtin);
}
