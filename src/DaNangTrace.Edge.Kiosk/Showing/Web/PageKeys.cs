using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using DaNangTrace.Edge.Kiosk.Showing.Speaking;
using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.AspNetCore.Http;

namespace DaNangTrace.Edge.Kiosk.Showing.Web;

/// <summary>
/// What a page may do: choose the language, say that somebody is there, have a scene read aloud, and tell that it
/// paints. Each needs the token that only a page of this kiosk can read.
/// </summary>
/// <param name="screen">All displays.</param>
/// <param name="frames">Whether a page paints.</param>
/// <param name="clock">Counts how often.</param>
/// <param name="speaker">Reads aloud.</param>
internal sealed class PageKeys(Screen screen, FrameBeat frames, KioskClock clock, Speaker speaker)
{
    private const string Header = "X-Page-Token";
    private const int LongestBody = 256;

    // Fingers are slower; a page that went wild must not keep the kiosk busy.
    private const int MostASecond = 50;

    private readonly Lock _gate = new();
    private long _second;
    private int _count;

    /// <summary>What a page sends with each.</summary>
    public string Token { get; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary><c>POST /language</c>, <c>{"language":"en"}</c>.</summary>
    public Task ChooseAsync(HttpContext context) => TakeAsync(context, press =>
        press.Language is { } language && screen.Choose(language)
            ? StatusCodes.Status204NoContent
            : StatusCodes.Status400BadRequest);

    /// <summary><c>POST /touch</c>, <c>{}</c>.</summary>
    public Task TouchAsync(HttpContext context) => TakeAsync(context, _ =>
    {
        screen.Touch();
        return StatusCodes.Status204NoContent;
    });

    /// <summary><c>POST /speech</c>, <c>{"what":"scene"}</c>, <c>"question"</c> or <c>"stop"</c>.</summary>
    public Task SpeakAsync(HttpContext context) => TakeAsync(context, press =>
    {
        switch (press.What)
        {
            case Speaker.OfScene:
                speaker.SayScene();
                return StatusCodes.Status204NoContent;
            case Speaker.OfQuestion:
                speaker.SayQuestion();
                return StatusCodes.Status204NoContent;
            case "stop":
                speaker.Stop();
                return StatusCodes.Status204NoContent;
            default:
                return StatusCodes.Status400BadRequest;
        }
    });

    /// <summary><c>POST /beat</c>, <c>{}</c>.</summary>
    public Task BeatAsync(HttpContext context) => TakeAsync(
        context,
        _ =>
        {
            // A laptop that looks on from elsewhere says nothing about the kiosk's own screen.
            if (context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address))
                frames.Heard();
            return StatusCodes.Status204NoContent;
        },
        isCounted: false);

    /// <summary><c>GET /beat</c>: whether a page paints, for whoever watches the browser.</summary>
    public async Task AnswerBeatAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (frames.IsFresh)
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        await context.Response.WriteAsync(
            $"No page has painted within {FrameBeat.Limit.TotalSeconds} s.\n", context.RequestAborted);
    }

    /// <summary>Reads what was pressed and answers; a page of somebody else's is refused.</summary>
    /// <param name="context">The request.</param>
    /// <param name="take">Does it; answers the status code.</param>
    /// <param name="isCounted">
    /// Whether it counts among those of a second. Beats don't: a page that went wild must not make the screen look dead.
    /// </param>
    private async Task TakeAsync(HttpContext context, Func<PagePress, int> take, bool isCounted = true)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (context.Request.Headers[Header] != Token)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            await context.Response.WriteAsync($"{Header} is missing or of another run: load the page again.\n");
            return;
        }
        if (isCounted && !IsAllowed())
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return;
        }
        context.Response.StatusCode = await ReadAsync(context) is { } press
            ? take(press)
            : StatusCodes.Status400BadRequest;
    }

    private static async Task<PagePress?> ReadAsync(HttpContext context)
    {
        if (context.Request.ContentLength is not (>= 0 and <= LongestBody))
            return null;
        try
        {
            return await JsonSerializer.DeserializeAsync(
                context.Request.Body, SceneJson.Default.PagePress, context.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private bool IsAllowed()
    {
        lock (_gate)
        {
            var second = clock.Time.GetTimestamp() / clock.Time.TimestampFrequency;
            if (second != _second)
                (_second, _count) = (second, 0);
            return ++_count <= MostASecond;
        }
    }
}

/// <summary>What was pressed on a page.</summary>
/// <param name="Language">The language that was chosen.</param>
/// <param name="What">What is to be read aloud: <c>scene</c> or <c>question</c>, or <c>stop</c>.</param>
internal sealed record PagePress(string? Language = null, string? What = null);
