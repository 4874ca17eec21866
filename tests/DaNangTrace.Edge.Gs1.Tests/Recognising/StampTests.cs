using DaNangTrace.Edge.Gs1.Tests.Kit;

namespace DaNangTrace.Edge.Gs1.Tests.Recognising;

public sealed class StampTests
{
    [Theory]
    [InlineData("https://tem.example/t/ABCD1234", "ABCD1234")]
    [InlineData("HTTP://TEM.EXAMPLE:8080/t/ABCD1234?x=1#y", "ABCD1234")]
    [InlineData("https://user:secret@tem.example./t/ABCD1234", "ABCD1234")]
    [InlineData("https://tem.example/T/ABCD1234", null)]
    [InlineData("https://tem.example/t/", null)]
    [InlineData("https://tem.example", null)]
    [InlineData("https://other.example/t/ABCD1234", null)]
    [InlineData("https://tem.example.other.example/t/ABCD1234", null)]
    [InlineData("https://tem.example@other.example/t/ABCD1234", null)]
    [InlineData("https://tem.example/t/AB CD", null)]
    [InlineData("https://tem.example/t/ABé", null)]
    [InlineData("https://tem.example/t/AB\u202ECD", null)]
    [InlineData("https://tem.example/t/AB\uD800CD", null)]
    public void A_stamp_is_known_by_its_host_and_its_pattern(string sent, string? expected)
    {
        var web = Assert.IsType<Reading.Web>(Reader("^/t/(?<code>[^?#]+)").Read(Symbol.Parse(sent)));
        Assert.Equal(expected is null ? null : new Stamp("tem", expected), web.Stamp);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void A_trace_code_has_64_characters_at_most(int length, bool taken)
    {
        var sent = "https://tem.example/t/" + new string('A', length);
        Assert.Equal(taken, Reader("^/t/(?<code>.*)").Read(Symbol.Parse(sent)) is Reading.Web { Stamp: not null });
    }

    [Fact]
    public void The_first_vendor_that_fits_wins()
    {
        var options = new Gs1Options
        {
            Stamps = [Make("a", "^/a/(?<code>.+)"), Make("b", "^/(?:a|b)/(?<code>.+)"), Make("c", "(?<code>.+)")],
        };
        var reader = new Gs1Reader(new FixedTime(2026), options);

        Assert.Equal(new Stamp("a", "x"), StampOf("https://tem.example/a/x"));
        Assert.Equal(new Stamp("b", "x"), StampOf("https://tem.example/b/x"));
        Assert.Equal(new Stamp("c", "/c/x"), StampOf("https://tem.example/c/x"));

        Stamp? StampOf(string sent) => ((Reading.Web)reader.Read(Symbol.Parse(sent))).Stamp;
    }

    [Theory]
    [InlineData("(?<code>a", "Not enough )'s")]
    [InlineData("(a)", "no group (?<code>…)")]
    [InlineData("(?<Code>a)", "no group (?<code>…)")]
    [InlineData("(?<=x)(?<code>a)", "lookbehind")]
    [InlineData("(?<code>a)\\1", "backreference")]
    [InlineData("(?>a)(?<code>b)", "atomic")]
    [InlineData("(?<code>((a{1,999}){1,999}){1,999})", "nodes")]
    public void A_pattern_that_can_t_run_in_linear_time_is_refused_with_the_reason(string pattern, string told)
    {
        Assert.False(StampRecogniser.TryCreate("x", ["x.example"], pattern, out var none, out var problem));
        Assert.Null(none);
        Assert.Contains(told, problem, StringComparison.Ordinal);
        // Trusted all the same, it finds nothing and throws nothing.
        Assert.Null(StampRecogniser.Trusted("x", ["x.example"], pattern).Find("x.example", "/a"));
    }

    [Fact]
    public void A_pattern_that_is_slow_on_the_longest_address_ends_in_time()
    {
        var sent = "https://tem.example/" + new string('a', Symbol.MaxLength - 20);
        var begun = TimeProvider.System.GetTimestamp();
        var reading = Reader("(?<code>.*a.{500})b").Read(Symbol.Parse(sent));

        Assert.IsType<Reading.Web>(reading);
        // Generous: a shared machine may be slow; without a limit the worst pattern takes minutes.
        Assert.InRange(TimeProvider.System.GetElapsedTime(begun).TotalSeconds, 0, 10);
    }

    [Theory]
    [InlineData("id.gs1.org", "id.gs1.org")]
    [InlineData("ID.GS1.Org", "id.gs1.org")]
    [InlineData("chợ.vn", "xn--ch-3bt.vn")]
    [InlineData("a_b.example", "a_b.example")]
    [InlineData("[2001:DB8::1]", "[2001:db8::1]")]
    [InlineData("", null)]
    [InlineData(".", null)]
    [InlineData("x.example.", null)]
    [InlineData("x.example:80", null)]
    [InlineData("u@x.example", null)]
    [InlineData("x.example/y", null)]
    [InlineData("x.example?y", null)]
    [InlineData("https://x.example", null)]
    [InlineData("*.example", null)]
    [InlineData("x y.example", null)]
    [InlineData("x\n.example", null)]
    [InlineData("\uD800.example", null)]
    public void A_host_is_whole_or_none(string text, string? expected)
    {
        Assert.Equal(expected is not null, Gs1Options.TryHost(text, out var host));
        Assert.Equal(expected, host);
    }

    private static Gs1Reader Reader(string pattern) =>
        new(new FixedTime(2026), new Gs1Options { Stamps = [Make("tem", pattern)] });

    private static StampRecogniser Make(string vendor, string pattern)
    {
        var isMade = StampRecogniser.TryCreate(vendor, ["Tem.example"], pattern, out var stamp, out var problem);
        Assert.True(isMade, problem);
        return stamp!;
    }
}
