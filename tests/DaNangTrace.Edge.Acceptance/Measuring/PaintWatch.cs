using System.Diagnostics;
using System.Text.Json.Nodes;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Measuring;

/// <summary>
/// A page of a browser whose paints are timed. A paint is found so: the page sets <c>data-number</c> of its root when
/// it has built a scene; then the next animation frame is waited for, and in it a message is posted, which comes when
/// the browser has laid out and painted that frame and given it to its compositor. One clock for the whole way,
/// CLOCK_MONOTONIC: <see cref="Stopwatch"/> reads it, and so does the browser, which tells by DevTools when the page's
/// time began on it. That both agree is checked by asking the page for its time between two readings.
/// </summary>
internal sealed class PaintWatch : IAsyncDisposable
{
    private const string Script = """
        globalThis.paints = [];
        (() => {
          let [arrived, built] = [0, 0];
          const waiting = new Map();
          const channel = new MessageChannel();
          channel.port1.onmessage = () => {
            const paint = [arrived, built, performance.now()];
            waiting.get(paints.push(paint) - 1)?.(paint);
          };
          globalThis.painted = (n) => paints[n] ?? new Promise((done) => waiting.set(n, done));
          new MutationObserver(() => {
            built = performance.now();
            requestAnimationFrame(() => channel.port2.postMessage(0));
          }).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-number"] });
          const Source = EventSource;
          globalThis.EventSource = class extends Source {
            constructor(address) {
              super(address);
              this.addEventListener("scene", () => (arrived = performance.now()));
            }
          };
        })();
        """;

    private readonly Browser _browser;
    private double _begun;

    private PaintWatch(Browser browser) => _browser = browser;

    public Browser Browser => _browser;

    public static async Task<PaintWatch> OpenAsync(string address)
    {
        var watch = new PaintWatch(await Browser.StartAsync());
        await watch._browser.AskAsync("Performance.enable");
        await watch._browser.AskAsync(
            "Page.addScriptToEvaluateOnNewDocument", new JsonObject { ["source"] = Script });
        await watch._browser.ResizeAsync(1024, 600);
        await watch._browser.AskAsync("Page.navigate", new JsonObject { ["url"] = address });
        await watch._browser.UntilAsync("document.readyState === 'complete' && 'painted' in window");
        watch._begun = (await watch.MetricsAsync())["NavigationStart"];
        return watch;
    }

    /// <summary>What the browser counts of this page, by its own names; times in seconds.</summary>
    public async Task<Dictionary<string, double>> MetricsAsync() =>
        (await _browser.AskAsync("Performance.getMetrics")).GetProperty("metrics").EnumerateArray().ToDictionary(
            one => one.GetProperty("name").GetString()!, one => one.GetProperty("value").GetDouble());

    /// <summary>How many paints there were.</summary>
    public async Task<int> CountAsync() => (await _browser.EvaluateAsync("paints.length")).GetInt32();

    /// <summary>
    /// When the n-th scene's event came to the page, when its scene was built and laid out, and when it was painted, in
    /// seconds of the clock.
    /// </summary>
    public async Task<(double Arrived, double Built, double Painted)> PaintAsync(int n)
    {
        var paint = await _browser.EvaluateAsync($"painted({n})");
        return (At(0), At(1), At(2));

        double At(int index) => _begun + paint[index].GetDouble() / 1000;
    }

    /// <summary>Seconds of the clock now.</summary>
    public static double Now() => Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;

    /// <exception cref="InvalidOperationException">The page's time is not that of this process.</exception>
    public async Task CheckClockAsync()
    {
        var before = Now();
        var there = _begun + (await _browser.EvaluateAsync("performance.now()")).GetDouble() / 1000;
        var after = Now();
        // Browsers round their time, by a tenth of a millisecond at most.
        if (there < before - 0.0002 || there > after + 0.0002)
            throw new InvalidOperationException($"the page's clock says {there}, this one {before} to {after}");
    }

    public ValueTask DisposeAsync() => _browser.DisposeAsync();
}
