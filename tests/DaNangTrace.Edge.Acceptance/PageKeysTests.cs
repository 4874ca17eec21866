using System.Net;
using System.Text;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance;

/// <summary>What the keys of the page do at the kiosk, in a real browser.</summary>
public sealed class PageKeysTests
{
    private const string Root = "document.documentElement";

    [Fact]
    public async Task A_language_is_chosen_for_every_page_and_a_page_that_comes_later()
    {
        await using var kiosk = await SeenKiosk.StartAsync(
            all => all["showing"] = Section("""{ "sceneSeconds": 300 }"""));
        await using var other = await Browser.StartAsync();
        await other.OpenAsync(kiosk.Place.Address);
        await kiosk.ScanAsync(Codes.Known);

        await kiosk.ChooseAsync("en");
        await other.UntilAsync($"{Root}.lang === 'en' && {Root}.dataset.scene === 'known'");

        await using var late = await Browser.StartAsync();
        await late.OpenAsync(kiosk.Place.Address);
        await late.UntilAsync($"{Root}.lang === 'en' && {Root}.dataset.scene === 'known'");
    }

    [Fact]
    public async Task The_first_language_comes_back_when_nobody_is_there()
    {
        await using var kiosk = await SeenKiosk.StartAsync(all => all["showing"] = Section("""{ "sceneSeconds": 5 }"""));
        await kiosk.ChooseAsync("ko");
        await kiosk.Browser.UntilAsync($"{Root}.lang === 'vi' && {Root}.dataset.scene === 'idle'");

        await kiosk.ScanAsync(Codes.Known);
        await kiosk.ChooseAsync("zh");
        await kiosk.Browser.UntilAsync($"{Root}.lang === 'vi' && {Root}.dataset.scene === 'idle'");
    }

    [Fact]
    public async Task The_ten_facts_and_the_code_to_take_home_open_and_close()
    {
        await using var kiosk = await SeenKiosk.StartAsync(
            all => all["showing"] = Section("""{ "publicPage": "https://trace.example/p/{gtin}{?lot,serial}" }"""));
        await kiosk.ScanAsync(Codes.Known);

        await kiosk.PressAsync("facts");
        Assert.Equal(10, (await kiosk.Browser.EvaluateAsync("document.querySelectorAll('.ten-list li').length")).GetInt32());
        Assert.Equal(
            await kiosk.Browser.TextAsync("document.querySelectorAll('.ten-list .given').length + ' có'"),
            (await kiosk.Browser.SaysAsync("read"))["10 mục theo Thông tư 02/2024".Length..][..4]);
        await kiosk.PressAsync("home");
        await kiosk.Browser.UntilAsync("document.querySelector('.qr')?.naturalWidth > 0");
        await kiosk.PressAsync("back");
        await kiosk.Browser.UntilAsync("document.getElementById('name')");
        await kiosk.PressAsync("facts");
        // Who scans next sees the answer, not what the shopper before looked up.
        await kiosk.ScanAsync(Codes.Expired);
        await kiosk.Browser.UntilAsync($"{Root}.dataset.view === 'answer'");
        Assert.Empty(kiosk.Browser.Complaints);
    }

    [Fact]
    public async Task Without_a_public_page_there_is_no_key_for_taking_home()
    {
        await using var kiosk = await SeenKiosk.StartAsync();
        await kiosk.ScanAsync(Codes.Known);
        Assert.Equal(
            "easy facts", await kiosk.Browser.TextAsync(
                "[...document.querySelectorAll('#keys button')].map(key => key.dataset.key)"
                    + ".filter(key => key !== 'listen').join(' ')"));
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(kiosk.Place, HttpMethod.Get, "take-home/1", null, null));
    }

    [Fact]
    public async Task The_kiosk_hears_that_its_page_paints_and_that_it_has_stopped()
    {
        await using var kiosk = await SeenKiosk.StartAsync();
        Assert.Equal(HttpStatusCode.NoContent, await AskAsync(kiosk.Place, HttpMethod.Get, "beat", null, null));

        // The page stays connected, and no frame comes any more.
        await kiosk.Browser.EvaluateAsync("requestAnimationFrame = () => 0");
        await kiosk.Kiosk.PartAsync("display web", "degraded", TimeSpan.FromSeconds(40));

        Assert.Equal(
            HttpStatusCode.ServiceUnavailable, await AskAsync(kiosk.Place, HttpMethod.Get, "beat", null, null));
    }

    [Fact]
    public async Task A_page_beside_it_does_not_hide_that_the_kiosk_s_own_screen_stands_still()
    {
        await using var kiosk = await SeenKiosk.StartAsync();
        var beat = "beat?screen";
        Assert.Equal(
            HttpStatusCode.ServiceUnavailable, await AskAsync(kiosk.Place, HttpMethod.Get, beat, null, null));
        await using var screen = await Browser.StartAsync();
        await screen.OpenAsync($"{kiosk.Place.Address}#screen");
        await Until.TrueAsync(
            async () => await AskAsync(kiosk.Place, HttpMethod.Get, beat, null, null) == HttpStatusCode.NoContent,
            "the screen's own beat");

        await screen.EvaluateAsync("requestAnimationFrame = () => 0");
        await kiosk.Kiosk.PartAsync("display web", "degraded", TimeSpan.FromSeconds(40));

        Assert.Equal(
            HttpStatusCode.ServiceUnavailable, await AskAsync(kiosk.Place, HttpMethod.Get, beat, null, null));
        // The other one paints, as before.
        await kiosk.ScanAsync(Codes.Known);
    }

    [Fact]
    public async Task A_scene_that_the_page_can_not_paint_is_told_to_whoever_looks_after_the_kiosk()
    {
        await using var kiosk = await SeenKiosk.StartAsync();
        await kiosk.Browser.EvaluateAsync("document.getElementById('emblem').remove()");

        kiosk.Place.Line.Send(Codes.Known);

        var (status, body) = await kiosk.Kiosk.PartAsync("display web", "degraded");
        Assert.Equal(HttpStatusCode.OK, status);
        var told = body.GetProperty("parts").EnumerateArray()
            .Single(part => part.GetProperty("name").GetString() == "display web").GetProperty("message").GetString();
        Assert.Matches(@"showed how to scan: known: frame\.js:\d+ TypeError: .", told);
        Assert.Equal("idle", await kiosk.Browser.TextAsync($"{Root}.dataset.scene"));
        await Until.TrueAsync(
            () => kiosk.Kiosk.Log.Any(line => line.Contains("could not show a scene", StringComparison.Ordinal)
                && line.Contains("known: frame.js:", StringComparison.Ordinal)),
            "a line in the log");
    }

    [Theory]
    [InlineData("language", "{\"language\":\"en\"}", true, HttpStatusCode.NoContent)]
    [InlineData("language", "{\"language\":\"en\"}", false, HttpStatusCode.Forbidden)]
    [InlineData("language", "{\"language\":\"fr\"}", true, HttpStatusCode.BadRequest)]
    [InlineData("language", "{}", true, HttpStatusCode.BadRequest)]
    [InlineData("language", "{", true, HttpStatusCode.BadRequest)]
    [InlineData("touch", "null", true, HttpStatusCode.BadRequest)]
    [InlineData("touch", "{}", true, HttpStatusCode.NoContent)]
    [InlineData("touch", "{}", false, HttpStatusCode.Forbidden)]
    [InlineData("beat", "{}", false, HttpStatusCode.Forbidden)]
    public async Task Only_a_page_of_the_kiosk_s_own_may_press_its_keys(
        string path, string body, bool hasToken, HttpStatusCode expected)
    {
        await using var kiosk = await SeenKiosk.StartAsync();
        var token = hasToken ? await PageToken.OfAsync(kiosk.Place) : "0123456789abcdef0123456789abcdef";

        Assert.Equal(expected, await AskAsync(kiosk.Place, HttpMethod.Post, path, token, body));
    }

    [Fact]
    public async Task A_body_that_is_too_long_and_a_page_that_went_wild_are_refused()
    {
        await using var kiosk = await SeenKiosk.StartAsync();
        var token = await PageToken.OfAsync(kiosk.Place);
        Assert.Equal(
            HttpStatusCode.BadRequest,
            await AskAsync(kiosk.Place, HttpMethod.Post, "touch", token, $"{{\"what\":\"{new string('x', 300)}\"}}"));

        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = 8 };
        using var web = new HttpClient(handler) { BaseAddress = new Uri(kiosk.Place.Address) };
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 2_000).Select(_ => AskAsync(web, HttpMethod.Post, "touch", token, "{}")));
        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
    }

    private static System.Text.Json.Nodes.JsonNode Section(string json) => System.Text.Json.Nodes.JsonNode.Parse(json)!;

    private static async Task<HttpStatusCode> AskAsync(
        KioskPlace place, HttpMethod method, string path, string? token, string? body)
    {
        using var web = new HttpClient { BaseAddress = new Uri(place.Address) };
        return await AskAsync(web, method, path, token, body);
    }

    private static async Task<HttpStatusCode> AskAsync(
        HttpClient web, HttpMethod method, string path, string? token, string? body)
    {
        using var request = new HttpRequestMessage(method, path);
        if (token is not null)
            request.Headers.Add(PageToken.Header, token);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await web.SendAsync(request);
        return answer.StatusCode;
    }
}
