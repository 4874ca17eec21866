using DaNangTrace.Edge.Kiosk.Health;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Kiosk.Tracing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DaNangTrace.Edge.Kiosk.Tests.Health;

public class HealthTests
{
    private const HealthStatus Ok = HealthStatus.Healthy;
    private const HealthStatus Degraded = HealthStatus.Degraded;
    private const HealthStatus Down = HealthStatus.Unhealthy;

    [Theory]
    [InlineData("ok", Ok, Ok, Ok, Ok, Ok, Ok)]
    [InlineData("degraded", Down, Ok, Ok, Ok, Ok, Ok)]
    [InlineData("down", Down, Down, Ok, Ok, Ok, Ok)]
    [InlineData("down", Ok, Ok, Down, Ok, Ok, Ok)]
    [InlineData("degraded", Ok, Ok, Ok, Degraded, Degraded, Ok)]
    [InlineData("degraded", Ok, Ok, Ok, Down, Ok, Ok)]
    [InlineData("down", Ok, Ok, Ok, Down, Down, Ok)]
    [InlineData("degraded", Ok, Ok, Ok, Ok, Ok, Down)]
    public void The_kiosk_is_down_only_when_shoppers_or_the_ledger_are_not_served(
        string whole, HealthStatus scanner1, HealthStatus scanner2, HealthStatus ledger,
        HealthStatus display1, HealthStatus display2, HealthStatus uplink)
    {
        var verdict = Verdicts.Of(
        [
            (Role.Scanner, scanner1), (Role.Scanner, scanner2), (Role.Ledger, ledger),
            (Role.Display, display1), (Role.Display, display2), (Role.Other, uplink),
        ]);

        Assert.Equal(whole, verdict.ToString().ToLowerInvariant());
    }

    [Fact]
    public void A_condition_keeps_since_when_it_is_so()
    {
        var time = Samples.Time();
        var condition = new Condition(time);
        Assert.True(condition.Set(Wellness.Down, "gone"));
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.False(condition.Set(Wellness.Down, "gone"));
        Assert.True(condition.Set(Wellness.Down, "gone, and why"));
        Assert.Equal((Samples.Noon, "gone, and why"), (condition.Now.Since, condition.Now.Message));
        condition.Set(Wellness.Ok, "back");
        Assert.Equal(Samples.Noon.AddMinutes(1), condition.Now.Since);
    }

    [Theory]
    [InlineData(true, 3, Wellness.Ok, "2 products")]
    [InlineData(true, 72, Wellness.Degraded, "its recall list is 3 days old")]
    [InlineData(false, 3, Wellness.Degraded, "how old its recall list of 2026-11-24 is, a clock")]
    [InlineData(false, 72, Wellness.Degraded, "how old its recall list of 2026-11-21 is, a clock")]
    public void The_age_of_a_recall_list_is_told_only_where_it_is_known(
        bool isKnown, int hours, Wellness wellness, string words)
    {
        var data = new DataAge(7, Samples.Noon.AddHours(-hours), TimeSpan.FromHours(hours)) { IsCertain = isKnown };

        var told = HealthSetup.OfCatalog(new Condition.State(Wellness.Ok, Samples.Noon, "2 products"), data);

        Assert.Equal(wellness, told.Wellness);
        Assert.Contains(words, told.Message, StringComparison.Ordinal);
        Assert.Equal(isKnown ? [hours * 3600.0] : [], Gauges.AgeOf(data).Select(sample => sample.Value));
        Assert.Empty(Gauges.AgeOf(null));
    }

    [Fact]
    public void The_clock_is_a_part_that_says_what_it_can_t_tell_and_what_to_do()
    {
        var (time, isSynchronised, boot) = (Samples.Time(), false, 0L);
        var report = new ClockReport(new KioskClock(
            time, TimeZoneInfo.Utc, new BootClock("boot", () => boot, () => isSynchronised)));

        Told(Wellness.Degraded, "not set since the start", "timedatectl");
        Assert.Equal(Samples.Noon, report.Now.Since);
        isSynchronised = true;
        Told(Wellness.Ok, "set");
        isSynchronised = false;
        boot = TimeSpan.FromHours(1).Ticks * 100;
        time.Advance(TimeSpan.FromHours(1));
        Told(Wellness.Ok, "kept right by no time source");
        time.AdjustTime(Samples.Noon.AddDays(40));
        Told(
            Wellness.Degraded, "moved by hand", $"about {Samples.Noon.AddHours(1).UtcDateTime:yyyy-MM-dd HH:mm}",
            "timedatectl");

        void Told(Wellness wellness, params string[] words)
        {
            Assert.Equal(wellness, report.Now.Wellness);
            Assert.All(words, one => Assert.Contains(one, report.Now.Message, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Metrics_are_prometheus_text()
    {
        using var text = new PrometheusText();
        var counter = Metering.Meter.CreateCounter<long>("test_total", description: "A test");
        var histogram = Metering.Meter.CreateHistogram<double>("test_seconds", "s", "Another");
        counter.Add(2, new KeyValuePair<string, object?>("label", "a\"b\\c\nd"));
        counter.Add(3, new KeyValuePair<string, object?>("label", "a\"b\\c\nd"));
        histogram.Record(0.003);
        histogram.Record(7);

        var written = text.Write();

        Assert.Contains(
            "# HELP test_total A test\n# TYPE test_total counter\ntest_total{label=\"a\\\"b\\\\c\\nd\"} 5\n",
            written, StringComparison.Ordinal);
        Assert.Contains(
            "test_seconds_bucket{le=\"0.0025\"} 0\ntest_seconds_bucket{le=\"0.005\"} 1\n",
            written, StringComparison.Ordinal);
        Assert.Contains(
            "test_seconds_bucket{le=\"2.5\"} 1\ntest_seconds_bucket{le=\"+Inf\"} 2\n"
            + "test_seconds_sum 7.003\ntest_seconds_count 2\n",
            written, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_moment_carries_the_boot_it_belongs_to()
    {
        var clock = Samples.Clock(TimeProvider.System);
        var (first, second) = (clock.Now(), clock.Now());

        Assert.True(Guid.TryParse(first.BootId, out _));
        Assert.Equal(first.BootId, second.BootId);
        Assert.True(second.BootNanoseconds > first.BootNanoseconds && first.BootNanoseconds > 0);
        Assert.Equal(TimeSpan.FromHours(7), first.At.Offset);
    }
}
