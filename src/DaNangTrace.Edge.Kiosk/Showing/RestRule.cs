using DaNangTrace.Edge.Kiosk.Identity;
using DaNangTrace.Edge.Kiosk.Recording.Counting;
using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Kiosk.Tracing;

namespace DaNangTrace.Edge.Kiosk.Showing;

/// <summary>What stands while nobody scans: how to scan; from time to time what the market tells; that nothing can be
/// scanned, where that is so.</summary>
/// <param name="scanners">Without one that can scan, the kiosk is out of order.</param>
/// <param name="market">What the market tells.</param>
/// <param name="catalog">What can be asked for.</param>
/// <param name="coverage">How much of what was asked for is known.</param>
/// <param name="clock">Which day it is.</param>
public sealed class RestRule(
    IReadOnlyList<IScanner> scanners, Market market, Catalog catalog, CoverageKeeper coverage, KioskClock clock)
{
    // A plug that slipped is back within seconds; a shopper must not see the sign for it.
    private static readonly TimeSpan DownFor = TimeSpan.FromSeconds(5);

    // How to scan is what the screen is for; what the market tells over all of it must not keep anybody from it.
    private const int IdleSeconds = 60;
    private const int LargeSeconds = 8;
    private const int SmallSeconds = 15;
    private const int CoverageDays = 30;

    private readonly long _begun = clock.Time.GetTimestamp();

    /// <summary>The scene of this moment.</summary>
    public Scene Now() => Untimed() with { IsTimeKnown = clock.IsWallTimeRight };

    private Scene Untimed()
    {
        if (IsOutOfOrder())
            return new Scene.OutOfOrder();
        // By a clock that is not set no day has come, and none has gone.
        var told = market.Announcements
            .Where(one => clock.IsWallTimeRight ? one.IsOn(clock.Today) : one is { From: null, Until: null }).ToList();
        var large = told.Where(one => one.IsLarge || one.IsLong).ToList();
        var seconds = (long)clock.Time.GetElapsedTime(_begun).TotalSeconds;
        var (round, within) = Math.DivRem(seconds, IdleSeconds + LargeSeconds);
        if (large.Count > 0 && within >= IdleSeconds)
            return new Scene.Announcement(large[(int)(round % large.Count)].Text);
        return new Scene.Idle(
            // Of the sample nothing is registered anywhere.
            catalog.Facts is { IsSample: false, Products: > 0 and var products } ? products : null,
            CoverageNow(),
            told.Count == 0 ? null : told[(int)(seconds / SmallSeconds % told.Count)].Text);
    }

    private bool IsOutOfOrder() =>
        scanners.Count > 0 && scanners.All(scanner => scanner.Condition.HasBeen(Wellness.Down, DownFor));

    private SceneCoverage? CoverageNow() =>
        coverage.Figures?.Windows.FirstOrDefault(window => window.Days == CoverageDays) is { Codes: > 0 } window
            ? new SceneCoverage(CoverageDays, window.KnownCodes, window.Codes)
            : null;
}
