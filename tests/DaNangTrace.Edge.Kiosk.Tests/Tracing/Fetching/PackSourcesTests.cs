using DaNangTrace.Edge.Kiosk.Tracing.Fetching;

namespace DaNangTrace.Edge.Kiosk.Tests.Tracing.Fetching;

/// <summary>From where packs are fetched without a person who typed the address.</summary>
public sealed class PackSourcesTests
{
    [Theory]
    [InlineData("https://packs.example/han/", "https://packs.example/han/17/")]
    [InlineData("https://packs.example/han", "https://packs.example/han/17")]
    [InlineData("https://packs.example/han/", "https://packs.example/han/")]
    [InlineData("https://packs.example/han/", "https://PACKS.example:443/han/17/manifest.json")]
    [InlineData("https://packs.example", "https://packs.example/any/where/")]
    [InlineData("http://127.0.0.1:8099/", "http://127.0.0.1:8099/17/")]
    [InlineData("http://[::1]:8099/", "http://[::1]:8099/17/")]
    public void What_is_below_a_named_address_is_allowed(string source, string url)
    {
        Assert.True(new PackSources([source]).TryAllow(url, out var address, out var fault), fault);
        Assert.EndsWith("/", address.AbsoluteUri, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://packs.example/han/17/")]
    [InlineData("https://packs.example:8443/han/17/")]
    [InlineData("https://packs.example.evil.example/han/17/")]
    [InlineData("https://evil.example/https://packs.example/han/")]
    [InlineData("https://packs.example/hanoi/17/")]
    [InlineData("https://packs.example/")]
    [InlineData("https://packs.example/HAN/17/")]
    [InlineData("https://packs.example/han/../other/")]
    [InlineData("https://packs.example/han/./17/")]
    [InlineData("https://packs.example/han/%2e%2e/other/")]
    [InlineData("https://packs.example/han/%2E%2E/other/")]
    [InlineData("https://packs.example/han/..%2fother/")]
    [InlineData("https://packs.example/han/a%5Cb/")]
    [InlineData("https://packs.example/han\\..\\other/")]
    [InlineData("https://user@packs.example/han/17/")]
    [InlineData("https://packs.example@evil.example/han/17/")]
    [InlineData("https://packs.example/han/17/?x=1")]
    [InlineData("https://packs.example/han/17/#x")]
    [InlineData("ftp://packs.example/han/17/")]
    [InlineData("file:///han/17/")]
    [InlineData("han/17/")]
    [InlineData("")]
    public void All_else_is_not(string url)
    {
        Assert.False(new PackSources(["https://packs.example/han/"]).TryAllow(url, out _, out var fault));
        Assert.StartsWith("its address ", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_strangers_address_a_log_gets_no_control_characters_and_not_too_many()
    {
        new PackSources(["https://packs.example/"]).TryAllow(
            "https://evil.example/\e[31m" + new string('x', 5000), out _, out var fault);

        Assert.DoesNotContain('\e', fault);
        Assert.True(fault.Length < 300, fault);
    }

    [Fact]
    public void Without_any_nothing_is_allowed()
    {
        Assert.True(new PackSources([]).AreNone);
        Assert.False(new PackSources([]).TryAllow("https://packs.example/17/", out _, out _));
    }
}
