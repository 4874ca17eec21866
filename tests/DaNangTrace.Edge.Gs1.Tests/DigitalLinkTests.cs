using DaNangTrace.Edge.Gs1.Tests.Kit;

namespace DaNangTrace.Edge.Gs1.Tests;

public sealed class DigitalLinkTests
{
    [Theory]
    [InlineData("https://example.com/01/{G}", "item (01){G}")]
    [InlineData("hTTp://Example.COM:8080/shop/vi/01/{G}/10/A1/21/B2?17=261130&linkType=gs1:pip#top",
        "item (01){G}(10)A1(21)B2(17)261130")]
    [InlineData("https://id.gs1.org/01/{G}/22/V/10/A/21/S", "item (01){G}(22)V(10)A(21)S")]
    [InlineData("https://id.gs1.org/01/{G}/22/V/21/S", "item (01){G}(22)V(21)S")]
    [InlineData("https://id.gs1.org/01/{G}/235/T", "item (01){G}(235)T")]
    [InlineData("https://id.gs1.org/01/{G}/10/A/235/T", "unreadable qualifier-order")]
    [InlineData("https://id.gs1.org/01/{G}/10/A/22/V", "unreadable qualifier-order")]
    [InlineData("https://id.gs1.org/01/{G}/10/A/10/B", "unreadable repeat")]
    [InlineData("https://id.gs1.org/01/{G}/17/261130", "unreadable not-a-qualifier")]
    [InlineData("https://id.gs1.org/01/{G}/lot/A1", "unreadable no-ai")]
    [InlineData("https://id.gs1.org/01/{G}?10=A1", "unreadable not-an-attribute")]
    [InlineData("https://id.gs1.org/00/006141411234567890?10=A1", "item (00)006141411234567890(10)A1 ! required-ai")]
    [InlineData("https://id.gs1.org/01/{G}?21=A1", "unreadable not-an-attribute")]
    [InlineData("https://id.gs1.org/01/{G}?05=A1", "unreadable no-ai")]
    [InlineData("https://id.gs1.org/01/{G}?17=", "unreadable missing-value")]
    [InlineData("https://id.gs1.org/01/{G}?17=261301", "unreadable month")]
    [InlineData("https://id.gs1.org/01/{G}?&&utm=1&=x", "item (01){G}")]
    [InlineData("https://id.gs1.org/01/{G}?240=A%2BB", "item (01){G}(240)A+B")]
    [InlineData("https://id.gs1.org/01/{G}?240=A+B", "unreadable character")]
    [InlineData("https://id.gs1.org/01/{G}/10/A+B", "item (01){G}(10)A+B")]
    [InlineData("https://id.gs1.org/01/{G}/10/A%zzB", "item (01){G}(10)A%zzB")]
    [InlineData("https://id.gs1.org/01/{G}/10/A%", "item (01){G}(10)A%")]
    [InlineData("https://id.gs1.org/01/{G}/10/%00", "unreadable character")]
    [InlineData("https://id.gs1.org/01/{G}/10/%FF", "unreadable character")]
    [InlineData("https://id.gs1.org/01/{G}/10/", "web id.gs1.org")]
    [InlineData("https://id.gs1.org/01/{G}/10//21/S", "unreadable missing-value")]
    [InlineData("https://id.gs1.org/01/{E}", "item (01){G} ! padded")]
    [InlineData("https://id.gs1.org/01/96385074", "item (01)00000096385074 ! padded")]
    [InlineData("https://id.gs1.org/01/{G}/", "item (01){G} ! trailing-slash")]
    [InlineData("https://id.gs1.org/01/08936012345673", "unreadable check-digit")]
    [InlineData("https://id.gs1.org/01/0893601234567%34", "item (01){G}")]
    [InlineData("https://id.gs1.org/253/893601234567%34A", "item (253)8936012345674A")]
    [InlineData("https://id.gs1.org/01/{G}?20261124", "item (01){G}")]
    [InlineData("https://id.gs1.org/01/{G}?17", "item (01){G}")]
    [InlineData("https://id.gs1.org/01/{G}?20261124=1", "unreadable no-ai")]
    [InlineData("https://id.gs1.org/01/{G}/10/01", "item (01){G}(10)01")]
    [InlineData("https://id.gs1.org/414/8936012345605/254/K1", "item (414)8936012345605(254)K1")]
    [InlineData("https://id.gs1.org/8004/8936012345ABC", "item (8004)8936012345ABC")]
    [InlineData("https://a/01/{G}/00/006141411234567890", "item (00)006141411234567890")]
    [InlineData("https://id.gs1.org/gtin/{G}", "web id.gs1.org")]
    [InlineData("https://news.vn/2026/01/harvest", "web news.vn")]
    [InlineData("https://news.vn/01/12", "web news.vn")]
    [InlineData("https://news.vn/401/unauthorized", "web news.vn")]
    [InlineData("https://id.gs1.org/", "web id.gs1.org")]
    [InlineData("https://id.gs1.org", "web id.gs1.org")]
    [InlineData("ftp://id.gs1.org/01/{G}", "text 34")]
    public void An_address_is_a_product_code_only_by_the_standard(string sent, string expected) =>
        Assert.Equal(expected, Told.Of(sent));

    [Theory]
    [InlineData("https://id.gs1.org/01/{G}/21/B2/10/A1", 37)]
    [InlineData("https://id.gs1.org/01/{G}/10/A%20B", 41)]
    [InlineData("https://id.gs1.org/01/{G}/10/AB%20", 42)]
    [InlineData("https://id.gs1.org/01/{G}?17=261301", 42)]
    public void A_fault_tells_where_it_stands(string sent, int at)
    {
        var fault = Assert.Single(Assert.IsType<Reading.Unreadable>(Told.Read(sent)).Faults);
        Assert.Equal(at, fault.At);
    }

    [Fact]
    public void Its_canonical_form_is_the_same_wherever_it_came_from() => Assert.Equal(
        "https://id.gs1.org/01/08936012345674/10/A%2F1?17=261130",
        Assert.IsType<Reading.Item>(Told.Read("HTTP://x.vn/p/01/{E}/10/A%2f1/?17=261130&a=b")).DigitalLink);
}
