using System.Collections.Immutable;
using System.Net;
using DaNangTrace.Edge.Fleet.Pages;
using DaNangTrace.Edge.Fleet.Tests.Kit;
using DaNangTrace.Edge.Fleet.Watching;
using DaNangTrace.Edge.Wire;

namespace DaNangTrace.Edge.Fleet.Tests.Pages;

public sealed class OverviewModelTests
{
    private static readonly DateTimeOffset Now = Sample.Noon;
    private static readonly BrokerView There = new BrokerView.There(Now.AddHours(-1));

    [Fact]
    public void The_title_says_how_many_and_how_many_are_gone()
    {
        Assert.Equal("Chưa nghe thấy kiosk nào", Of(There).Title);
        Assert.Equal("1 kiosk, đang trực tuyến", Of(There, Card(1, true)).Title);
        Assert.Equal("2 kiosk, đều trực tuyến", Of(There, Card(1, true), Card(2, true)).Title);
        Assert.Equal("3 kiosk, 1 mất mạng", Of(There, Card(1, true), Card(2, false), Card(3, true)).Title);
        Assert.Equal("2 kiosk, 1 chưa rõ", Of(There, Card(1, true), Card(2, null)).Title);
    }

    [Fact]
    public void A_kiosk_that_is_gone_stands_first_in_its_market_and_says_since_when()
    {
        var rows = Assert.Single(Of(There, Card(1, true), Card(2, false)).Groups).Rows;

        Assert.Equal(["k-han-002", "k-han-001"], rows.Select(r => r.Kiosk));
        Assert.Equal(("Mất mạng", "từ 11:50, đã 10 phút"), (rows[0].State.Word, rows[0].Since));
        Assert.Equal(("5", "lượt, tới 11:50"), (rows[0].Count, rows[0].CountOf));
        Assert.Equal(("5", "lượt hôm nay"), (rows[1].Count, rows[1].CountOf));
    }

    [Fact]
    public void A_kiosk_that_was_gone_before_today_has_no_figure_of_today()
    {
        var card = Card(1, false) with { State = new KioskState(false, Now.AddDays(-5), true, "0.1.0") };

        var row = Of(There, card).Groups[0].Rows[0];

        Assert.Null(row.Count);
        Assert.Equal("từ 12:00, 18/11", row.CountOf);
        Assert.Equal("từ 12:00, 18/11, đã 5 ngày", row.Since);
    }

    [Fact]
    public void While_the_broker_is_away_no_kiosk_is_said_to_be_online()
    {
        var away = new BrokerView.Away(Now.AddMinutes(-3), WasThere: true);

        var model = Of(away, Card(1, true), Card(2, false));

        Assert.Equal("2 kiosk, chưa rõ tình trạng", model.Title);
        Assert.All(model.Groups[0].Rows, row => Assert.Equal("Chưa rõ", row.State.Word));
        Assert.Equal("Chưa rõ", Assert.Single(model.States).State.Word);
        Assert.Equal("· lần cuối báo: trực tuyến từ 11:50", model.Groups[0].Rows[0].Since);
        Assert.Equal("lượt, tới 11:57", model.Groups[0].Rows[0].CountOf);
        Assert.Equal("Mất liên lạc với máy chủ tin từ 11:57, đã 3 phút", Assert.Single(model.Notices).What);
    }

    [Fact]
    public void A_state_from_before_we_listened_began_before_that()
    {
        var card = Card(1, true) with { State = new KioskState(true, Now.AddMinutes(-10), false, "0.1.0") };

        Assert.Equal("từ trước 11:50", Of(There, card).Groups[0].Rows[0].Since);
    }

    [Theory]
    [InlineData("sync", 0, "vừa xong · 12:00:00")]
    [InlineData("sync", -47, "45 giây trước · 11:59:13")]
    [InlineData("sync", -7200, "2 giờ trước · 10:00:00, nhận lúc 12:00")]
    [InlineData("sync", -86400, "1 ngày trước · 12:00:00, 22/11, nhận lúc 12:00")]
    [InlineData("sync", 7200, "vừa xong · 12:00:00 lúc nhận; đồng hồ kiosk sai, chỉ 14:00")]
    [InlineData("unsync", -86400, "vừa xong · 12:00:00 lúc nhận; đồng hồ kiosk sai, chỉ 12:00, 22/11")]
    public void When_a_scan_was_is_said_by_the_clock_that_can_be_trusted(string quality, int seconds, string when)
    {
        var sighting = Sample.Sighting(1, at: Now.AddSeconds(seconds)) with
        {
            Time = new SightingTime(quality, "boot", 1),
        };

        var row = Of(There, Card(1, true) with { Last = new LastSighting(sighting, Now) }).Groups[0].Rows[0];

        Assert.Equal(when, row.Last!.When);
    }

    [Theory]
    [InlineData("item", "known", "", "Đã đăng ký")]
    [InlineData("item", "known", "expired", "Hết hạn")]
    [InlineData("item", "known", "recalled", "Bị thu hồi")]
    [InlineData("item", "notRegistered", "", "Chưa đăng ký")]
    [InlineData("item", "inStore", "", "Mã nội bộ")]
    [InlineData("item", "outOfReach", "", "Chưa hỏi được")]
    [InlineData("web", "none", "", "Chưa đăng ký")]
    [InlineData("unreadable", "none", "", "Chưa đọc được")]
    [InlineData("payment", "none", "", "Mã thanh toán")]
    [InlineData("personal", "none", "", "Mã cá nhân")]
    [InlineData("something", "new", "", "Loại trả lời mới")]
    public void An_answer_is_said_in_the_shoppers_words(string kind, string answer, string alert, string word)
    {
        var sighting = Sample.Sighting(1) with
        {
            Reading = new SightingReading { Kind = kind },
            Answer = new SightingAnswer(answer, null, null, alert == "" ? [] : [alert]),
        };

        Assert.Equal(word, Words.Answer(sighting).Word);
    }

    [Fact]
    public void A_great_many_kiosks_are_counted_but_not_all_drawn_and_the_gone_ones_are()
    {
        var cards = Enumerable.Range(1, 900).Select(i => Card(i, isOnline: i != 900)).ToArray();

        var model = Of(There, cards);

        Assert.Equal("900 kiosk, 1 mất mạng", model.Title);
        Assert.Equal(OverviewModel.MostRows, model.Groups.Sum(g => g.Rows.Count));
        Assert.Equal("k-han-900", model.Groups[0].Rows[0].Kiosk);
        Assert.Equal("Còn 700 kiosk không hiện ở đây.", model.Hidden);
    }

    [Fact]
    public void An_empty_page_tells_how_to_start_a_demo_that_it_will_hear()
    {
        var away = Of(new BrokerView.Away(Now, WasThere: false)).Demo.Commands;
        Assert.EndsWith("-- demo --mqtt-port 1999", away, StringComparison.Ordinal);

        // The port is taken by the broker that is there.
        var there = Of(There).Demo.Commands.Split('\n');
        Assert.EndsWith("-- demo --mqtt-port 2000", there[0], StringComparison.Ordinal);
        Assert.EndsWith("-- --broker mqtt://127.0.0.1:2000", there[1], StringComparison.Ordinal);
    }

    private static OverviewModel Of(BrokerView broker, params KioskCard[] cards) => OverviewModel.Of(
        new BoardView(cards.ToImmutableDictionary(c => c.Address), new IntakeTotals(0, 0, 0, 0, 0), broker, null, null),
        new MarketNames(),
        new FleetOptions
        {
            BrokerHost = "127.0.0.1",
            BrokerPort = 1999,
            Listen = new IPEndPoint(IPAddress.Loopback, 8090),
            DataFolder = "/data",
        },
        Now);

    private static KioskCard Card(int number, bool? isOnline) => new()
    {
        Address = new KioskAddress("han", $"k-han-{number:000}"),
        State = isOnline is { } online ? new KioskState(online, Now.AddMinutes(-10), true, "0.1.0") : null,
        Last = null,
        Day = MarketTime.DayOf(Now),
        DayCount = 5,
        Total = 5,
    };
}
