using System.Net;
using DaNangTrace.Edge.Acceptance.Kit;
using DaNangTrace.Edge.Fleet.Tests.Kit;

namespace DaNangTrace.Edge.Fleet.Tests.Pages;

/// <summary>Who may ask the page, and what the page may ask for.</summary>
public sealed class PageGuardTests(PageGuardTests.LonePage page) : IClassFixture<PageGuardTests.LonePage>
{
    private readonly HttpClient client = page.Client;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("localhost:9", HttpStatusCode.OK)]
    [InlineData("[::1]", HttpStatusCode.OK)]
    [InlineData("kiosk.example", HttpStatusCode.OK)]
    [InlineData("evil.example", HttpStatusCode.BadRequest)]
    [InlineData("127.0.0.1.evil.example", HttpStatusCode.BadRequest)]
    public async Task A_host_that_is_neither_loopback_nor_named_is_refused(string host, HttpStatusCode code)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "");
        request.Headers.Host = host;

        using var response = await client.SendAsync(request, Stop);

        Assert.Equal(code, response.StatusCode);
    }

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("http://127.0.0.1:1")]
    [InlineData("null")]
    public async Task Another_sites_page_gets_no_connection(string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "_blazor/negotiate?negotiateVersion=1");
        request.Headers.Add("Origin", origin);

        using var response = await client.SendAsync(request, Stop);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task Every_answer_forbids_what_the_page_does_not_need()
    {
        foreach (var path in new[] { "", "fleet.css", "_framework/blazor.web.js", "nothing-here" })
        {
            using var response = await client.GetAsync(new Uri(path, UriKind.Relative), Stop);
            var policy = response.Headers.GetValues("Content-Security-Policy").Single();
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        }
    }

    [Fact]
    public async Task Everything_the_page_names_comes_from_the_program_itself()
    {
        var page = await client.GetStringAsync("", Stop);
        // Not any two slashes: a token of the framework may hold them by chance.
        Assert.DoesNotMatch("(href|src)=\"(https?:)?//", page);

        foreach (var weight in new[] { 400, 500, 600, 700, 800 })
        {
            using var font = await client.GetAsync(
                new Uri($"fonts/be-vietnam-pro-{weight}.woff2", UriKind.Relative), Stop);
            Assert.Equal(HttpStatusCode.OK, font.StatusCode);
            Assert.Equal("wOF2"u8.ToArray(), (await font.Content.ReadAsByteArrayAsync(Stop))[..4]);
        }
    }

    /// <summary>One program for all of these tests; its broker never comes.</summary>
    public sealed class LonePage : IAsyncLifetime
    {
        private readonly TempFolder folder = new();
        private FleetProcess fleet = null!;

        internal HttpClient Client { get; } = new();

        public async ValueTask InitializeAsync()
        {
            var port = FreePort.Take();
            fleet = await FleetProcess.StartAsync(
                "--broker", $"mqtt://127.0.0.1:{FreePort.Take()}", "--port", $"{port}",
                "--data", folder.File("data"), "--hosts", "kiosk.example");
            Client.BaseAddress = new Uri($"http://127.0.0.1:{port}/");
        }

        public async ValueTask DisposeAsync()
        {
            await fleet.DisposeAsync();
            Client.Dispose();
            folder.Dispose();
        }
    }
}
