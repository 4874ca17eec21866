using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DaNangTrace.Edge.Kiosk.Showing.Web;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>
/// The page of a real kiosk in a real browser, whose clock and whose line to the kiosk the test holds: time stands
/// until it is wound, and scenes come when the test sends them. All else is the page's own: it is pressed by its keys.
/// </summary>
internal sealed class StagedPage : IAsyncDisposable
{
    /// <summary>When it is, in these pictures.</summary>
    public const string Now = "2026-01-01T10:42:00+07:00";

    // Names that a module finds in place of the browser's; on its first line, so that its lines keep their numbers.
    private static readonly (string Module, string Names)[] Held =
    [
        ("clock.js", "const { Date, performance, setTimeout, setInterval, clearTimeout, clearInterval } = globalThis.stage; "),
        ("events.js", "const { EventSource } = globalThis.stage; "),
    ];

    private readonly KioskPlace _place;
    private KioskProcess? _kiosk;
    private Browser? _browser;

    private StagedPage(KioskPlace place) => _place = place;

    public Browser Browser => _browser!;

    /// <summary>The market's logo, a PNG picture, for a greeting that tells of one.</summary>
    public byte[] Logo { get; set; } = [];

    /// <summary>Opens the page of a kiosk that greets.</summary>
    /// <param name="arguments">Further arguments of the browser.</param>
    public static async Task<StagedPage> StartAsync(params string[] arguments)
    {
        var page = new StagedPage(new KioskPlace($"mqtt://127.0.0.1:{FreePort.Take()}"));
        try
        {
            page._kiosk = await KioskProcess.StartAsync(page._place);
            page._browser = await Browser.StartAsync(arguments);
            await page.HoldAsync();
            await page.Browser.ResizeAsync(1024, 600);
            await page.Browser.OpenAsync(page._place.Address);
            await page.GreetAsync(SampleScenes.Hello);
            return page;
        }
        catch
        {
            await page.DisposeAsync();
            throw;
        }
    }

    /// <summary>The kiosk greets: anew, as after a break of the line.</summary>
    public Task GreetAsync(JsonObject hello) => Browser.EvaluateAsync($"stage.greet({hello.ToJsonString()})");

    /// <summary>Shows a scene; answers its name as the page calls it.</summary>
    public async Task<string> ShowAsync(SampleScene sample, string language, bool isEasy = false)
    {
        var opens = JsonSerializer.Serialize(sample.Opens);
        return await Browser.TextAsync(
            $"stage.show({sample.Scene.ToJsonString()}, '{language}', {(isEasy ? "true" : "false")}, {opens})");
    }

    /// <summary>Lets a script of the tests act in the page; it can be called from then on.</summary>
    public Task RunAsync(string script) => Browser.EvaluateAsync($"{Script(script)}\n;undefined");

    /// <summary>What of the painted page does not fit, by <c>faults.js</c>.</summary>
    public async Task<IReadOnlyList<string>> FaultsAsync() =>
        [.. (await Browser.EvaluateAsync("faultsOfPage()")).EnumerateArray().Select(fault => fault.GetString() ?? "")];

    /// <summary>How a mistake gets mended, as it stands on the page; "none" where it does not.</summary>
    public Task<string> MendAsync() => Browser.TextAsync("""
        (() => {
          const line = document.querySelector("#read .mend");
          return line?.checkVisibility() ? line.textContent : "none";
        })()
        """);

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        if (_kiosk is not null)
            await _kiosk.DisposeAsync();
        _place.Dispose();
    }

    private static string Script(string name)
    {
        using var reader = new StreamReader(
            typeof(StagedPage).Assembly.GetManifestResourceStream($"showing/{name}")!);
        return reader.ReadToEnd();
    }

    private async Task HoldAsync()
    {
        await Browser.AskAsync("Emulation.setEmulatedMedia", new JsonObject
        {
            ["features"] = new JsonArray(
                new JsonObject { ["name"] = "prefers-reduced-motion", ["value"] = "reduce" }),
        });
        await Browser.AskAsync("Page.addScriptToEvaluateOnNewDocument", new JsonObject
        {
            ["source"] = Script("stage.js").Replace("\"AT\"", $"\"{Now}\"", StringComparison.Ordinal),
        });
        Browser.On("Fetch.requestPaused", paused => _ = GiveAsync(paused));
        await Browser.AskAsync("Fetch.enable", new JsonObject
        {
            ["patterns"] = new JsonArray([
                .. Held.Select(held => new JsonObject
                {
                    ["urlPattern"] = $"*/page/{held.Module}",
                    ["requestStage"] = "Response",
                }),
                // The kiosk draws it of the scene that it shows itself.
                new JsonObject { ["urlPattern"] = "*/take-home/*" },
                // This one's market has none.
                new JsonObject { ["urlPattern"] = "*/market/logo*" },
            ]),
        });
    }

    // The page's own module, which finds our names first.
    private async Task GiveAsync(JsonElement paused)
    {
        var id = paused.GetProperty("requestId").GetString()!;
        var url = paused.GetProperty("request").GetProperty("url").GetString()!;
        if (url.Contains("/take-home/", StringComparison.Ordinal))
        {
            await FulfilAsync(id, "image/svg+xml", TakeHomeCode.Draw(SampleScenes.Page));
            return;
        }
        if (url.Contains("/market/logo", StringComparison.Ordinal))
        {
            await FulfilAsync(id, "image/png", Logo);
            return;
        }
        var body = await Browser.AskAsync("Fetch.getResponseBody", new JsonObject { ["requestId"] = id });
        var text = body.GetProperty("body").GetString()!;
        if (body.GetProperty("base64Encoded").GetBoolean())
            text = Encoding.UTF8.GetString(Convert.FromBase64String(text));
        var names = Held.First(held => url.EndsWith(held.Module, StringComparison.Ordinal)).Names;
        await FulfilAsync(id, "text/javascript; charset=utf-8", names + text);
    }

    private Task<JsonElement> FulfilAsync(string id, string type, string text) =>
        FulfilAsync(id, type, Encoding.UTF8.GetBytes(text));

    private Task<JsonElement> FulfilAsync(string id, string type, byte[] body) => Browser.AskAsync(
        "Fetch.fulfillRequest",
        new JsonObject
        {
            ["requestId"] = id,
            ["responseCode"] = 200,
            ["responseHeaders"] = new JsonArray(new JsonObject { ["name"] = "Content-Type", ["value"] = type }),
            ["body"] = Convert.ToBase64String(body),
        });
}
