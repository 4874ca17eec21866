using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Wire;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DaNangTrace.Edge.Kiosk.Tests.Recording;

/// <summary>
/// A kiosk whose wall clock stands where it was saved last, and is set later. The moment of a boot is known only then.
/// </summary>
public sealed class TimeCorrectorTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Saved = Samples.Noon;

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _wall = new(Saved);
    private readonly KioskClock _clock;
    private Ledger _ledger;
    private string _boot = "first";
    private long _bootNs = 5_000_000_000;
    private bool _isSynchronised;
    private int _looks;

    public TimeCorrectorTests()
    {
        _clock = ClockOf(_boot);
        _ledger = Open();
    }

    [Fact]
    public async Task Once_the_clock_is_set_each_earlier_sighting_of_the_boot_gets_its_true_time()
    {
        var first = await ScanAsync();
        Pass(TimeSpan.FromMinutes(10));
        var second = await ScanAsync();
        var corrector = Corrector();
        Assert.Null(await corrector.CorrectAsync());

        Pass(TimeSpan.FromMinutes(1));
        Set(TimeSpan.FromHours(3));

        Assert.Equal(2, await corrector.CorrectAsync());
        var rows = Rows();
        Assert.Equal([0, 0, 1, 1], rows.Select(row => row.Rev));
        Assert.Equal([first, second, first, second], rows.Select(row => row.Id));
        Assert.Equal([1, 2, 3, 4], rows.Select(row => row.Seq));
        Assert.Equal(Saved.AddHours(3), rows[2].At);
        Assert.Equal(Saved.AddHours(3).AddMinutes(10), rows[3].At);
        Assert.Equal(TimeSpan.FromHours(7), rows[2].At.Offset);
        Assert.Equal("corrected", rows[2].Time.Quality);
        // All else is as it was.
        Assert.Equal(Same(rows[0]), Same(rows[2]));

        Assert.Equal(0, await corrector.CorrectAsync());
        Assert.Equal(0, await Corrector().CorrectAsync());
        Assert.Null(LedgerCheck.Verify(_folder.File(LedgerFile.Name)).Fault);

        static string Same(Sighting one) => System.Text.Encoding.UTF8.GetString(WireJson.ToBytes(one with
        {
            Rev = 0,
            Seq = 0,
            Prev = "",
            At = default,
            Time = one.Time with { Quality = "" },
        }));
    }

    [Fact]
    public async Task A_clock_that_was_nearly_right_corrects_nothing()
    {
        await ScanAsync();
        Set(TimeSpan.FromSeconds(1.9));
        Assert.Equal(0, await Corrector().CorrectAsync());

        Assert.Single(Rows());
    }

    [Fact]
    public async Task A_clock_that_is_set_back_corrects_too()
    {
        await ScanAsync();
        Set(TimeSpan.FromDays(-400));
        Assert.Equal(1, await Corrector().CorrectAsync());

        Assert.Equal(Saved.AddDays(-400), Rows()[1].At);
    }

    [Fact]
    public async Task Of_a_boot_before_nothing_is_known()
    {
        await ScanAsync();
        _boot = "second";
        var clock = ClockOf(_boot);
        await ScanAsync(clock);
        Set(TimeSpan.FromHours(3));

        Assert.Equal(1, await Corrector(clock).CorrectAsync());
        Assert.Equal(["first", "second", "second"], Rows().Select(row => row.Time.BootId));
    }

    [Fact]
    public async Task A_start_within_the_same_boot_goes_on_where_a_power_cut_broke_off()
    {
        for (var i = 0; i < 5; i++)
            await ScanAsync();
        Set(TimeSpan.FromHours(3));
        // Two of the five corrections had been recorded.
        foreach (var row in Rows()[..2])
            await _ledger.AppendAsync(row with { Rev = 1, Time = row.Time with { Quality = "corrected" } });
        await _ledger.DisposeAsync();
        _ledger = Open();

        Assert.Equal(3, await Corrector().CorrectAsync());
        Assert.Equal(5, Rows().Where(row => row.Rev == 1).Select(row => row.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_sighting_that_comes_late_with_an_old_time_is_corrected_too()
    {
        var late = _clock.Now();
        await ScanAsync();
        Set(TimeSpan.FromHours(3));
        var corrector = Corrector();
        Assert.Equal(1, await corrector.CorrectAsync());

        await ScanAsync(at: late);

        Assert.Equal(1, await corrector.CorrectAsync());
    }

    [Fact]
    public async Task It_looks_by_itself()
    {
        await ScanAsync();
        using var corrector = Corrector();
        var before = Volatile.Read(ref _looks);
        await corrector.StartAsync(TestContext.Current.CancellationToken);
        await Wait.UntilAsync(() => Volatile.Read(ref _looks) > before, "the first look");
        Set(TimeSpan.FromHours(3));
        await Wait.UntilAsync(
            () =>
            {
                _wall.Advance(TimeCorrector.LookEvery);
                return _ledger.LastSeq == 2;
            },
            "the correction is recorded");
        await corrector.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_clock_that_jumps_breaks_nothing()
    {
        await ScanAsync();
        Set(TimeSpan.FromDays(20_000));
        await ScanAsync();
        _isSynchronised = false;
        await ScanAsync();
        _wall.AdjustTime(Saved.AddYears(-40));
        await ScanAsync();

        Assert.Equal([1, 2, 3, 4], Rows().Select(row => row.Seq));
        Assert.Null(LedgerCheck.Verify(_folder.File(LedgerFile.Name)).Fault);
    }

    public async ValueTask DisposeAsync()
    {
        await _ledger.DisposeAsync();
        _folder.Dispose();
    }

    private Ledger Open() => new(_folder.Path, new RecordingOptions(), _clock, NullLogger.Instance);

    private KioskClock ClockOf(string boot) => new(
        _wall,
        TimeZoneInfo.FindSystemTimeZoneById("Asia/Ho_Chi_Minh"),
        new BootClock(boot, () => _bootNs, IsSynchronised));

    private bool IsSynchronised()
    {
        Interlocked.Increment(ref _looks);
        return _isSynchronised;
    }

    private TimeCorrector Corrector(KioskClock? clock = null) =>
        new(_ledger, clock ?? _clock, NullLogger<TimeCorrector>.Instance);

    // Both clocks go on.
    private void Pass(TimeSpan time)
    {
        _wall.Advance(time);
        _bootNs += time.Ticks * 100;
    }

    // The network tells the time.
    private void Set(TimeSpan by)
    {
        _wall.AdjustTime(_wall.GetUtcNow() + by);
        _isSynchronised = true;
    }

    private async Task<Guid> ScanAsync(KioskClock? clock = null, Moment? at = null)
    {
        var now = at ?? (clock ?? _clock).Now();
        var sighting = Samples.Sighting() with
        {
            Id = Guid.CreateVersion7(now.At),
            At = now.At,
            Time = new SightingTime(now.IsSynchronised ? "sync" : "unsync", now.BootId, now.BootNanoseconds),
        };
        Assert.IsType<Recorded.Kept>(await _ledger.AppendAsync(sighting));
        return sighting.Id;
    }

    private List<Sighting> Rows() =>
        [.. LedgerCheck.Rows(_folder.File(LedgerFile.Name)).Select(row => WireJson.ToSighting(row.Bytes))];
}
