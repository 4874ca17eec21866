using System.Text.Json;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>Listens to <c>/events</c> as the page does.</summary>
internal sealed class SceneStream : IDisposable
{
    private readonly HttpClient _web;
    private StreamReader? _lines;

    private SceneStream(SocketsHttpHandler handler) =>
        _web = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };

    /// <param name="address">The page's.</param>
    /// <param name="handler">Connects to it; null = from the test's own network.</param>
    public static async Task<SceneStream> OpenAsync(string address, SocketsHttpHandler? handler = null)
    {
        var stream = new SceneStream(handler ?? new SocketsHttpHandler());
        stream._lines = new StreamReader(await stream._web.GetStreamAsync(new Uri(new Uri(address), "events")));
        return stream;
    }

    /// <summary>The kind and number of the next scene that answers a scan.</summary>
    public async Task<string> NextAnswerAsync()
    {
        var scene = await NextAnswerSceneAsync();
        return $"{scene.GetProperty("kind").GetString()} {scene.GetProperty("number").GetInt64()}";
    }

    /// <summary>The next scene that answers a scan; how many products there are may change what stands at rest at any
    /// moment before it.</summary>
    public async Task<JsonElement> NextAnswerSceneAsync()
    {
        while (true)
        {
            var scene = await NextSceneAsync();
            if (scene.GetProperty("kind").GetString() is not ("idle" or "announcement"))
                return scene;
        }
    }

    /// <summary>The next scene.</summary>
    public async Task<JsonElement> NextSceneAsync()
    {
        var isScene = false;
        while (await _lines!.ReadLineAsync().WaitAsync(Until.Deadline) is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal))
                isScene = line == "event: scene";
            else if (isScene && line.StartsWith("data: ", StringComparison.Ordinal))
                return JsonDocument.Parse(line[6..]).RootElement;
        }
        throw new InvalidOperationException("the stream of scenes ended");
    }

    public void Dispose()
    {
        _lines?.Dispose();
        _web.Dispose();
    }
}
