using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Showing;

/// <summary>The two keys that speak, in a real browser, and heard at a sound card that is a pipe.</summary>
public sealed class SpeechKeyTests
{
    private const string Listen = "document.querySelector('#keys [data-key=listen]')";
    private const string Speak = "document.querySelector('.speak')";

    // A text of a second or two; far less would be a click.
    private const int LeastBytes = 22_050;

    [Fact]
    public async Task A_key_speaks_and_says_so_and_pressed_again_it_stops()
    {
        using var loudspeaker = new Loudspeaker();
        await using var kiosk = await StartAsync(loudspeaker);
        var posted = await WatchAsync(kiosk.Browser);
        await kiosk.ScanAsync(Codes.Known);
        await kiosk.Browser.UntilAsync(Listen);
        Assert.Equal("Nghe", await kiosk.Browser.TextAsync($"{Listen}.textContent"));

        var before = loudspeaker.HeardBytes;
        await kiosk.PressAsync("listen");
        await kiosk.Browser.UntilAsync($"{Listen}.hasAttribute('data-speaking')");
        Assert.Equal("Dừng", await kiosk.Browser.TextAsync($"{Listen}.textContent"));
        await Until.TrueAsync(() => loudspeaker.HeardBytes > before + LeastBytes, "it is heard");
        Assert.Single(EspeakChildren.Of(kiosk.Kiosk.Id));

        await kiosk.PressAsync("listen");
        await kiosk.Browser.UntilAsync($"!{Listen}.hasAttribute('data-speaking')");
        Assert.Equal("Nghe", await kiosk.Browser.TextAsync($"{Listen}.textContent"));
        Assert.Empty(EspeakChildren.Of(kiosk.Kiosk.Id));
        Assert.Equal(["""{"what":"scene"}""", """{"what":"stop"}"""], posted);

        // The next shopper's answer ends what is said of the one before, and the key says so.
        await kiosk.PressAsync("listen");
        await kiosk.Browser.UntilAsync($"{Listen}.hasAttribute('data-speaking')");
        await kiosk.ScanAsync(Codes.Expired);
        await kiosk.Browser.UntilAsync($"{Listen} && !{Listen}.hasAttribute('data-speaking')");
        await Until.TrueAsync(() => EspeakChildren.Of(kiosk.Kiosk.Id).Count == 0, "silence");
        Assert.Empty(kiosk.Browser.Complaints);
    }

    [Fact]
    public async Task The_question_is_put_to_the_seller_and_its_key_says_when_that_has_ended()
    {
        using var loudspeaker = new Loudspeaker();
        await using var kiosk = await StartAsync(loudspeaker);
        var posted = await WatchAsync(kiosk.Browser);
        await kiosk.ScanAsync(Codes.NotRegistered);
        await kiosk.Browser.UntilAsync(Speak);
        Assert.Equal("Nói giúp tôi", await kiosk.Browser.TextAsync($"{Speak}.textContent"));

        var before = loudspeaker.HeardBytes;
        // So slowly as it is said, it does not fit into the pipe: it lasts until this lets it go.
        loudspeaker.Hold();
        await kiosk.Browser.EvaluateAsync($"{Speak}.click()");
        await kiosk.Browser.UntilAsync($"{Speak}?.hasAttribute('data-speaking')");
        Assert.Equal("Dừng", await kiosk.Browser.TextAsync($"{Speak}.textContent"));
        // It is not the answer that is read.
        Assert.False((await kiosk.Browser.EvaluateAsync($"{Listen}.hasAttribute('data-speaking')")).GetBoolean());

        loudspeaker.Go();
        await kiosk.Browser.UntilAsync($"!{Speak}.hasAttribute('data-speaking')");
        Assert.Equal("Nói giúp tôi", await kiosk.Browser.TextAsync($"{Speak}.textContent"));
        await Until.TrueAsync(() => loudspeaker.HeardBytes > before + LeastBytes, "it was heard");
        Assert.Equal(["""{"what":"question"}"""], posted);
        Assert.Empty(kiosk.Browser.Complaints);
    }

    [Fact]
    public async Task Where_no_sound_comes_out_there_is_no_key_and_health_says_why()
    {
        RealParts.NeedEspeak();
        using var folder = new TempFolder();
        await using var kiosk = await SeenKiosk.StartAsync(
            start: place => KioskProcess.StartProgram(place, [], Loudspeaker.None(folder)));

        var (_, body) = await kiosk.Kiosk.PartAsync("speech", "ok");
        var told = body.GetProperty("parts").EnumerateArray()
            .Single(part => part.GetProperty("name").GetString() == "speech").GetProperty("message").GetString();
        Assert.StartsWith("espeak-ng was not heard (", told, StringComparison.Ordinal);
        Assert.Contains("is there a sound card", told, StringComparison.Ordinal);
        await kiosk.ScanAsync(Codes.NotRegistered);
        await kiosk.Browser.UntilAsync("document.querySelector('#keys [data-key=easy]')");
        Assert.Equal("true", await kiosk.Browser.TextAsync($"String({Listen} === null && {Speak} === null)"));
        Assert.Empty(kiosk.Browser.Complaints);
    }

    private static Task<SeenKiosk> StartAsync(Loudspeaker loudspeaker)
    {
        RealParts.NeedEspeak();
        return SeenKiosk.StartAsync(
            all => all["showing"] = JsonNode.Parse("""{ "sceneSeconds": 300, "speech": { "wordsPerMinute": 80 } }"""),
            place => KioskProcess.StartProgram(place, [], loudspeaker.Environment));
    }

    /// <summary>What the page posts to <c>/speech</c>.</summary>
    private static async Task<ConcurrentQueue<string>> WatchAsync(Browser browser)
    {
        var posted = new ConcurrentQueue<string>();
        browser.On("Network.requestWillBeSent", one =>
        {
            var request = one.GetProperty("request");
            if (request.GetProperty("url").GetString()!.EndsWith("/speech", StringComparison.Ordinal))
                posted.Enqueue(request.GetProperty("postData").GetString()!);
        });
        await browser.AskAsync("Network.enable");
        return posted;
    }
}
