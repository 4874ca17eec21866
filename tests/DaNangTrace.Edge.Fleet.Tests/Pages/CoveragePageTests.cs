using System.Collections.Immutable;
using DaNangTrace.Edge.Fleet.Intake;
using DaNangTrace.Edge.Fleet.Pages;
using DaNangTrace.Edge.Fleet.Tests.Kit;
using DaNangTrace.Edge.Fleet.Watching;
using DaNangTrace.Edge.Wire;

namespace DaNangTrace.Edge.Fleet.Tests.Pages;

/// <summary>What the page and the tables say of coverage and of recalled goods.</summary>
public class CoveragePageTests
{
    private static readonly DateTimeOffset Now = Sample.Noon;
    private static readonly MarketNames Markets = new();

    [Fact]
    public void A_share_is_rounded_down_so_that_a_hundred_per_cent_is_all()
    {
        Assert.Equal("99", Of(new CoverageWindow(30, 1000, 999, 10, 10)).Percent);
        Assert.Equal("100", Of(new CoverageWindow(30, 1000, 1000, 10, 10)).Percent);
        Assert.Equal(9, Assert.Single(Of(new CoverageWindow(30, 1000, 999, 10, 10)).Places).Grains);
        Assert.Equal(10, Assert.Single(Of(new CoverageWindow(30, 7, 7, 10, 10)).Places).Grains);
    }

    [Fact]
    public void Nothing_that_was_asked_for_has_no_share()
    {
        var model = Of(new CoverageWindow(30, 0, 0, 0, 0));

        Assert.Null(model.Percent);
        Assert.Equal("Chưa có mã hàng nào được hỏi trong 30 ngày.", model.What);
        Assert.Empty(model.Places);
    }

    [Fact]
    public void The_words_say_of_what_and_as_of_when_and_what_is_missing()
    {
        var model = Of(new CoverageWindow(30, 1560, 412, 3904, 3317), notHeard: 2);

        Assert.Equal("412 trên 1.560 mã hàng được hỏi trong 30 ngày", model.What);
        Assert.Equal("84% lượt hỏi gặp hàng đã đăng ký", model.BySightings);
        Assert.Equal(
            "Tính từ lượt quét đã nhận tới 11:59. Chưa gồm lượt quét chưa gửi của 2 kiosk mất mạng.", model.AsOf);
    }

    [Fact]
    public void A_kiosk_that_is_not_heard_says_until_when_its_figures_are()
    {
        var told = Card() with { Coverage = new KioskCoverage(Sample.Coverage(), Now.AddDays(-5)) };
        var broker = new BrokerView.There(Now);

        Assert.Equal(
            "412/560 mã hàng đã đăng ký, 30 ngày, tới 12:00, 18/11",
            KioskRow.Of(told, KioskMood.Offline, broker, Now).Coverage);
        Assert.Equal(
            "412/560 mã hàng đã đăng ký, 30 ngày",
            KioskRow.Of(
                told with { Coverage = new KioskCoverage(Sample.Coverage(), Now) }, KioskMood.Online, broker, Now)
                .Coverage);
        // Online, and yet no pulse came.
        Assert.EndsWith(
            "tới 12:00, 18/11", KioskRow.Of(told, KioskMood.Online, broker, Now).Coverage, StringComparison.Ordinal);
        Assert.Null(KioskRow.Of(Card(), KioskMood.Online, broker, Now).Coverage);
    }

    [Fact]
    public void A_recalled_lot_is_one_sentence_however_many_kiosks_saw_it()
    {
        using var folder = new TempFolder();
        using var store = IntakeStore.Open(folder.File("fleet.db"), new Random(1));
        store.Commit([Seen("k-han-001", Sample.RecallCount(5, lot: "OLD"))], Now.AddDays(-8));
        store.Commit(
            [
                Seen("k-han-001", Sample.RecallCount(4, lot: null) with { Recall = "sha256-0123456789abcdef" }),
                Seen("k-han-001", Sample.RecallCount(1, count: 9)), Seen("k-han-002", Sample.RecallCount(2, count: 5)),
                // Of the same kiosk, from a ledger before.
                Seen("k-han-001", Sample.RecallCount(3, count: 1)),
            ],
            Now);

        var model = RecalledModel.Of(new StoreReader(store.File).Recalled(Now), Markets, Now);

        Assert.Equal(
            ["Lô CB-0717 bị thu hồi, đã được xem 15 lượt trước đó", "Hàng bị thu hồi, đã được xem 3 lượt trước đó"],
            model.Tasks.Select(one => one.What));
        Assert.Equal("Chợ Hàn, k-han-001: 10 lượt · Chợ Hàn, k-han-002: 5 lượt", model.Tasks[0].Where);
        Assert.Equal(
            "GTIN 09520004707176 · Thông báo TH-01/2026 · từ 10:00, 21/11 tới 11:00", model.Tasks[0].When);
        Assert.Contains("Thông báo không có số", model.Tasks[1].When, StringComparison.Ordinal);
        Assert.Null(model.More);
    }

    [Fact]
    public void A_tables_codes_keep_their_zeros_and_are_no_formulas()
    {
        AskedCode[] codes =
        [
            new("00000012345670", null, null, 5, Now), new(null, "=1+1", "a.example", 4, Now),
            new(null, "007", "a.example", 3, Now), new(null, "A\",B", "a.example", 2, Now),
        ];
        var view = View(new CoverageWindow(30, 4, 0, 14, 0)) with
        {
            NotRegistered = [.. codes.Select(one => new WantedCode(one, ["con", "han"]))],
        };

        var lines = Tables.NotRegistered(Board(view), Markets).Split("\r\n");

        Assert.Equal("code,host,sightings,last,markets,asOf", lines[0]);
        Assert.Equal(
            ["(01)00000012345670,,5", "'=1+1,a.example,4", "'007,a.example,3", "\"A\"\",B\",a.example,2"],
            lines[1..5].Select(line => line[..line.IndexOf(",2026", StringComparison.Ordinal)]));
        Assert.EndsWith("\"Chợ Cồn, Chợ Hàn\",2026-11-23T11:59:00+07:00", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_says_of_each_kiosk_as_of_when_and_whether_it_is_heard()
    {
        var card = Card() with
        {
            State = new KioskState(false, Now, true, "0.1.0"),
            Coverage = new KioskCoverage(Sample.Coverage(), Now.AddDays(-5)),
        };
        var board = Board(View(new CoverageWindow(30, 4, 1, 14, 7)), card);

        var lines = Tables.Coverage(board, Markets).Split("\r\n");

        Assert.Equal("city,,,,,30,4,1,25.0,14,7,50.0,2026-11-23T11:59:00+07:00", lines[3]);
        Assert.Equal("market,han,Chợ Hàn,,,30,4,1,25.0,14,7,50.0,2026-11-23T11:59:00+07:00", lines[6]);
        Assert.Equal(
            "kiosk,han,Chợ Hàn,k-han-001,no,30,560,412,73.6,3904,3317,85.0,2026-11-18T12:00:00+07:00", lines[9]);
        Assert.Contains(
            "k-han-001,unknown,",
            Tables.Coverage(board with { Broker = new BrokerView.Away(Now, true) }, Markets), StringComparison.Ordinal);
    }

    private static CoverageModel Of(CoverageWindow longest, int notHeard = 0) =>
        CoverageModel.Of(View(longest), notHeard, Markets, Now);

    private static CoverageView View(CoverageWindow longest)
    {
        CoverageWindow[] windows = [new(1, 0, 0, 0, 0), new(7, 0, 0, 0, 0), longest];
        return new CoverageView(
            Now.AddMinutes(-1), new PlaceCoverage(null, windows), [new PlaceCoverage("han", windows)], []);
    }

    private static BoardView Board(CoverageView coverage, params KioskCard[] cards) => new(
        cards.ToImmutableDictionary(one => one.Address), new IntakeTotals(0, 0, 0, 0, 0), new BrokerView.There(Now),
        null, null)
    {
        Coverage = coverage,
    };

    private static KioskCard Card() => new()
    {
        Address = Sample.Han1,
        State = null,
        Last = null,
        Day = 0,
        DayCount = 0,
        Total = 0,
    };

    private static Arrival.Recalled Seen(string kiosk, RecallCount count) =>
        new(new KioskAddress("han", kiosk), count, WireJson.ToBytes(count));
}
