using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using DaNangTrace.Edge.Acceptance.Kit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace DaNangTrace.Edge.Acceptance.Session;

/// <summary>What the kiosk's screen needs of a kiosk: a page, and a beat that says whether the page paints.</summary>
internal sealed class PageStandIn : IAsyncDisposable
{
    // The kiosk takes 15 s; what is asked here is the same, sooner.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private const string Page = """
        <!doctype html><meta charset="utf-8"><title>kiosk</title><body style="background: #0b7040">
        <script>
          const beat = () => requestAnimationFrame(() => {
            // As the kiosk's page does: only one that was opened as the screen's speaks for the screen.
            if (location.hash === "#screen")
              fetch(`/painted?window=${innerWidth}x${innerHeight}&screen=${screen.width}x${screen.height}`);
            setTimeout(beat, 300);
          });
          beat();
        </script>
        """;

    private const string Sign = "/page/icon.svg";

    private readonly ConcurrentQueue<string> _asked = new();
    private WebApplication? _app;
    private long _painted;

    // Whether the page has painted just now.
    private bool Paints => Hears && Stopwatch.GetElapsedTime(Interlocked.Read(ref _painted)) < Limit;

    private PageStandIn()
    {
    }

    public int Port { get; } = FreePort.Take();

    public string Address => $"http://127.0.0.1:{Port}/";

    /// <summary>Every address that was asked for and is neither page nor beat.</summary>
    public IReadOnlyCollection<string> Asked => _asked;

    /// <summary>What the page's last frame said of its size.</summary>
    public string Size { get; private set; } = "";

    /// <summary>False: the page paints, and is taken for one that does not.</summary>
    public bool Hears { get; set; } = true;

    public static async Task<PageStandIn> StartAsync()
    {
        var page = new PageStandIn();
        await page.OpenAsync();
        return page;
    }

    /// <summary>It answers again, at the same place.</summary>
    public async Task OpenAsync()
    {
        _app = LoopbackWeb.Make(Port, null, () => { }, AnswerAsync);
        await _app.StartAsync();
    }

    /// <summary>Nothing answers there any more.</summary>
    public async Task CloseAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
        _app = null;
    }

    public async ValueTask DisposeAsync() => await CloseAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        // As the kiosk: of its answers a page of another place may have only the drawing.
        context.Response.Headers["Cross-Origin-Resource-Policy"] =
            context.Request.Path == Sign ? "cross-origin" : "same-origin";
        switch (context.Request.Path)
        {
            case Sign:
                context.Response.ContentType = "image/svg+xml";
                await context.Response.WriteAsync("<svg xmlns='http://www.w3.org/2000/svg'/>");
                break;
            case "/":
                context.Response.ContentType = "text/html; charset=utf-8";
                await context.Response.WriteAsync(Page);
                break;
            case "/painted":
                Size = context.Request.QueryString.Value ?? "";
                Interlocked.Exchange(ref _painted, Stopwatch.GetTimestamp());
                context.Response.StatusCode = (int)HttpStatusCode.NoContent;
                break;
            // Who asks without it hears of any page: that is not what the session is to know.
            case "/beat" when !context.Request.Query.ContainsKey("screen"):
                context.Response.StatusCode = (int)HttpStatusCode.NotFound;
                break;
            case "/beat" when Paints:
                context.Response.StatusCode = (int)HttpStatusCode.NoContent;
                break;
            case "/beat":
                context.Response.StatusCode = (int)HttpStatusCode.ServiceUnavailable;
                await context.Response.WriteAsync("no page of this machine has painted\u001b[31m");
                break;
            case "/file":
                _asked.Enqueue("/file");
                context.Response.ContentType = "application/octet-stream";
                context.Response.Headers.ContentDisposition = "attachment; filename=taken.bin";
                await context.Response.WriteAsync("a file");
                break;
            default:
                _asked.Enqueue(context.Request.Path);
                context.Response.StatusCode = (int)HttpStatusCode.NotFound;
                break;
        }
    }
}
