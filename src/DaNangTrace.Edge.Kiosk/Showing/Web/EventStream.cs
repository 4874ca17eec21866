using System.Text;
using System.Text.Json;
using DaNangTrace.Edge.Kiosk.Showing.Speaking;
using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace DaNangTrace.Edge.Kiosk.Showing.Web;

/// <summary>
/// <c>GET /events</c>: server-sent events (HTML Living Standard, 9.2). First <c>hello</c>, since headers go out only
/// with the first bytes; then the scene that stands, then each new one; between them a beat.
/// </summary>
internal sealed class EventStream(WebDisplay display, PageGreeting greeting, Speaker speaker, KioskClock clock)
{
    // A page that hears nothing for twice this long knows that it was cut off.
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);
    private const int ReconnectMilliseconds = 1000;

    public async Task ServeAsync(HttpContext context, IHostApplicationLifetime lifetime)
    {
        var isLocal = RequestGuard.IsLocal(context);
        if (display.Listen(isLocal) is not { } scenes)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            await context.Response.WriteAsync("Too many pages listen to this kiosk already.", context.RequestAborted);
            return;
        }
        // Linked, since the host would wait 30 s for a stream that nobody ends.
        using var end = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            context.Response.ContentType = "text/event-stream";
            context.Response.Headers.CacheControl = "no-store";
            var spoken = speaker.Languages;
            var hello = JsonSerializer.Serialize(greeting.For(isLocal, spoken), SceneJson.Default.Hello);
            await SendAsync(
                context, $"retry: {ReconnectMilliseconds}\nevent: hello\ndata: {hello}\n\n", end.Token);
            while (!end.IsCancellationRequested)
            {
                if (await WaitAsync(scenes, end.Token))
                {
                    while (scenes.TryRead(out var scene))
                    {
                        var data = JsonSerializer.Serialize(scene, SceneJson.Default.Scene);
                        await SendAsync(context, $"event: scene\nid: {scene.Number}\ndata: {data}\n\n", end.Token);
                    }
                }
                // A voice may be installed while the kiosk runs, and is looked for while it starts.
                else if (speaker.Languages is var now && !now.SequenceEqual(spoken))
                {
                    spoken = now;
                    var data = JsonSerializer.Serialize(now, SceneJson.Default.IReadOnlyListString);
                    await SendAsync(context, $"event: spoken\ndata: {data}\n\n", end.Token);
                }
                else
                {
                    await SendAsync(context, "event: beat\ndata: {}\n\n", end.Token);
                }
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The page left or the kiosk stops: the ordinary end of a stream.
        }
        finally
        {
            display.Leave(scenes);
        }
    }

    private async Task<bool> WaitAsync(System.Threading.Channels.ChannelReader<Scene> scenes, CancellationToken end)
    {
        using var beat = CancellationTokenSource.CreateLinkedTokenSource(end);
        var wait = scenes.WaitToReadAsync(beat.Token).AsTask();
        if (await Task.WhenAny(wait, Task.Delay(Beat, clock.Time, beat.Token)) == wait)
        {
            await beat.CancelAsync();
            return await wait;
        }
        await beat.CancelAsync();
        end.ThrowIfCancellationRequested();
        await ((Task)wait).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return false;
    }

    private static async Task SendAsync(HttpContext context, string text, CancellationToken end)
    {
        await context.Response.WriteAsync(text, Encoding.UTF8, end);
        await context.Response.Body.FlushAsync(end);
    }
}
