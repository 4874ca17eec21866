using System.Security.Cryptography;
using System.Text.Json;
using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Showing.Speaking;
using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Kiosk.Showing.Web;

/// <summary>
/// What a page may do: choose the language, say that somebody is there, have a scene read aloud, and tell that it
/// paints, or what it could not. Each needs the token that only a page of this kiosk can read, and is taken from this
/// machine only: on the market's network anybody could read the token and press for the shopper.
/// </summary>
/// <param name="screen">All displays.</param>
/// <param name="frames">Whether a page paints.</param>
/// <param name="clock">Counts how often.</param>
/// <param name="speaker">Reads aloud.</param>
/// <param name="logger">Hears what a page could not paint.</param>
internal sealed partial class PageKeys(
    Screen screen, FrameBeat frames, KioskClock clock, Speaker speaker, ILogger<PageKeys> logger)
{
    private const string Header = "X-Page-Token";
    private const int LongestBody = 256;

    // The page cuts a fault at 200 characters; in JSON each has up to three bytes, and a few have six.
    private const int LongestFaultBody = 1024;
    private const int LongestFault = 200;

    // Fingers are slower; a page that went wild must not keep the kiosk busy.
    private const int MostASecond = 50;

    // A page that fails at each scene must not fill the log.
    private static readonly TimeSpan BetweenFaults = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private long _second;
    private int _count;
    private long? _faultLogged;
    private int _faultsUnlogged;

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

    /// <summary><c>POST /beat</c>, <c>{"screen":true}</c> from the kiosk's own screen.</summary>
    public Task BeatAsync(HttpContext context) => TakeAsync(
        context,
        press =>
        {
            frames.Heard(press.Screen);
            return StatusCodes.Status204NoContent;
        },
        isCounted: false);

    /// <summary><c>POST /fault</c>, <c>{"fault":"known: TypeError …"}</c>.</summary>
    public Task FailAsync(HttpContext context) => TakeAsync(
        context,
        press =>
        {
            if (Shown.Of(press.Fault, LongestFault) is not { Length: > 0 } fault)
                return StatusCodes.Status400BadRequest;
            frames.Failed(fault);
            Log(fault);
            return StatusCodes.Status204NoContent;
        },
        longest: LongestFaultBody);

    /// <summary>
    /// <c>GET /beat</c>: whether the page that shoppers see paints; with <c>?screen</c>, whether that of the kiosk's
    /// own screen does, for whoever watches its browser.
    /// </summary>
    public async Task AnswerBeatAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        var isOwn = context.Request.Query.ContainsKey("screen");
        if (isOwn ? frames.IsOwnFresh : frames.IsFresh)
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        var whose = isOwn ? "The page of the kiosk's own screen" : "The page that shoppers see";
        await context.Response.WriteAsync(
            $"{whose} has painted nothing within {FrameBeat.Limit.TotalSeconds} s.\n", context.RequestAborted);
    }

    /// <summary>Reads what was pressed and answers; a page of somebody else's is refused.</summary>
    /// <param name="context">The request.</param>
    /// <param name="take">Does it; answers the status code.</param>
    /// <param name="isCounted">
    /// Whether it counts among those of a second. Beats don't: a page that went wild must not make the screen look
    /// dead.
    /// </param>
    /// <param name="longest">Bytes of its body.</param>
    private async Task TakeAsync(
        HttpContext context, Func<PagePress, int> take, bool isCounted = true, int longest = LongestBody)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!RequestGuard.IsLocal(context))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            await context.Response.WriteAsync("Keys are taken from the kiosk's own machine only; others look on.\n");
            return;
        }
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
        context.Response.StatusCode = await ReadAsync(context, longest) is { } press
            ? take(press)
            : StatusCodes.Status400BadRequest;
    }

    private static async Task<PagePress?> ReadAsync(HttpContext context, int longest)
    {
        if (context.Request.ContentLength is not { } length || length < 0 || length > longest)
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

    private void Log(string fault)
    {
        int others;
        lock (_gate)
        {
            if (_faultLogged is { } last && clock.Time.GetElapsedTime(last) < BetweenFaults)
            {
                _faultsUnlogged++;
                return;
            }
            (_faultLogged, others, _faultsUnlogged) = (clock.Time.GetTimestamp(), _faultsUnlogged, 0);
        }
        LogFault(logger, fault, others);
    }

    [LoggerMessage(Level = LogLevel.Error,
        Message = "The page could not show a scene, and showed how to scan: {Fault} ({Others} more since the last such "
            + "line)")]
    private static partial void LogFault(ILogger logger, string fault, int others);
}

/// <summary>What was pressed on a page.</summary>
/// <param name="Language">The language that was chosen.</param>
/// <param name="What">What is to be read aloud: <c>scene</c> or <c>question</c>, or <c>stop</c>.</param>
/// <param name="Screen">Whether the page is that of the kiosk's own screen.</param>
/// <param name="Fault">What it could not paint, and why.</param>
internal sealed record PagePress(
    string? Language = null, string? What = null, bool Screen = false, string? Fault = null);
