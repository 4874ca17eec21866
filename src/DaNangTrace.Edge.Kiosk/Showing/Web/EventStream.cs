using System.Text;
using System.Text.Json;
using System.Threading.Channels;
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
        // One is enough: whoever reads it asks what is said by then.
        var voice = Channel.CreateBounded<bool>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        void Heard() => voice.Writer.TryWrite(true);
        speaker.Changed += Heard;
        try
        {
            var spoken = speaker.Languages;
            await GreetAsync(context, greeting.For(isLocal, spoken), end.Token);
            await TellAsync(context, scenes, voice.Reader, spoken, end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The page left or the kiosk stops: the ordinary end of a stream.
        }
        finally
        {
            speaker.Changed -= Heard;
            display.Leave(scenes);
        }
    }

    private static Task GreetAsync(HttpContext context, Hello hello, CancellationToken end)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        var data = JsonSerializer.Serialize(hello, SceneJson.Default.Hello);
        return SendAsync(context, $"retry: {ReconnectMilliseconds}\nevent: hello\ndata: {data}\n\n", end);
    }

    /// <summary>Tells what is new until the stream ends; a beat where nothing is.</summary>
    private async Task TellAsync(
        HttpContext context, ChannelReader<Scene> scenes, ChannelReader<bool> voice, IReadOnlyList<string> spoken,
        CancellationToken end)
    {
        string? saying = null;
        while (!end.IsCancellationRequested)
        {
            var isTold = await WaitAsync(scenes, voice, end);
            while (scenes.TryRead(out var scene))
            {
                var data = JsonSerializer.Serialize(scene, SceneJson.Default.Scene);
                await SendAsync(context, $"event: scene\nid: {scene.Number}\ndata: {data}\n\n", end);
            }
            voice.TryRead(out _);
            if (speaker.Saying is var what && what != saying)
            {
                (saying, isTold) = (what, true);
                var data = JsonSerializer.Serialize(new Speaking(what), SceneJson.Default.Speaking);
                await SendAsync(context, $"event: speaking\ndata: {data}\n\n", end);
            }
            // A voice may be installed while the kiosk runs, and is looked for while it starts; one that was not heard
            // is gone with its text.
            if (speaker.Languages is var now && !now.SequenceEqual(spoken))
            {
                (spoken, isTold) = (now, true);
                var data = JsonSerializer.Serialize(now, SceneJson.Default.IReadOnlyListString);
                await SendAsync(context, $"event: spoken\ndata: {data}\n\n", end);
            }
            if (!isTold)
                await SendAsync(context, "event: beat\ndata: {}\n\n", end);
        }
    }

    /// <summary>Waits for a scene, or for the voice to begin or end; false where it is time for a beat.</summary>
    private async Task<bool> WaitAsync(
        ChannelReader<Scene> scenes, ChannelReader<bool> voice, CancellationToken end)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(end);
        var beat = Task.Delay(Beat, clock.Time, over.Token);
        Task[] waits = [scenes.WaitToReadAsync(over.Token).AsTask(), voice.WaitToReadAsync(over.Token).AsTask(), beat];
        var first = await Task.WhenAny(waits);
        await over.CancelAsync();
        end.ThrowIfCancellationRequested();
        await Task.WhenAll(waits).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return first != beat;
    }

    private static async Task SendAsync(HttpContext context, string text, CancellationToken end)
    {
        await context.Response.WriteAsync(text, Encoding.UTF8, end);
        await context.Response.Body.FlushAsync(end);
    }
}
