using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Measuring;

/// <summary>
/// Measures the published program, with a real line and a real resolver that lets each question wait for a second and a
/// half: from a scan's last byte to its answer in the page's stream of scenes, right behind a scan that misses and waits
/// for the city; and, in turn with it, behind one that the catalog answers. Prints figures; judges nothing.
/// </summary>
internal static class HangingCity
{
    /// <summary>First argument of the test program as the measure.</summary>
    public const string Word = "hanging-city";

    private const string Gtin = "0" + Codes.Known;
    private const int WarmUp = 10;

    // A kiosk asks eight questions at once, and each of them takes this resolver so long.
    private static readonly TimeSpan Held = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    public static async Task<int> RunAsync(string[] arguments)
    {
        var pairs = arguments is [var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 200;
        using var authority = new TestAuthority();
        await using var server = await ResolverServer.StartAsync(authority.ForBroker());
        server.HoldAll(Held);
        using var place = new KioskPlace("mqtt://127.0.0.1:1", configuration => configuration["tracing"]!["city"] =
            new JsonObject { ["resolver"] = server.Address, ["ca"] = authority.Ca });
        await using var kiosk = await KioskProcess.StartAsync(place);
        using var scenes = await SceneStream.OpenAsync(place.Address);
        var (behindMiss, behindHit, reading) = (new List<double>(), new List<double>(), new List<double>());
        for (var n = 0; n < WarmUp + pairs; n++)
        {
            var first = await ScanAsync($"]Q3010893601234567410M{n}");
            var second = await ScanAsync(Codes.Known);
            var third = await ScanAsync($"]Q301{Gtin}10L{n}");
            await Task.Delay(Pause);
            if (n < WarmUp)
                continue;
            if (first.Kind != "reading")
                throw new InvalidOperationException($"the miss was answered by {first.Kind}: nothing waits for the city");
            reading.Add(first.Milliseconds);
            behindMiss.Add(second.Milliseconds);
            behindHit.Add(third.Milliseconds);
        }
        Console.WriteLine(Figures.Line("a miss, until the screen says so", reading, $"{pairs} scans"));
        Console.WriteLine(Figures.Line("the next answer, behind a miss", behindMiss, $"{pairs} scans"));
        Console.WriteLine(Figures.Line("an answer behind an answer", behindHit, $"{pairs} scans"));
        return 0;

        async Task<(string Kind, double Milliseconds)> ScanAsync(string code)
        {
            var begun = Stopwatch.GetTimestamp();
            place.Line.Send(code);
            var kind = (await scenes.NextAnswerSceneAsync()).GetProperty("kind").GetString()!;
            return (kind, Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }
    }
}
