using System.Text.Json;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>Listens to <c>/events</c> as the page does.</summary>
internal sealed class SceneStream : IDisposable
{
    private readonly HttpClient _web = new() { Timeout = Timeout.InfiniteTimeSpan };
    private StreamReader? _lines;

    public static async Task<SceneStream> OpenAsync(string address)
    {
        var stream = new SceneStream();
        stream._lines = new StreamReader(await stream._web.GetStreamAsync(new Uri(new Uri(address), "events")));
        return stream;
    }

    /// <summary>The next scene's kind and number.</summary>
    public async Task<string> NextAsync()
    {
        var scene = await NextSceneAsync();
        return $"{scene.GetProperty("kind").GetString()} {scene.GetProperty("number").GetInt64()}";
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
