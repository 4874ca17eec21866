using System.Text.Json.Nodes;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>A kiosk whose broker is away, and a browser on its page.</summary>
internal sealed class SeenKiosk : IAsyncDisposable
{
    private const string Number = "Number(document.documentElement.dataset.number)";

    private KioskProcess? _kiosk;
    private Browser? _browser;

    private SeenKiosk(KioskPlace place) => Place = place;

    public KioskPlace Place { get; }

    public Browser Browser => _browser!;

    public KioskProcess Kiosk => _kiosk!;

    public static async Task<SeenKiosk> StartAsync(Action<JsonObject>? change = null)
    {
        var seen = new SeenKiosk(new KioskPlace($"mqtt://127.0.0.1:{FreePort.Take()}", change));
        try
        {
            seen._kiosk = await KioskProcess.StartAsync(seen.Place);
            seen._browser = await Browser.StartAsync();
            await seen._browser.ResizeAsync(1024, 600);
            await seen._browser.OpenAsync(seen.Place.Address);
            await seen._kiosk.PartAsync("display web", "ok");
            return seen;
        }
        catch
        {
            await seen.DisposeAsync();
            throw;
        }
    }

    /// <summary>Scans, and waits until the page shows the next scene.</summary>
    public async Task ScanAsync(string code)
    {
        var before = (await Browser.EvaluateAsync(Number)).GetInt64();
        Place.Line.Send(code);
        await Browser.UntilAsync($"{Number} === {before + 1}");
    }

    /// <summary>Presses a language's key once its words have come; the page speaks it then.</summary>
    public async Task ChooseAsync(string language)
    {
        var key = $"document.querySelector('#languages button[lang={language}]')";
        await Browser.UntilAsync(key);
        await Browser.EvaluateAsync($"{key}.click()");
        await Browser.UntilAsync($"document.documentElement.lang === '{language}'");
    }

    public async Task KillAndStartAsync()
    {
        await _kiosk!.KillAsync();
        await _kiosk.DisposeAsync();
        await Browser.UntilAsync("!document.getElementById('link').hidden");
        _kiosk = await KioskProcess.StartAsync(Place);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        if (_kiosk is not null)
            await _kiosk.DisposeAsync();
        Place.Dispose();
    }
}
