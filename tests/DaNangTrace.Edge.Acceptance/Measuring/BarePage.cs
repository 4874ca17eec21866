using System.Threading.Channels;
using DaNangTrace.Edge.Acceptance.Kit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace DaNangTrace.Edge.Acceptance.Measuring;

/// <summary>
/// The peer of the kiosk's page: a page of one line that gets the same events from a server of the test's and writes
/// one text of them. No page that shows an event can be faster.
/// </summary>
internal sealed class BarePage : IAsyncDisposable
{
    private const string Html = """
        <!doctype html><title>bare</title><p id="text">starting</p>
        <script>
          new EventSource("/events").addEventListener("scene", (event) => {
            const scene = JSON.parse(event.data);
            document.getElementById("text").textContent = scene.code ?? scene.gtin;
            document.documentElement.dataset.number = scene.number;
            document.documentElement.dataset.scene = scene.kind;
          });
        </script>
        """;

    private readonly Channel<string> _scenes = Channel.CreateUnbounded<string>();
    private readonly WebApplication _web;
    private readonly int _port = FreePort.Take();

    private BarePage() => _web = LoopbackWeb.Make(_port, null, () => { }, AnswerAsync);

    public string Address => $"http://127.0.0.1:{_port}/";

    public static async Task<BarePage> StartAsync()
    {
        var page = new BarePage();
        await page._web.StartAsync();
        return page;
    }

    /// <summary>Sends a scene to the page.</summary>
    public void Send(string scene) => _scenes.Writer.TryWrite(scene);

    public async ValueTask DisposeAsync()
    {
        _scenes.Writer.TryComplete();
        await _web.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path != "/events")
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync(Html);
            return;
        }
        context.Response.ContentType = "text/event-stream";
        await context.Response.Body.FlushAsync();
        await foreach (var scene in _scenes.Reader.ReadAllAsync())
        {
            await context.Response.WriteAsync($"event: scene\ndata: {scene}\n\n");
            await context.Response.Body.FlushAsync();
        }
    }
}
