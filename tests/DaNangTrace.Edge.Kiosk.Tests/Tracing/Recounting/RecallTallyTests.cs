using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Tests.Recording.Counting;
using DaNangTrace.Edge.Kiosk.Tracing;
using DaNangTrace.Edge.Kiosk.Tracing.Recounting;
using DaNangTrace.Edge.Wire;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tests.Tracing.Recounting;

/// <summary>Which sightings a recall covers, and what the city is told of them.</summary>
public class RecallTallyTests
{
    private static readonly Guid Epoch = new("019ab2ef-0a34-7d20-8a11-6d7c0e1b2a33");
    private static readonly HashSet<Guid> NoneTold = [];
    private static readonly DateTimeOffset Noon = Samples.Noon.ToOffset(TimeSpan.FromHours(7));

    [Fact]
    public void Each_lot_that_was_seen_is_told_with_its_sightings_and_their_first_and_last_time()
    {
        var counts = Count(
            [Recall(SeenRows.Roll, "TH-01/2026", lots: [new("CB-0717", "CB-0719"), new("X1")])],
            Seen("CB-0717", 0), Seen("CB-0718", 1), Seen("CB-0717", 2), Seen("CB-0717", 5), Seen("CB-0720", 6),
            Seen(null, 7), SeenRows.Of(SeenRows.Rice, "known", Noon, "CB-0717"));

        Assert.Equal(
            [
                ("TH-01/2026", SeenRows.Roll, "CB-0717", 3, Noon, Noon.AddHours(5)),
                ("TH-01/2026", SeenRows.Roll, "CB-0718", 1, Noon.AddHours(1), Noon.AddHours(1)),
            ],
            counts.Select(one => (one.Recall, one.Gtin, one.Lot, one.Count, one.First, one.Last)));
        Assert.Equal(TimeSpan.FromHours(7), counts[0].First.Offset);
    }

    [Fact]
    public void A_recall_of_all_items_and_one_by_serial_numbers_are_told_without_a_lot()
    {
        Assert.Equal(
            [(null, 3)],
            Count([Recall(SeenRows.Roll, "A")], Seen("L1", 0), Seen(null, 1), Seen("L2", 2))
                .Select(one => (one.Lot, one.Count)));
        Assert.Equal(
            [(null, 2), (null, 1)],
            Count(
                [Recall(SeenRows.Roll, "A", serials: [new("S1", "S3")])],
                Seen("L1", 0, "S1"), Seen("L2", 1, "S3"), Seen("L1", 2, "S4"), Seen("L1", 3), Seen("L1", 4, "S1"))
                .Select(one => (one.Lot, one.Count)));
        // Of one that names both, what its lots cover is told by lot.
        Assert.Equal(
            [(null, 1), ("L1", 2)],
            Count(
                [Recall(SeenRows.Roll, "A", lots: [new("L1")], serials: [new("S1")])],
                Seen("L1", 0, "S1"), Seen("L1", 1), Seen("L2", 2, "S1"))
                .Select(one => (one.Lot, one.Count)));
    }

    [Fact]
    public void Whatever_a_recall_becomes_each_sighting_is_told_once_and_the_counts_add_up()
    {
        Sighting[] seen = [Seen("L1", 0, "S1"), Seen("L2", 1, "S3"), Seen("L3", 2, "S9"), Seen(null, 3), Seen("L1", 4)];
        RecalledProduct[] forms =
        [
            Recall(SeenRows.Roll, "A", serials: [new("S1", "S3")]), Recall(SeenRows.Roll, "A", lots: [new("L1")]),
            Recall(SeenRows.Roll, "A", serials: [new("S1", "S9")]), Recall(SeenRows.Roll, "A"),
        ];

        foreach (var order in (int[][])[[0, 1, 2, 3], [1, 0, 3, 2], [0, 3, 1, 2], [2, 3, 0, 1], [3, 0, 1, 2]])
        {
            var told = new HashSet<Guid>();
            var sum = 0L;
            foreach (var form in order)
            {
                var counts = Count([forms[form]], told, seen);
                Assert.All(counts, one => Assert.True(told.Add(one.Id)));
                sum += counts.Sum(one => one.Count);
            }
            Assert.Equal(seen.Length, sum);
        }
        // Another notice is another recall.
        Assert.Equal(
            5, Count([Recall(SeenRows.Roll, "B")], Count([forms[3]], seen).Select(one => one.Id).ToHashSet(), seen)
                .Sum(one => one.Count));
    }

    [Fact]
    public void Lines_of_one_notice_that_name_a_lot_and_the_whole_product_count_a_sighting_once()
    {
        RecalledProduct[] lines = [Recall(SeenRows.Roll, "A"), Recall(SeenRows.Roll, "A", lots: [new("L1")])];

        foreach (var order in (RecalledProduct[][])[lines, [.. lines.Reverse()]])
            Assert.Equal(
                [(null, 1), ("L1", 1)],
                Count(order, Seen("L1", 0), Seen("L2", 1)).Select(one => (one.Lot, one.Count)));
    }

    [Fact]
    public void A_lot_that_the_wire_can_not_name_does_not_go_out() => Assert.Empty(Count(
        [Recall(SeenRows.Roll, "A", lots: [new("L 1")])], Seen("L 1", 0)));

    [Fact]
    public void Who_was_warned_or_held_the_code_on_is_not_counted()
    {
        Assert.Empty(Count(
            [Recall(SeenRows.Roll, "A")],
            Seen("L1", 0) with { Answer = new SightingAnswer("known", 7, 0, ["expired", "recalled"]) },
            Seen("L1", 1) with { Repeat = true }));
        Assert.Equal(1, Assert.Single(Count(
            [Recall(SeenRows.Roll, "A")],
            Seen("L1", 0) with { Answer = new SightingAnswer("notRegistered", 7, 0, ["expired"]) })).Count);
    }

    [Fact]
    public void A_sighting_that_was_corrected_counts_once_by_its_newest_time()
    {
        var (first, second) = (SeenRows.Unset(Seen("L1", 0)), SeenRows.Unset(Seen("L1", 1)));

        var count = Assert.Single(Count(
            [Recall(SeenRows.Roll, "A")], first, second, Seen("L1", 2), SeenRows.Corrected(first, Noon.AddDays(-1)),
            SeenRows.Corrected(second, Noon.AddDays(-3)), SeenRows.Corrected(second, Noon.AddDays(-2), rev: 2)));

        Assert.Equal((3, Noon.AddDays(-2), Noon.AddHours(2)), (count.Count, count.First, count.Last));
    }

    [Fact]
    public void Two_lines_of_one_notice_count_a_sighting_once_and_two_notices_each()
    {
        var counts = Count(
            [
                Recall(SeenRows.Roll, "A", lots: [new("L1")]), Recall(SeenRows.Roll, "A", lots: [new("L1"), new("L2")]),
                Recall(SeenRows.Roll, "B", lots: [new("L1")]),
            ],
            Seen("L1", 0), Seen("L2", 1));

        Assert.Equal(
            [("A", "L1", 1), ("A", "L2", 1), ("B", "L1", 1)],
            counts.Select(one => (one.Recall, one.Lot, one.Count)));
    }

    [Theory]
    [InlineData("TH-01/2026", "TH-01/2026")]
    [InlineData("1", "1")]
    [InlineData("TH-01 (mẫu)", null)]
    [InlineData("-1", null)]
    [InlineData("TH\n", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_notice_goes_out_only_where_it_keeps_to_its_pattern(string? notice, string? name)
    {
        var told = RecallKey.NameOf(Recall(SeenRows.Roll, notice).Recall);

        if (name is null)
            Assert.Matches("^sha256-[0-9a-f]{16}\\z", told);
        else
            Assert.Equal(name, told);
    }

    [Fact]
    public void A_recall_without_a_number_is_the_same_one_when_it_is_extended_and_another_where_its_reason_differs()
    {
        var recall = Recall(SeenRows.Roll, null, lots: [new("L1")]).Recall;
        var name = RecallKey.NameOf(recall);

        Assert.Equal(name, RecallKey.NameOf(recall with
        {
            Lots = [new("L1"), new("L2")],
            Reason = recall.Reason.Reverse().ToDictionary(),
        }));
        Assert.NotEqual(name, RecallKey.NameOf(recall with
        {
            Reason = new Dictionary<string, string> { ["vi"] = "khác" },
        }));
        Assert.NotEqual(name, RecallKey.NameOf(recall with { Date = new DateOnly(2026, 1, 2) }));
    }

    [Fact]
    public void An_id_is_a_UUID_of_version_8_of_ledger_recall_product_and_lot()
    {
        var key = new RecallKey("A", SeenRows.Roll, "L1");
        Guid[] ids =
        [
            key.IdIn(Epoch), key.IdIn(Guid.Empty), (key with { Recall = "B" }).IdIn(Epoch),
            (key with { Gtin = SeenRows.Rice }).IdIn(Epoch), (key with { Lot = "L2" }).IdIn(Epoch),
            (key with { Lot = null }).IdIn(Epoch), (key with { Lot = null, Serial = "L1" }).IdIn(Epoch),
            (key with { Lot = null, Serial = "all" }).IdIn(Epoch),
        ];

        Assert.All(ids, id => Assert.Equal((8, '8'), (id.Version, "89ab".Contains($"{id}"[19]) ? '8' : $"{id}"[19])));
        Assert.Equal(ids.Length, ids.Distinct().Count());
        // What another program would make of the same words; it must never change.
        Assert.Equal("13555c7c-a20a-84ec-b6fc-41b39510b220", $"{key.IdIn(Epoch)}");
    }

    [Fact]
    public void Memory_is_bounded_and_what_finds_no_place_is_told()
    {
        var recall = Recall(SeenRows.Roll, "A", lots: [new("000000", "999999")]);
        var tally = new RecallTally(Listed([recall]), Epoch, NoneTold);
        for (var n = 0; n <= RecallTally.MostKeys; n++)
            tally.Take(WireJson.ToBytes(Seen($"{n:000000}", 0)));

        Assert.Equal((RecallTally.MostKeys, 1), (tally.Counts.Count(), tally.Uncounted));
    }

    internal static RecalledProduct Recall(
        string gtin, string? notice, CodeRange[]? lots = null, CodeRange[]? serials = null) => new()
        {
            Gtin = gtin,
            Recall = new Recall
            {
                Authority = new Dictionary<string, string> { ["vi"] = "Chi cục (mẫu)" },
                Reason = new Dictionary<string, string> { ["vi"] = "Nhãn sai (mẫu)", ["en"] = "Wrong label (sample)" },
                Notice = notice,
                Lots = lots ?? [],
                Serials = serials ?? [],
            },
        };

    private static StandingRecalls Listed(IEnumerable<RecalledProduct> recalls) =>
        new(9, recalls.GroupBy(one => one.Gtin).ToDictionary(one => one.Key, one => one.ToList()));

    private static Sighting Seen(string? lot, int hours, string? serial = null) =>
        SeenRows.Of(SeenRows.Roll, "known", Noon.AddHours(hours), lot, serial);

    // Newest first, as a ledger is walked.
    private static List<RecallCount> Count(RecalledProduct[] recalls, params Sighting[] seen) =>
        Count(recalls, NoneTold, seen);

    private static List<RecallCount> Count(
        RecalledProduct[] recalls, IReadOnlySet<Guid> told, params Sighting[] seen)
    {
        var tally = new RecallTally(Listed(recalls), Epoch, told);
        foreach (var row in Enumerable.Reverse(SeenRows.Rows(seen)))
            tally.Take(row.Bytes);
        return [.. tally.Counts];
    }
}
