using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Recording.Counting;
using DaNangTrace.Edge.Wire;

namespace DaNangTrace.Edge.Kiosk.Tests.Recording.Counting;

/// <summary>Which product codes count as asked for, on which day, and which of them as known.</summary>
public class CoverageTests
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Ho_Chi_Minh");
    private static readonly DateOnly Today = new(2026, 11, 24);

    // A quarter past midnight in Da Nang: the day before in London.
    private static readonly DateTimeOffset Night = new(2026, 11, 24, 0, 15, 0, TimeSpan.FromHours(7));

    [Fact]
    public void Codes_are_counted_once_and_sightings_each_time_in_windows_that_end_today()
    {
        var figures = Count(
            SeenRows.Of(SeenRows.Rice, "known", Night.AddDays(-29)),
            SeenRows.Of(SeenRows.Rice, "known", Night.AddDays(-6)),
            SeenRows.Of(SeenRows.Sauce, "notRegistered", Night.AddDays(-7)),
            SeenRows.Of(SeenRows.Rice, "known", Night),
            SeenRows.Of(SeenRows.Rice, "known", Night),
            SeenRows.Of(SeenRows.Roll, "notRegistered", Night));

        Assert.Equal(
            [new(1, 2, 1, 3, 2), new CoverageWindow(7, 2, 1, 4, 3), new(30, 3, 1, 6, 4)], figures.Windows);
    }

    [Fact]
    public void A_day_begins_at_midnight_in_the_kiosks_zone()
    {
        var late = new DateTimeOffset(2026, 11, 23, 23, 59, 59, 999, TimeSpan.FromHours(7));

        Assert.Equal(0, Count(SeenRows.Of(SeenRows.Rice, "known", late)).Windows[0].Codes);
        Assert.Equal(1, Count(SeenRows.Of(SeenRows.Rice, "known", late.AddMilliseconds(1))).Windows[0].Codes);
        // The same instant, told by another clock.
        Assert.Equal(
            1, Count(SeenRows.Of(SeenRows.Rice, "known", late.AddMilliseconds(1).ToUniversalTime())).Windows[0].Codes);
        // Thirty days with today, and none before them.
        Assert.Equal(1, Count(SeenRows.Of(SeenRows.Rice, "known", late.AddDays(-28))).Windows[2].Codes);
        Assert.Equal(0, Count(SeenRows.Of(SeenRows.Rice, "known", late.AddDays(-29))).Windows[2].Codes);
        // Nor what claims to come.
        Assert.Equal(0, Count(SeenRows.Of(SeenRows.Rice, "known", Night.AddDays(1))).Windows[2].Codes);
    }

    [Theory]
    [InlineData("known", 1, 1)]
    [InlineData("notRegistered", 1, 0)]
    [InlineData("outOfReach", 1, 0)]
    [InlineData("inStore", 0, 0)]
    [InlineData("none", 0, 0)]
    public void Asked_for_is_what_could_be_known(string answer, long codes, long known)
    {
        var window = Count(SeenRows.Of(SeenRows.Rice, answer, Night)).Windows[0];

        Assert.Equal((codes, known), (window.Codes, window.KnownCodes));
    }

    [Theory]
    [InlineData("02012345012346")]
    [InlineData("00000020123451")]
    public void A_shops_own_number_is_no_product_code(string gtin) =>
        Assert.Equal(0, Count(SeenRows.Of(gtin, "outOfReach", Night)).Windows[0].Sightings);

    [Fact]
    public void A_trace_code_is_one_with_its_host()
    {
        var figures = Count(
            SeenRows.OfStamp("a.example", "TX-1", "known", Night),
            SeenRows.OfStamp("b.example", "TX-1", "notRegistered", Night),
            SeenRows.OfStamp("b.example", "TX-1", "notRegistered", Night),
            SeenRows.OfStamp("b.example", SeenRows.Rice, "notRegistered", Night),
            SeenRows.Of(SeenRows.Rice, "notRegistered", Night));

        Assert.Equal(new CoverageWindow(1, 4, 1, 5, 1), figures.Windows[0]);
        Assert.Equal(
            [(null, "TX-1", "b.example", 2), (null, SeenRows.Rice, "b.example", 1), (SeenRows.Rice, null, null, 1)],
            figures.NotRegistered.Select(one => (one.Gtin, one.TraceCode, one.Host, one.Count))
                .OrderByDescending(one => one.Count).ThenBy(one => one.Gtin));
    }

    [Fact]
    public void A_code_is_as_its_latest_answer_says_that_says_anything()
    {
        Sighting[] seen =
        [
            SeenRows.Of(SeenRows.Rice, "known", Night.AddDays(-3)),
            SeenRows.Of(SeenRows.Rice, "notRegistered", Night),
            SeenRows.Of(SeenRows.Rice, "outOfReach", Night.AddHours(1)),
            SeenRows.Of(SeenRows.Sauce, "notRegistered", Night.AddDays(-3)),
            SeenRows.Of(SeenRows.Sauce, "known", Night.AddDays(-2)),
            SeenRows.Of(SeenRows.Sauce, "outOfReach", Night),
        ];

        var figures = Count(seen);

        Assert.Equal((2, 1), (figures.Windows[1].Codes, figures.Windows[1].KnownCodes));
        // Today nobody could say whether the sauce is known.
        Assert.Equal((2, 0), (figures.Windows[0].Codes, figures.Windows[0].KnownCodes));
        Assert.Equal([(SeenRows.Rice, 3)], figures.NotRegistered.Select(one => (one.Gtin, one.Count)));
    }

    [Fact]
    public void A_repeat_counts_nothing()
    {
        var once = SeenRows.Of(SeenRows.Rice, "known", Night);

        Assert.Equal(1, Count(once, SeenRows.Of(SeenRows.Rice, "known", Night) with { Repeat = true })
            .Windows[0].Sightings);
    }

    [Fact]
    public void A_correction_moves_its_sighting_to_the_true_day_and_counts_no_second_one()
    {
        var claimed = SeenRows.Unset(SeenRows.Of(SeenRows.Rice, "known", Night.AddDays(-400)));
        var other = SeenRows.Unset(SeenRows.Of(SeenRows.Sauce, "notRegistered", Night));

        var figures = Count(
            claimed, other, SeenRows.Corrected(claimed, Night), SeenRows.Corrected(other, Night.AddDays(-9)));

        Assert.Equal(new CoverageWindow(1, 1, 1, 1, 1), figures.Windows[0]);
        Assert.Equal(new CoverageWindow(30, 2, 1, 2, 1), figures.Windows[2]);
        Assert.Equal(Night.AddDays(-9), Assert.Single(figures.NotRegistered).Last);
    }

    [Fact]
    public void A_correction_makes_no_old_answer_the_latest()
    {
        var old = SeenRows.Unset(SeenRows.Of(SeenRows.Rice, "notRegistered", Night.AddDays(-400)));

        var figures = Count(
            old, SeenRows.Of(SeenRows.Rice, "known", Night.AddHours(2)), SeenRows.Corrected(old, Night.AddHours(1)));

        Assert.Equal(new CoverageWindow(1, 1, 1, 2, 1), figures.Windows[0]);
    }

    [Fact]
    public void Of_several_corrections_the_newest_counts()
    {
        var claimed = SeenRows.Unset(SeenRows.Of(SeenRows.Rice, "known", Night.AddDays(-2)));

        var figures = Count(
            claimed, SeenRows.Corrected(claimed, Night.AddDays(-1)), SeenRows.Corrected(claimed, Night, rev: 2));

        Assert.Equal((1, 1), (figures.Windows[0].Sightings, figures.Windows[2].Sightings));
    }

    [Fact]
    public void A_clock_that_was_not_right_counts_on_the_day_that_it_claims()
    {
        var figures = Count(SeenRows.Unset(SeenRows.Of(SeenRows.Rice, "known", Night.AddDays(-20))));

        Assert.Equal((0, 1), (figures.Windows[1].Codes, figures.Windows[2].Codes));
    }

    [Fact]
    public void Only_a_right_clock_ends_the_walk()
    {
        var coverage = new Coverage(Today, Zone);
        var old = SeenRows.Of(SeenRows.Rice, "known", Night.AddDays(-40));

        Assert.True(coverage.Take(SeenRows.Rows(SeenRows.Unset(old))[0]));
        Assert.True(coverage.Take(SeenRows.Rows(SeenRows.Corrected(SeenRows.Unset(old), Night.AddDays(-40)))[0]));
        Assert.False(coverage.Take(SeenRows.Rows(old)[0]));
    }

    [Fact]
    public void What_finds_no_place_is_told()
    {
        var coverage = new Coverage(Today, Zone);
        for (var n = 0; n <= Coverage.MostCodes; n++)
            coverage.Take(SeenRows.Rows(SeenRows.OfStamp("a.example", $"{n}", "known", Night))[0]);
        coverage.Take(SeenRows.Rows(SeenRows.OfStamp("a.example", "0", "known", Night))[0]);

        var figures = coverage.Figures();

        Assert.Equal((Coverage.MostCodes, Coverage.MostCodes + 1, 1), (
            figures.Windows[0].Codes, figures.Windows[0].Sightings, figures.Uncounted));
    }

    [Fact]
    public void The_codes_most_asked_for_are_twenty_and_as_large_as_they_may_be_they_find_room_in_a_pulse()
    {
        var host = $"{new string('a', 63)}.{new string('b', 63)}.{new string('c', 63)}.{new string('d', 60)}";
        var figures = Count([.. Enumerable.Range(0, 25).SelectMany(n => Enumerable.Repeat(
            SeenRows.OfStamp(host, n + new string('"', 62), "notRegistered", Night), n + 1)
            .Select(one => one with { Id = SeenRows.NextId() }))]);

        Assert.Equal(
            Enumerable.Range(6, 20).Reverse().Select(n => (long)n), figures.NotRegistered.Select(n => n.Count));
        Assert.True(WireJson.ToBytes(figures).Length < WireJson.MaxPayload / 2);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"reading":{"gtin":"08936012345674"}}""")]
    public void A_row_that_is_no_sighting_counts_nothing(string text)
    {
        var coverage = new Coverage(Today, Zone);

        Assert.True(coverage.Take(
            new LedgerRow(Guid.Empty, 1, System.Text.Encoding.UTF8.GetBytes(text), LedgerState.Pending)));
        Assert.Equal(0, coverage.Codes);
    }

    // Newest first, as a ledger is walked.
    private static PulseCoverage Count(params Sighting[] seen)
    {
        var coverage = new Coverage(Today, Zone);
        foreach (var row in Enumerable.Reverse(SeenRows.Rows(seen)))
            coverage.Take(row);
        return coverage.Figures();
    }
}
