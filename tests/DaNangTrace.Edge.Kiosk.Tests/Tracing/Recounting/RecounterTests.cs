using System.Text;
using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Tests.Recording.Counting;
using DaNangTrace.Edge.Kiosk.Tracing;
using DaNangTrace.Edge.Kiosk.Tracing.Recounting;
using DaNangTrace.Edge.Wire;
using DaNangTrace.Edge.Wire.Packs;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace DaNangTrace.Edge.Kiosk.Tests.Tracing.Recounting;

/// <summary>When a list is counted, and what stands in the ledger then.</summary>
public sealed class RecounterTests : IAsyncDisposable
{
    private readonly ImportPlace _place = new();
    private readonly RecallList _recalls;
    private Ledger _ledger;
    private Recounter _recounter;

    public RecounterTests()
    {
        _recalls = _place.Recalls();
        _ledger = _place.Ledger();
        _recounter = Recounter();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_list_is_counted_once_and_its_counts_wait_for_the_city()
    {
        await SeeAsync("L1", "L1", "L2", "L9");
        Import(5, Line("L1", "L2"));
        Assert.False(await _recounter.LookAsync(Stop));

        await _recalls.RefreshAsync(_ledger);
        Assert.True(await LookTwiceAsync());
        Assert.Equal([("L1", 2), ("L2", 1)], await WaitingAsync());
        Assert.Equal(new CountFigures(2, 0, null), _ledger.Counts);

        Assert.False(await LookTwiceAsync());
        _recounter = Recounter();
        Assert.False(await LookTwiceAsync());
    }

    [Fact]
    public async Task A_later_list_tells_new_lots_alone()
    {
        await SeeAsync("L1", "L2");
        Import(5, Line("L1"));
        await CountedAsync();
        // After the recall was known, whoever scans the lot is warned.
        await _ledger.AppendAsync(Seen("L1") with { Answer = new SightingAnswer("known", 7, 0, ["recalled"]) });
        await SeeAsync("L2");

        Import(6, Line("L1", "L2"), Line("L3"));
        await CountedAsync();

        Assert.Equal([("L1", 1), ("L2", 2)], await WaitingAsync());
    }

    [Fact]
    public async Task The_samples_list_is_not_counted_for_the_city()
    {
        await SeeAsync("L1");
        PackJson.TryReadRecall(Encoding.UTF8.GetBytes(Line("L1")), out var recalled, out _);
        _recalls.UseSample([recalled!], Samples.Noon);

        Assert.False(await LookTwiceAsync());
        Assert.Empty(await WaitingAsync());
    }

    [Fact]
    public async Task What_was_not_kept_is_counted_again_and_says_the_same()
    {
        await SeeAsync("L1", "L2");
        Import(5, Line("L1", "L2"));
        await CountedAsync();
        var before = (await _ledger.TakeCountsAsync(0, 10)).Select(row => Encoding.UTF8.GetString(row.Bytes)).ToList();
        // As a plug that was pulled before the commit leaves it.
        await _ledger.DisposeAsync();
        using (var connection = LedgerFile.Open(File, SqliteOpenMode.ReadWrite))
            LedgerFile.Execute(connection, "DELETE FROM recalled; DELETE FROM about WHERE name = 'recounted'");
        _ledger = _place.Ledger();
        _recounter = Recounter();

        await CountedAsync();

        Assert.Equal(
            before, (await _ledger.TakeCountsAsync(0, 10)).Select(row => Encoding.UTF8.GetString(row.Bytes)));
    }

    [Fact]
    public async Task Of_a_damaged_ledger_what_was_rescued_is_counted_under_the_ids_that_it_had()
    {
        await SeeAsync("L1", "L1", "L2");
        Import(5, Line("L1", "L2"));
        await CountedAsync();
        var before = (await CountsAsync()).ToDictionary(one => one.Id, one => (one.Lot, one.Count));
        await _ledger.DisposeAsync();
        Damage();
        _ledger = _place.Ledger();
        await Wait.UntilAsync(() => _ledger.IsRescued && _ledger.Epoch != Guid.Empty, "the rescue");
        _recounter = Recounter();
        await SeeAsync("L1");

        await CountedAsync();

        var after = (await CountsAsync()).ToDictionary(one => one.Id, one => (one.Lot, one.Count));
        Assert.Equal(3, after.Count);
        Assert.All(before, one => Assert.Equal(one.Value, after[one.Key]));
        Assert.Equal(("L1", 1), after.Single(one => !before.ContainsKey(one.Key)).Value);
    }

    [Fact]
    public async Task A_thousand_lots_and_more_than_a_page_of_rows_are_counted()
    {
        var lots = Enumerable.Range(0, 1000).Select(n => $"{n:0000}").ToArray();
        await Task.WhenAll(lots.Select(lot => _ledger.AppendAsync(Seen(lot))));
        Import(5, LineOf($$"""[{"from":"{{lots[0]}}","to":"{{lots[^1]}}"}]"""));

        await CountedAsync();

        Assert.Equal(1000, _ledger.Counts.Pending);
        Assert.Equal(lots, (await _ledger.TakeCountsAsync(0, 2000)).Select(
            row => WireJson.ToRecallCount(row.Bytes).Lot));
    }

    [Fact]
    public async Task What_was_delivered_gives_its_bytes_back_once_there_are_more_than_ten_thousand()
    {
        var place = KeptCounts.PlaceOf(_ledger.Epoch);
        for (var part = 0; part < 11; part++)
        {
            var counts = Enumerable.Range(part * 1000, 1000).Select(Samples.RecallCount).ToList();
            Assert.Equal(1000, await _ledger.KeepCountsAsync(_ledger.Epoch, counts, $"{part}"));
            await _ledger.SettleAsync(
                [new(place, (part * 1000) + 1, (part * 1000) + 900, LedgerState.Delivered)]);
        }

        // None that waits is forgotten, and none that was told is told again.
        Assert.Equal(1100, _ledger.Counts.Pending);
        Assert.Equal(0, await _ledger.KeepCountsAsync(_ledger.Epoch, [Samples.RecallCount(3)], "again"));
        using var connection = LedgerFile.OpenToRead(File);
        Assert.Equal(900L, LedgerFile.Scalar(connection, "SELECT COUNT(*) FROM recalled WHERE length(bytes) = 0"));
    }

    [Fact]
    public async Task What_waits_for_the_city_or_was_refused_never_makes_room_and_what_finds_none_is_told()
    {
        var counts = Enumerable.Range(1, KeptCounts.MostIds).Select(Samples.RecallCount).ToList();
        Assert.Equal(KeptCounts.MostIds, await _ledger.KeepCountsAsync(_ledger.Epoch, counts, "1"));
        var place = KeptCounts.PlaceOf(_ledger.Epoch);
        await _ledger.SettleAsync([new(place, 1, 1, LedgerState.Refused, "NotAuthorized")]);

        var more = Enumerable.Range(100_001, 3).Select(Samples.RecallCount).ToList();
        Assert.Equal(0, await _ledger.KeepCountsAsync(_ledger.Epoch, [.. more, counts[7]], "2"));

        var figures = new CountFigures(KeptCounts.MostIds - 1, 1, "NotAuthorized");
        Assert.Equal(figures with { NoRoom = more.Sum(one => one.Count) }, _ledger.Counts);

        await _ledger.SettleAsync([new(place, 2, 4, LedgerState.Delivered)]);
        Assert.Equal(3, await _ledger.KeepCountsAsync(_ledger.Epoch, more, "3"));
        Assert.Equal(figures, _ledger.Counts);
    }

    [Fact]
    public async Task A_count_on_its_way_when_another_ledger_begins_settles_none_of_that_one()
    {
        await SeeAsync("L1");
        Import(5, Line("L1"));
        await CountedAsync();
        var onItsWay = await _ledger.TakeCountsAsync(0, 10);
        await _ledger.DisposeAsync();
        Damage();
        _ledger = _place.Ledger();
        await Wait.UntilAsync(() => _ledger.IsRescued && _ledger.Epoch != Guid.Empty, "the rescue");
        await SeeAsync("L1");
        _recounter = Recounter();
        await CountedAsync();
        var waiting = _ledger.Counts;
        Assert.Equal(2, waiting.Pending);

        await _ledger.SettleAsync([.. SettledRange.Of(onItsWay, LedgerState.Delivered)]);

        Assert.Equal(waiting, _ledger.Counts);
    }

    [Fact]
    public async Task A_recall_that_is_extended_to_the_whole_product_tells_only_what_was_not_told_by_lot()
    {
        await SeeAsync("L1", "L1", "L2");
        Import(5, Line("L1"));
        await CountedAsync();
        Import(6, LineOf("[]"));
        await CountedAsync();
        Assert.Equal([("L1", 2), (null, 1)], await WaitingAsync());

        // And back: all was told.
        Import(7, Line("L1", "L2"));
        await CountedAsync();
        Assert.Equal([("L1", 2), (null, 1)], await WaitingAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _ledger.DisposeAsync();
        _place.Dispose();
    }

    private string File => Path.Combine(_place.Data, LedgerFile.Name);

    private Recounter Recounter() => new(
        _ledger, _recalls, TimeProvider.System, NullLogger<Recounter>.Instance);

    private async Task<bool> LookTwiceAsync() =>
        await _recounter.LookAsync(Stop) | await _recounter.LookAsync(Stop);

    private async Task CountedAsync()
    {
        await _recalls.RefreshAsync(_ledger);
        Assert.True(await LookTwiceAsync());
    }

    private async Task SeeAsync(params string[] lots)
    {
        foreach (var lot in lots)
            Assert.IsType<Recorded.Kept>(await _ledger.AppendAsync(Seen(lot)));
    }

    private static Sighting Seen(string lot) => SeenRows.Of(TestPack.Gtin, "known", Samples.Noon, lot);

    private async Task<IEnumerable<RecallCount>> CountsAsync() =>
        (await _ledger.TakeCountsAsync(0, 100)).Select(row => WireJson.ToRecallCount(row.Bytes));

    private async Task<IEnumerable<(string?, long)>> WaitingAsync() =>
        (await CountsAsync()).Select(one => (one.Lot, one.Count));

    private void Import(long version, params string[] lines)
    {
        using var pack = _place.RecallPack(version, lines);
        _place.Taken(pack);
    }

    private static string Line(params string[] lots) => LineOf(
        $"[{string.Join(',', lots.Select(lot => $$"""{"from":"{{lot}}"}"""))}]");

    private static string LineOf(string lots) => $$"""
        {"v":1,"gtin":"{{TestPack.Gtin}}","recall":{"authority":{"vi":"Chi cục"},"reason":{"vi":"Nhãn"},
        """.Trim() + $$""" "notice":"TH-01","lots":{{lots}} } }""";

    // Its rows can be rescued; which list was counted can't.
    private void Damage()
    {
        using var connection = LedgerFile.Open(File, SqliteOpenMode.ReadWrite);
        LedgerFile.Execute(connection, "DROP TABLE start");
    }
}
