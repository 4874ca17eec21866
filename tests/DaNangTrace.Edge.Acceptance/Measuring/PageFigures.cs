using System.Globalization;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Measuring;

/// <summary>
/// Measures the page of the published program in a real browser: from a scan's last byte on the line to the painted
/// scene, in turn with a bare page that gets the same events; memory of the kiosk with a page open; what the page
/// weighs; its first paint in a browser that has never seen it. Prints figures; judges nothing.
/// </summary>
internal static class PageFigures
{
    /// <summary>First argument of the test program as the measure.</summary>
    public const string Word = "page-figures";

    private const int WarmUp = 20;
    private const int Openings = 10;
    private const int Seed = 20260101;

    private static readonly string[] Scans = [Codes.Known, Codes.Recalled, Codes.Expired, Codes.NotRegistered];

    public static async Task<int> RunAsync(string[] arguments)
    {
        var scans = arguments is [var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 300;
        using var place = new KioskPlace($"mqtt://127.0.0.1:{FreePort.Take()}");
        await using var kiosk = await KioskProcess.StartAsync(place);
        await OpenAsync(place.Address);
        await using (var page = await PaintWatch.OpenAsync(place.Address))
        {
            await kiosk.PartAsync("display web", "ok");
            Console.WriteLine($"{"kiosk's memory, a page open",-36} {Figures.Memory(kiosk.Id)}");
            await ScanAsync(place, page, scans);
            Console.WriteLine($"{$"the same after {WarmUp + scans} scans",-36} {Figures.Memory(kiosk.Id)}");
        }
        return 0;
    }

    private static async Task ScanAsync(KioskPlace place, PaintWatch page, int scans)
    {
        await using var bare = await BarePage.StartAsync();
        await using var peer = await PaintWatch.OpenAsync(bare.Address);
        using var scenes = await SceneStream.OpenAsync(place.Address);
        await scenes.NextSceneAsync();
        await page.Browser.UntilAsync("document.querySelectorAll('#languages button').length === 4");
        await page.CheckClockAsync();
        await peer.CheckClockAsync();
        var (own, theirs) = (new List<double>(), new List<double>());
        var (toPage, toBuilt, toPainted) = (new List<double>(), new List<double>(), new List<double>());
        var random = new Random(Seed);
        var before = await page.MetricsAsync();
        for (var n = 0; n < WarmUp + scans; n++)
        {
            // As fast as a person scans, the sign of the scene before at rest; at any moment of the browser's frames.
            await Task.Delay(TimeSpan.FromMilliseconds(400 + 60 * random.NextDouble()));
            var paints = await page.CountAsync();
            var begun = PaintWatch.Now();
            place.Line.Send(Scans[n % Scans.Length]);
            var (arrived, built, painted) = await page.PaintAsync(paints);
            var scene = await scenes.NextAnswerSceneAsync();

            await Task.Delay(TimeSpan.FromMilliseconds(60 + 60 * random.NextDouble()));
            paints = await peer.CountAsync();
            var sent = PaintWatch.Now();
            bare.Send(scene.GetRawText());
            var (_, _, shown) = await peer.PaintAsync(paints);
            if (n < WarmUp)
                continue;
            own.Add(1000 * (painted - begun));
            toPage.Add(1000 * (arrived - begun));
            toBuilt.Add(1000 * (built - arrived));
            toPainted.Add(1000 * (painted - built));
            theirs.Add(1000 * (shown - sent));
        }
        var after = await page.MetricsAsync();
        await page.CheckClockAsync();
        await peer.CheckClockAsync();
        var of = $"{scans} scans";
        Console.WriteLine(Figures.Line("scan's last byte to painted scene", own, of));
        Console.WriteLine(Figures.Line("  until the page has its event", toPage, of));
        Console.WriteLine(Figures.Line("  from then until the scene is built", toBuilt, of));
        Console.WriteLine(Figures.Line("  from then until it is painted", toPainted, of));
        Console.WriteLine(Work(before, after, WarmUp + scans));
        Console.WriteLine(Figures.Line("bare page, event sent to painted text", theirs, of));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{"page / bare page",-36} p50 {Figures.At(own, 0.5) / Figures.At(theirs, 0.5):0.00}, "
            + $"p99 {Figures.At(own, 0.99) / Figures.At(theirs, 0.99):0.00}"));
    }

    // All that the page did while they came, the clock's seconds and the deck too.
    private static string Work(Dictionary<string, double> before, Dictionary<string, double> after, int scans)
    {
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{"page's work a scan",-36} {Of("LayoutCount"):0.0} layouts in {1000 * Of("LayoutDuration"):0.00} ms, "
            + $"{Of("RecalcStyleCount"):0.0} styles in {1000 * Of("RecalcStyleDuration"):0.00} ms, "
            + $"scripts {1000 * Of("ScriptDuration"):0.00} ms");

        double Of(string metric) => (after[metric] - before[metric]) / scans;
    }

    // Each time a browser with an empty profile: nothing is cached.
    private static async Task OpenAsync(string address)
    {
        var (first, full, weights) = (new List<double>(), new List<double>(), new List<PageWeight>());
        for (var i = 0; i < Openings; i++)
        {
            await using var browser = await Browser.StartAsync();
            weights.Add(await PageWeight.OfAsync(browser, address));
            first.Add(await PaintAsync(browser, "first-paint"));
            full.Add(await PaintAsync(browser, "first-contentful-paint"));
        }
        Console.WriteLine(Figures.Line("first paint, nothing cached", first, $"{Openings} browsers"));
        Console.WriteLine(Figures.Line("first paint with content", full, $"{Openings} browsers"));
        var heaviest = weights.MaxBy(weight => weight.OtherBytes)!;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{"page's weight on the wire",-36} {heaviest.OtherBytes / 1000.0:0.0} kB, "
            + $"and {heaviest.PictureBytes / 1000.0:0.0} kB of pictures: {heaviest}"));
    }

    private static async Task<double> PaintAsync(Browser browser, string name) => (await browser.EvaluateAsync(
        $"performance.getEntriesByName('{name}')[0].startTime")).GetDouble();
}
