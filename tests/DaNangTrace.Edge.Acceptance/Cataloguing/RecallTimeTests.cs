using System.Diagnostics;
using System.Globalization;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Cataloguing;

/// <summary>
/// From a recall's announcement to the red screen: a real broker, a real server over TLS, the published program.
/// </summary>
public sealed class RecallTimeTests(ITestOutputHelper output)
{
    private const int Runs = 50;

    // What the city promises.
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(5);

    // A person who scans the same product again and again.
    private static readonly TimeSpan BetweenScans = TimeSpan.FromMilliseconds(20);

    [Fact]
    public async Task A_recall_is_red_within_five_seconds_of_its_announcement()
    {
        await using var market = await MarketOfPacks.OpenAsync();
        await using var kiosk = await market.StartKioskAsync();
        await market.AnnounceAsync(await market.HaveCatalogAsync(1), "full");
        await Until.TrueAsync(async () => await kiosk.MetricAsync("dntrace_catalog_version") == 1, "the catalog");
        using var scenes = await SceneStream.OpenAsync(market.Place.Address);
        await scenes.NextSceneAsync();
        var times = new List<TimeSpan>();
        var longest = TimeSpan.Zero;
        for (var run = 1; run <= Runs; run++)
        {
            var lot = string.Create(CultureInfo.InvariantCulture, $"L-{run:00}");
            var pack = await market.HaveRecallsAsync(run, lot);
            Assert.NotEqual("recalled", await AlertAsync(market.Place, scenes, lot));
            await using var calm = new CalmWatch();
            var began = Stopwatch.GetTimestamp();
            await market.AnnounceAsync(pack, "recall");
            while (await AlertAsync(market.Place, scenes, lot) != "recalled")
            {
                Assert.True(
                    Stopwatch.GetElapsedTime(began) < Until.Deadline,
                    $"run {run}: no recall\n{string.Join('\n', kiosk.Log.TakeLast(20))}");
                await Task.Delay(BetweenScans, TestContext.Current.CancellationToken);
            }
            times.Add(Stopwatch.GetElapsedTime(began));
            // What the machine does for others meanwhile is told, and not held against the kiosk.
            longest = calm.Elapsed > longest ? calm.Elapsed : longest;
        }

        times.Sort();
        var told = string.Create(
            CultureInfo.InvariantCulture,
            $"announcement of a recall to a red screen, {Runs} runs: p50 {Seconds(0.5)} s, p99 {Seconds(0.99)} s, max "
                + $"{Seconds(1)} s");
        output.WriteLine(told);
        TestContext.Current.SendDiagnosticMessage(told);
        Assert.True(longest <= Promised, told);

        string Seconds(double share) => times[Math.Min(Runs - 1, (int)Math.Ceiling(share * Runs) - 1)].TotalSeconds
            .ToString("0.000", CultureInfo.InvariantCulture);
    }

    private static async Task<string?> AlertAsync(KioskPlace place, SceneStream scenes, string lot)
    {
        place.Line.Send($"]d201{MarketOfPacks.Gtin}10{lot}");
        while (true)
        {
            var scene = await scenes.NextAnswerSceneAsync();
            Assert.Equal("known", scene.GetProperty("kind").GetString());
            // What stands on the screen turns red by itself when its recall comes; the one before turned green.
            if (scene.GetProperty("lot").GetString() == lot)
                return scene.TryGetProperty("alert", out var alert) ? alert.GetString() : null;
        }
    }
}
