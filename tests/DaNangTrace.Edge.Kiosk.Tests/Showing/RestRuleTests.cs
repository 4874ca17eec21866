using DaNangTrace.Edge.Kiosk.Identity;
using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Recording.Counting;
using DaNangTrace.Edge.Kiosk.Scanning;
using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Tests.Recording.Counting;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Kiosk.Tracing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DaNangTrace.Edge.Kiosk.Tests.Showing;

/// <summary>What stands while nobody scans, second by second.</summary>
public sealed class RestRuleTests : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _measured = Samples.Time();
    private readonly LeapingTime _time;
    private readonly KioskClock _clock;
    private readonly Catalog _catalog;
    private readonly Ledger _ledger;
    private readonly CoverageKeeper _coverage;
    private readonly StandInScanner _front;
    private readonly StandInScanner _back;

    public RestRuleTests()
    {
        _time = new LeapingTime(_measured);
        _clock = Samples.Clock(_time);
        _catalog = Samples.Catalog(_folder, _clock);
        _ledger = new Ledger(_folder.Path, new RecordingOptions(), _clock, NullLogger.Instance);
        _coverage = new CoverageKeeper(_ledger, _clock, NullLogger<CoverageKeeper>.Instance);
        (_front, _back) = (new StandInScanner(_time), new StandInScanner(_time));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void How_to_scan_stands_for_a_minute_and_then_what_the_market_tells_for_eight_seconds_in_turn()
    {
        var rule = Rule(Large("A"), Small("B"), Large("C"));

        Assert.Equal(
            ["idle 60", "A 8", "idle 60", "C 8", "idle 60", "A 8", "idle 6"],
            Runs(210, () => rule.Now() is Scene.Announcement told ? told.Text["vi"] : "idle"));
    }

    [Fact]
    public void A_notice_stands_for_fifteen_seconds_and_the_next_one_follows()
    {
        var rule = Rule(Small("A"), Small("B"), Small("C"));
        Assert.Equal(["A 15", "B 15", "C 15", "A 15", "B 3"], Runs(63, () => Idle(rule).Notice!["vi"]));
    }

    [Theory]
    [InlineData(60, "x", false)]
    [InlineData(61, "x", true)]
    [InlineData(31, "시", true)]
    public void What_the_bar_cannot_hold_fills_the_screen_although_nobody_asked_for_it(int count, string of, bool fills)
    {
        var rule = Rule(Small(string.Concat(Enumerable.Repeat(of, count))));
        Wait(61);
        Assert.Equal(fills, rule.Now() is Scene.Announcement);
    }

    [Fact]
    public void By_a_clock_that_is_not_set_only_what_holds_always_is_told()
    {
        var today = _clock.Today;
        MarketAnnouncement[] told = [Small("A") with { From = today }, Small("B") with { Until = today }, Small("C")];
        var unset = new KioskClock(_time, _clock.Zone, () => false);
        var byDay = Rule(told);
        Assert.Equal(["A 15", "B 15", "C 15"], Runs(45, () => Idle(byDay).Notice!["vi"]));

        var rule = new RestRule(
            [_front, _back], new Market { Id = "han", Announcements = told }, _catalog, _coverage, unset);

        Assert.False(rule.Now().IsTimeKnown);
        Assert.Equal(["C 45"], Runs(45, () => Idle(rule).Notice!["vi"]));
    }

    [Fact]
    public void A_clock_that_leaps_neither_stops_the_turn_nor_skips_any_of_it()
    {
        var rule = Rule(Large("A"), Small("B"));
        Wait(50);
        foreach (var leap in (double[])[-400, 400, 0])
        {
            _time.Leap = TimeSpan.FromDays(leap);
            Assert.Equal("B", Idle(rule).Notice!["vi"]);
        }
        _time.Leap = TimeSpan.FromDays(-400);

        Wait(11);
        Assert.IsType<Scene.Announcement>(rule.Now());
        Wait(7);
        Assert.IsType<Scene.Idle>(rule.Now());
    }

    [Fact]
    public void What_has_a_first_and_a_last_day_is_told_on_these_days_of_the_kiosk_s_zone_by_the_wall_clock()
    {
        var day = _clock.Today;
        var rule = Rule(Small("A") with { From = day, Until = day.AddDays(1) });

        // It is noon, seven hours of it in the zone.
        foreach (var (hours, isTold) in ((double, bool)[])
            [(-12.1, false), (-11.9, true), (0, true), (35.9, true), (36.1, false)])
        {
            _time.Leap = TimeSpan.FromHours(hours);
            Assert.Equal(isTold ? "A" : null, Idle(rule).Notice?["vi"]);
        }
    }

    [Fact]
    public void Out_of_order_is_told_after_five_seconds_without_any_scanner_and_no_longer_than_that()
    {
        var rule = Rule(Large("A"));
        _front.Set(Wellness.Down);
        Wait(3);
        _back.Set(Wellness.Down);
        Wait(5);
        Assert.IsType<Scene.Idle>(rule.Now());
        Wait(0.1);
        Assert.IsType<Scene.OutOfOrder>(rule.Now());
        // It stays so while the market has something to tell.
        Wait(56);
        Assert.IsType<Scene.OutOfOrder>(rule.Now());

        _front.Set(Wellness.Degraded);
        Assert.IsType<Scene.Announcement>(rule.Now());
    }

    [Theory]
    [InlineData(-400)]
    [InlineData(400)]
    public void A_clock_that_leaps_shows_out_of_order_neither_early_nor_late(double days)
    {
        var rule = Rule();
        _front.Set(Wellness.Down);
        _back.Set(Wellness.Down);
        Wait(1);

        _time.Leap = TimeSpan.FromDays(days);

        Assert.IsType<Scene.Idle>(rule.Now());
        // Another reason for the same is no new beginning.
        Wait(2);
        _front.Set(Wellness.Down, "unplugged");
        Wait(3);
        Assert.IsType<Scene.OutOfOrder>(rule.Now());
        _time.Leap = TimeSpan.Zero;
        Assert.IsType<Scene.OutOfOrder>(rule.Now());
    }

    [Fact]
    public void Where_no_scanner_is_set_nothing_is_out_of_order()
    {
        var rule = new RestRule([], new Market { Id = "han" }, _catalog, _coverage, _clock);
        Wait(60);
        Assert.IsType<Scene.Idle>(rule.Now());
    }

    [Fact]
    public void Products_of_a_catalog_that_is_no_sample_are_counted()
    {
        using var folder = new TempFolder();
        using var catalog = Samples.Catalog(
            folder, _clock, folder.Write("seed.ndjson", """{"v":1,"gtin":"08936012345674","productName":{"vi":"x"}}"""));

        Assert.Equal(1, Idle(new RestRule([], new Market { Id = "han" }, catalog, _coverage, _clock)).Products);
    }

    [Fact]
    public async Task How_much_is_known_is_told_of_thirty_days_once_something_was_asked_for()
    {
        var rule = Rule();
        // Of the sample nothing is registered.
        Assert.Equal((null, null), (Idle(rule).Products, Idle(rule).Coverage));
        await _coverage.LookAsync(Stop);
        Assert.Null(Idle(rule).Coverage);

        foreach (var (gtin, answer, days) in ((string, string, int)[])
            [(SeenRows.Rice, "known", 0), (SeenRows.Sauce, "notRegistered", 20), (SeenRows.Roll, "known", 40)])
        {
            var one = SeenRows.Of(gtin, answer, _clock.LocalNow.AddDays(-days));
            await _ledger.AppendAsync(one);
        }
        await _coverage.LookAsync(Stop);

        Assert.Equal(new SceneCoverage(30, 1, 2), Idle(rule).Coverage);
    }

    public async ValueTask DisposeAsync()
    {
        await _ledger.DisposeAsync();
        _catalog.Dispose();
        _folder.Dispose();
    }

    private RestRule Rule(params MarketAnnouncement[] told) => new(
        [_front, _back], new Market { Id = "han", Announcements = told }, _catalog, _coverage, _clock);

    private static Scene.Idle Idle(RestRule rule) => Assert.IsType<Scene.Idle>(rule.Now());

    private static MarketAnnouncement Large(string text) => Small(text) with { IsLarge = true };

    private static MarketAnnouncement Small(string text) =>
        new(new Dictionary<string, string> { ["vi"] = text }, null, null, false);

    private void Wait(double seconds) => _measured.Advance(TimeSpan.FromSeconds(seconds));

    // What is seen in each second, and for how many of them.
    private List<string> Runs(int seconds, Func<string> look)
    {
        var (runs, count, last) = (new List<string>(), 0, look());
        for (var second = 0; second < seconds; second++, count++)
        {
            if (look() is var now && now != last)
            {
                runs.Add($"{last} {count}");
                (last, count) = (now, 0);
            }
            Wait(1);
        }
        return [.. runs, $"{last} {count}"];
    }

    private sealed class StandInScanner : IScanner
    {
        public StandInScanner(TimeProvider time)
        {
            (Condition, Tally) = (new Condition(time), Samples.Tally(time));
            Set(Wellness.Ok);
        }

        public string Name => "stand-in";

        public Condition Condition { get; }

        public ScannerTally Tally { get; }

        public Task RunAsync(ScanTaker take, CancellationToken stop) => Task.CompletedTask;

        public void Set(Wellness wellness, string message = "so it is") => Condition.Set(wellness, message);
    }
}
