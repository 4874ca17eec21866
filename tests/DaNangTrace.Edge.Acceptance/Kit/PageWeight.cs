using System.Collections.Concurrent;
using System.Globalization;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>What a page weighs on the wire, headers and all, by the browser's kinds: Document, Script, Font, Image …
/// </summary>
/// <param name="Bytes">Of each kind.</param>
internal sealed record PageWeight(IReadOnlyDictionary<string, long> Bytes)
{
    private const string Pictures = "Image";

    /// <summary>Without its pictures, of which every product has its own.</summary>
    public long OtherBytes => Bytes.Where(one => one.Key != Pictures).Sum(one => one.Value);

    /// <summary>Its pictures.</summary>
    public long PictureBytes => Bytes.GetValueOrDefault(Pictures);

    /// <summary>Opens the kiosk's page in a browser with an empty profile, and waits until all has come.</summary>
    public static async Task<PageWeight> OfAsync(Browser browser, string address)
    {
        var kinds = new ConcurrentDictionary<string, string>();
        var bytes = new ConcurrentDictionary<string, double>();
        browser.On("Network.responseReceived", one =>
            kinds[one.GetProperty("requestId").GetString()!] = one.GetProperty("type").GetString()!);
        browser.On("Network.loadingFinished", one =>
            bytes[one.GetProperty("requestId").GetString()!] = one.GetProperty("encodedDataLength").GetDouble());
        await browser.AskAsync("Network.enable");
        await browser.ResizeAsync(1024, 600);
        await browser.OpenAsync(address);
        await browser.UntilAsync("document.querySelectorAll('#languages button').length === 4");
        // All weights that the styles name, and not those of another machine's fonts.
        await browser.UntilAsync("""
            [...document.fonts].filter((font) => font.family.includes("Be Vietnam Pro"))
              .every((font) => font.status === "loaded")
            """);
        await browser.UntilAsync("performance.getEntriesByType('paint').length === 2");
        return new PageWeight(bytes.Where(one => kinds.ContainsKey(one.Key)).GroupBy(one => kinds[one.Key])
            .ToDictionary(kind => kind.Key, kind => (long)kind.Sum(one => one.Value)));
    }

    public override string ToString() => string.Join(", ", Bytes.OrderByDescending(one => one.Value).Select(one =>
        string.Create(CultureInfo.InvariantCulture, $"{one.Key} {one.Value / 1000.0:0.0} kB")));
}
