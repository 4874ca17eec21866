using CsCheck;
using DaNangTrace.Edge.Gs1.Tests.Kit;

namespace DaNangTrace.Edge.Gs1.Tests;

/// <summary>What is written out reads back the same, in every form.</summary>
public sealed class RoundTripTests
{
    private const int Cases = 20_000;

    [Fact]
    public void An_element_string_reads_back_the_same() =>
        ElementGen.AnySet.Sample(elements => Same(elements, "d2", Gs1Writer.ElementString(elements)), iter: Cases);

    [Fact]
    public void The_bracketed_form_reads_back_the_same() =>
        ElementGen.AnySet.Sample(elements => Same(elements, "d2", Gs1Writer.Bracketed(elements)), iter: Cases);

    [Fact]
    public void A_Digital_Link_reads_back_the_same() =>
        ElementGen.LinkSet.Sample(elements =>
        {
            // The key that the set is made around; the writer would choose a GTIN that stands beside it.
            var link = CanonicalLink.Of(elements, AiTable.Find(elements[0].Ai))!;
            Same(Sorted(elements), null, link, Sorted);
            var again = Assert.IsType<Reading.Item>(Told.Reader.Read(new Symbol(null, link)));
            // A restricted number has none of its own.
            Assert.Equal(link, again.DigitalLink ?? link);
        }, iter: Cases);

    [Fact]
    public void A_compressed_Digital_Link_reads_back_the_same() =>
        ElementGen.LinkSet.Sample(elements =>
        {
            var link = Gs1Writer.CompressedLink(elements);
            Assert.NotNull(link);
            Same(Sorted(elements), null, link, Sorted);
        }, iter: Cases);

    [Fact]
    public void The_human_readable_form_leaves_values_as_they_are() =>
        Assert.Equal("(01)08936012345674(10)A(1",
            Gs1Writer.HumanReadable(Assert.IsType<Reading.Item>(Told.Read(@"(01){G}(10)A\(1")).Elements));

    [Theory]
    [InlineData("]d201{G}10A␝21B", "01{G}10A␝21B")]
    [InlineData("]d210A␝01{G}", "10A␝01{G}")]
    [InlineData("]d201{G}17261130␝10A␝", "01{G}1726113010A")]
    [InlineData("]E0{E}", "01{G}")]
    public void A_GS_is_written_only_where_it_is_needed(string sent, string written) =>
        Assert.Equal(written.Replace('␝', '\u001D').Replace("{G}", Told.Gtin, StringComparison.Ordinal),
            Gs1Writer.ElementString(Assert.IsType<Reading.Item>(Told.Read(sent)).Elements));

    [Fact]
    public void The_example_of_the_standard_is_unpacked() =>
        Assert.Equal("item (01)09506000134376(10)LOT01", Told.Of("https://id.gs1.org/ARFKk4XB0CDKWcnpq"));

    [Theory]
    [InlineData("01", "08936012345674", "255", "8936012345674")]
    [InlineData("253", "8936012345674", "8030", "AbCd")]
    [InlineData("10", "LOT1", "21", "S1")]
    [InlineData("01", "08936012345673", "10", "LOT1")]
    public void A_token_that_breaks_a_rule_makes_an_ordinary_address(
        string ai, string value, string otherAi, string otherValue)
    {
        (ApplicationIdentifier, string)[] elements = [(AiTable.Find(ai)!, value), (AiTable.Find(otherAi)!, otherValue)];
        Assert.True(CompressedToken.TryPack(elements, optimise: false, out var token));
        Assert.Equal("web id.gs1.org", Told.Of($"https://id.gs1.org/{token}"));
    }

    [Theory]
    [InlineData("https://other.example/ARFKk4XB0CDKWcnpq", "web other.example")]
    [InlineData("https://ID.GS1.org/ARFKk4XB0CDKWcnpq?s4t=1", "item (01)09506000134376(10)LOT01")]
    [InlineData("https://id.gs1.org/ARFKk4XB0CDKWcnpq?17=261130", "item (01)09506000134376(10)LOT01(17)261130")]
    [InlineData("https://id.gs1.org/ARFKk4XB0CDKWcnpq/", "item (01)09506000134376(10)LOT01 ! trailing-slash")]
    [InlineData("https://id.gs1.org/x/ARFKk4XB0CDKWcnpq", "web id.gs1.org")]
    [InlineData("https://id.gs1.org/ARFKk4XB0CDKWcnp", "web id.gs1.org")]
    [InlineData("https://id.gs1.org/", "web id.gs1.org")]
    public void A_token_is_unpacked_on_listed_hosts_alone(string sent, string expected) =>
        Assert.Equal(expected, Told.Of(sent));

    [Theory]
    [InlineData("https://id.gs1.org/01/{G}/{T}", "item (01){G}(10)LOT01(17)261130")]
    [InlineData("https://id.gs1.org/01/{G}/22/V/{T}", "item (01){G}(22)V(10)LOT01(17)261130")]
    [InlineData("https://id.gs1.org/01/08936012345673/{T}", "web id.gs1.org")]
    [InlineData("https://id.gs1.org/{T}", "web id.gs1.org")]
    public void Behind_a_key_in_plain_the_rest_may_be_a_token(string sent, string expected)
    {
        (ApplicationIdentifier, string)[] rest = [(AiTable.Find("10")!, "LOT01"), (AiTable.Find("17")!, "261130")];
        Assert.True(CompressedToken.TryPack(rest, optimise: true, out var token));
        Assert.Equal(expected, Told.Of(sent.Replace("{T}", token, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("truyxuất.vn")]
    [InlineData("xn--truyxut-co4c.vn")]
    [InlineData("TRUYXUẤT.vn")]
    public void A_listed_host_is_known_in_each_spelling(string host)
    {
        var reader = new Gs1Reader(new FixedTime(2026), new Gs1Options { CompressedHosts = ["xn--truyxut-co4c.vn"] });
        var reading = reader.Read(new Symbol(null, $"https://{host}/ARFKk4XB0CDKWcnpq"));
        Assert.Equal("item (01)09506000134376(10)LOT01", Told.Of(reading));
    }

    [Fact]
    public void The_first_of_two_qualifier_sequences_that_hold_as_much_is_written() => Assert.Equal(
        "https://example.com/p/01/08936012345674/10/B",
        Gs1Writer.DigitalLink(
            Assert.IsType<Reading.Item>(Told.Read("]d201{G}235A␝10B")).Elements, "https://example.com/p/"));

    [Fact]
    public void An_unknown_AI_can_t_be_written() => Assert.Throws<ArgumentException>(
        () => Gs1Writer.ElementString([new Element("05", "1", ""), new Element("10", "A", "")]));

    private static Element[] Sorted(IEnumerable<Element> elements) =>
        [.. elements.OrderBy(x => x.Ai, StringComparer.Ordinal)];

    private static void Same(
        Element[] elements, string? identifier, string written, Func<IEnumerable<Element>, Element[]>? order = null)
    {
        var reading = Told.Reader.Read(new Symbol(identifier, written));
        if (reading is not Reading.Item item)
        {
            Assert.Fail($"{written} is {Told.Of(reading)}");
            return;
        }
        Assert.Equal(elements, order is null ? item.Elements : order(item.Elements));
    }
}
