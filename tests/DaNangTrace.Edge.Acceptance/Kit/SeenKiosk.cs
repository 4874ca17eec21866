using System.Text.Json.Nodes;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>A kiosk whose broker is away, and a browser on its page.</summary>
internal sealed class SeenKiosk : IAsyncDisposable
{
    private const string Number = "Number(document.documentElement.dataset.number)";

    private KioskProcess? _kiosk;
    private Browser? _browser;

    private readonly Func<KioskPlace, Child> _start;

    private SeenKiosk(KioskPlace place, Func<KioskPlace, Child> start) => (Place, _start) = (place, start);

    public KioskPlace Place { get; }

    public Browser Browser => _browser!;

    public KioskProcess Kiosk => _kiosk!;

    /// <summary>Starts both, and waits until the page is connected and paints.</summary>
    /// <param name="change">Changes the configuration before it is written.</param>
    /// <param name="start">Starts the program; null = with its configuration only.</param>
    public static async Task<SeenKiosk> StartAsync(
        Action<JsonObject>? change = null, Func<KioskPlace, Child>? start = null)
    {
        var seen = new SeenKiosk(
            new KioskPlace($"mqtt://127.0.0.1:{FreePort.Take()}", change), start ?? KioskProcess.StartProgram);
        try
        {
            seen._kiosk = await KioskProcess.StartAsync(seen.Place, seen._start);
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

    /// <summary>Presses a key of the bar.</summary>
    public Task PressAsync(string key) =>
        Browser.EvaluateAsync($"document.querySelector('#keys [data-key={key}]').click()");

    /// <summary>Pulls the plug; on return the page says so.</summary>
    public async Task KillAsync()
    {
        await _kiosk!.KillAsync();
        await _kiosk.DisposeAsync();
        _kiosk = null;
        await Browser.UntilAsync("!document.getElementById('link').hidden");
    }

    /// <summary>Starts it again after <see cref="KillAsync"/>; on return it answers.</summary>
    public async Task StartAgainAsync() => _kiosk = await KioskProcess.StartAsync(Place, _start);

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        if (_kiosk is not null)
            await _kiosk.DisposeAsync();
        Place.Dispose();
    }
}
