using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>A headless Chromium with one page, driven by the DevTools protocol.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private readonly TempFolder? _profile;
    private readonly Child? _child;
    private readonly ClientWebSocket _socket = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> _asked = new();
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly ConcurrentDictionary<string, Action<JsonElement>> _events = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private int _lastId;

    private Browser(Child? child = null, TempFolder? profile = null) => (_child, _profile) = (child, profile);

    /// <summary>All that stands in the page's console, and what its policy forbade.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>Starts one with an empty page and an empty profile.</summary>
    /// <param name="more">Further arguments of the browser.</param>
    public static async Task<Browser> StartAsync(params string[] more)
    {
        var program = RealParts.NeedChromium();
        var profile = new TempFolder();
        var child = Child.Start(program, [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--disable-dev-shm-usage", "--remote-debugging-port=0", $"--user-data-dir={profile.Path}", .. more,
            "about:blank",
        ], new Dictionary<string, string> { ["TMPDIR"] = profile.Path });
        var browser = new Browser(child, profile);
        try
        {
            var line = await child.LineAsync("DevTools listening on ws://");
            var authority = new Uri(line[line.IndexOf("ws://", StringComparison.Ordinal)..]).Authority;
            await browser.ConnectAsync(authority);
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>Attaches to one that somebody else started and ends, and that listens at a port.</summary>
    public static async Task<Browser> AttachAsync(int port)
    {
        var browser = new Browser();
        try
        {
            await browser.ConnectAsync($"127.0.0.1:{port}");
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks for an address: what came in its way, empty if nothing did.</summary>
    public async Task<string> NavigateAsync(string address)
    {
        var answer = await AskAsync("Page.navigate", new JsonObject { ["url"] = address });
        return answer.TryGetProperty("errorText", out var error) ? error.GetString() ?? "" : "";
    }

    /// <summary>Opens an address and waits until the kiosk's page has put something on the screen.</summary>
    public async Task OpenAsync(string address)
    {
        await AskAsync("Page.navigate", new JsonObject { ["url"] = address });
        await Until.TrueAsync(IsPaintedAsync, $"the kiosk's page at {address}");
    }

    /// <summary>Asks the browser; the protocol's own names.</summary>
    /// <exception cref="InvalidOperationException">It refused, or is gone.</exception>
    public async Task<JsonElement> AskAsync(string method, JsonObject? parameters = null)
    {
        var id = Interlocked.Increment(ref _lastId);
        var answer = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked[id] = answer;
        var message = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters ?? [] };
        await _sending.WaitAsync();
        try
        {
            await _socket.SendAsync(
                JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, endOfMessage: true, default);
        }
        finally
        {
            _sending.Release();
        }
        return await answer.Task.WaitAsync(2 * Until.Deadline);
    }

    /// <summary>Hears an event of the browser. What it does must not wait: answers are read behind it.</summary>
    public void On(string method, Action<JsonElement> heard) => _events[method] = heard;

    /// <summary>The screen's size in CSS pixels.</summary>
    public Task ResizeAsync(int width, int height) => AskAsync("Emulation.setDeviceMetricsOverride", new JsonObject
    {
        ["width"] = width,
        ["height"] = height,
        ["deviceScaleFactor"] = 1,
        ["mobile"] = false,
    });

    /// <summary>The value of an expression in the page.</summary>
    public async Task<JsonElement> EvaluateAsync(string expression)
    {
        var answer = await AskAsync("Runtime.evaluate", new JsonObject
        {
            ["expression"] = expression,
            ["awaitPromise"] = true,
            ["returnByValue"] = true,
        });
        if (answer.TryGetProperty("exceptionDetails", out var fault))
            throw new InvalidOperationException($"{expression}: {fault}");
        return answer.GetProperty("result").TryGetProperty("value", out var value) ? value : default;
    }

    public async Task<string> TextAsync(string expression) => (await EvaluateAsync(expression)).GetString() ?? "";

    /// <summary>What an element says, on one line; empty where there is none.</summary>
    public Task<string> SaysAsync(string id) =>
        TextAsync($"(document.getElementById('{id}')?.textContent ?? '').replace(/\\s+/g, ' ').trim()");

    /// <summary>Waits inside the page until an expression is true.</summary>
    public async Task UntilAsync(string condition)
    {
        var came = await EvaluateAsync($$"""
            new Promise((resolve) => {
              const end = Date.now() + {{Until.Deadline.TotalMilliseconds}};
              const look = () => {
                if ({{condition}}) resolve(true);
                else if (Date.now() > end) resolve(false);
                else setTimeout(look, 10);
              };
              look();
            })
            """);
        if (!came.GetBoolean())
        {
            var text = await TextAsync("document.body.innerText.slice(0, 500)");
            throw new TimeoutException($"{condition}: it says {text}");
        }
    }

    /// <summary>A picture of the page, PNG.</summary>
    public async Task<byte[]> ScreenshotAsync() =>
        (await AskAsync("Page.captureScreenshot")).GetProperty("data").GetBytesFromBase64();

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        if (_child is not null)
            await _child.DisposeAsync();
        _profile?.Dispose();
        _sending.Dispose();
    }

    private async Task ConnectAsync(string authority)
    {
        using var web = new HttpClient();
        // It answers before it has a page.
        JsonElement page = default;
        await Until.TrueAsync(
            async () => (page = JsonDocument.Parse(await web.GetStringAsync($"http://{authority}/json/list"))
                .RootElement.EnumerateArray().FirstOrDefault(IsPage)).ValueKind != JsonValueKind.Undefined,
            "a page of the browser");
        await _socket.ConnectAsync(new Uri(page.GetProperty("webSocketDebuggerUrl").GetString()!), default);
        _ = ReadAsync();
        foreach (var domain in (string[])["Runtime", "Log", "Page"])
            await AskAsync($"{domain}.enable");
    }

    // A browser with a window has pages of its own, too.
    private static bool IsPage(JsonElement one) => one.GetProperty("type").GetString() == "page"
        && one.GetProperty("url").GetString() is { } url
        && !url.Contains(".top-chrome", StringComparison.Ordinal);

    private async Task<bool> IsPaintedAsync()
    {
        try
        {
            return await TextAsync("document.documentElement?.dataset.scene ?? 'starting'") is not ("" or "starting");
        }
        catch (InvalidOperationException)
        {
            // Asked while one document gave way to the next.
            return false;
        }
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[64 * 1024];
        using var message = new MemoryStream();
        try
        {
            while (true)
            {
                var part = await _socket.ReceiveAsync(buffer, default);
                message.Write(buffer, 0, part.Count);
                if (!part.EndOfMessage)
                    continue;
                Take(JsonDocument.Parse(message.ToArray()).RootElement);
                message.SetLength(0);
            }
        }
        catch (Exception e) when (e is WebSocketException or ObjectDisposedException or OperationCanceledException)
        {
            foreach (var asked in _asked.Values)
                asked.TrySetException(new InvalidOperationException("the browser has gone"));
        }
    }

    private void Take(JsonElement message)
    {
        if (message.TryGetProperty("id", out var id))
        {
            if (!_asked.TryRemove(id.GetInt32(), out var asked))
                return;
            if (message.TryGetProperty("error", out var error))
                asked.TrySetException(new InvalidOperationException(error.ToString()));
            else
                asked.TrySetResult(message.GetProperty("result"));
        }
        else
        {
            var (method, parameters) = (message.GetProperty("method").GetString()!, message.GetProperty("params"));
            if (method is "Runtime.consoleAPICalled" or "Runtime.exceptionThrown" or "Log.entryAdded")
                _complaints.Enqueue(parameters.ToString());
            if (_events.TryGetValue(method, out var heard))
                heard(parameters);
        }
    }
}
