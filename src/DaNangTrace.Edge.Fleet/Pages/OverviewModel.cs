using DaNangTrace.Edge.Fleet.Watching;

namespace DaNangTrace.Edge.Fleet.Pages;

/// <summary>Everything the overview shows, in words; made anew from the board at each drawing.</summary>
internal sealed record OverviewModel
{
    /// <summary>The most rows drawn: nobody overlooks more, and each costs the browser.</summary>
    internal const int MostRows = 200;

    // A state's list of names is a glance, not a register.
    private const int MostChips = 12;

    private const string DemoCommand = "dotnet run --project src/DaNangTrace.Edge -- demo";
    private const string FleetCommand = "dotnet run --project src/DaNangTrace.Edge.Fleet --";
    private const int DefaultBrokerPort = 1883;

    internal required string Title { get; init; }
    internal required string Lead { get; init; }
    internal required string Fresh { get; init; }
    internal required IReadOnlyList<Notice> Notices { get; init; }
    internal required IReadOnlyList<MarketGroup> Groups { get; init; }
    internal required string? Hidden { get; init; }
    internal required string StatesTitle { get; init; }
    internal required IReadOnlyList<StateCount> States { get; init; }
    internal required RecalledModel Recalled { get; init; }
    internal required CoverageModel? Coverage { get; init; }
    internal required string StoredTitle { get; init; }
    internal required IReadOnlyList<(string Word, string Count)> Ledger { get; init; }
    internal required string Broker { get; init; }
    internal required (string How, string Commands) Demo { get; init; }

    /// <summary>The overview of a board at one moment.</summary>
    internal static OverviewModel Of(BoardView view, MarketNames markets, FleetOptions options, DateTimeOffset now)
    {
        // The whole count is over the cards; words are made only for the rows that are drawn.
        var cards = view.Kiosks.Values
            .Select(card => (Card: card, State: StateOf(card, view.Broker)))
            .OrderBy(k => k.State.Rank)
            .ThenBy(k => k.Card.Address.Market, StringComparer.Ordinal)
            .ThenBy(k => k.Card.Address.Kiosk, StringComparer.Ordinal)
            .ToList();
        var today = MarketTime.DayOf(now);
        var groups = cards.Take(MostRows)
            .GroupBy(k => k.Card.Address.Market)
            .Select(g => new MarketGroup(
                markets.Of(g.Key),
                $"{Words.Number(cards.Count(k => k.Card.Address.Market == g.Key))} kiosk",
                [.. g.Select(k => KioskRow.Of(k.Card, k.State, view.Broker, now))]))
            .ToList();
        return new OverviewModel
        {
            Title = TitleOf([.. cards.Select(k => k.State)], view.Broker),
            Lead = view.Broker is BrokerView.There
                ? "Xếp kiosk mất mạng lên trước. Trang tự cập nhật."
                : "Đây là những gì biết được trước khi mất liên lạc.",
            Fresh = view.LastArrival is { } last
                ? $"Tin mới nhất {Words.Stamp(last)}"
                : "Chưa có tin mới",
            Notices = NoticesOf(view, options, now),
            Groups = groups,
            Hidden = cards.Count > MostRows
                ? $"Còn {Words.Number(cards.Count - MostRows)} kiosk không hiện ở đây."
                : null,
            StatesTitle = $"{Words.Number(cards.Count)} kiosk theo tình trạng",
            // "0 mất mạng" would be a claim as well, while nobody knows.
            States = [.. KioskMood.All
                .Where(state => view.Broker is BrokerView.There || state == KioskMood.Unclear)
                .Select(state => CountOf(state, cards))],
            Recalled = RecalledModel.Of(view.Recalled, markets, now),
            Coverage = view.Coverage is { } coverage
                ? CoverageModel.Of(coverage, cards.Count(k => k.State != KioskMood.Online), markets, now)
                : null,
            StoredTitle = $"Đã nhận {Words.Number(cards.Sum(k => k.Card.CountOf(today)))} lượt quét hôm nay",
            Ledger = LedgerOf(view.Totals),
            Broker = $"mqtt://{options.BrokerHost}:{options.BrokerPort}",
            Demo = DemoOf(view.Broker, options),
        };
    }

    // While the broker is away nobody knows how a kiosk is: what it said last is told as such.
    private static KioskMood StateOf(KioskCard card, BrokerView broker) => (broker, card.State) switch
    {
        (BrokerView.Away, _) or (_, null) => KioskMood.Unclear,
        (_, { IsOnline: false }) => KioskMood.Offline,
        _ => KioskMood.Online,
    };

    private static string TitleOf(List<KioskMood> states, BrokerView broker)
    {
        if (states.Count == 0)
            return "Chưa nghe thấy kiosk nào";
        var all = $"{Words.Number(states.Count)} kiosk";
        if (broker is BrokerView.Away)
            return $"{all}, chưa rõ tình trạng";
        var offline = states.Count(s => s == KioskMood.Offline);
        var unclear = states.Count(s => s == KioskMood.Unclear);
        return (offline, unclear) switch
        {
            (0, 0) => states.Count == 1 ? $"{all}, đang trực tuyến" : $"{all}, đều trực tuyến",
            (0, _) => $"{all}, {Words.Number(unclear)} chưa rõ",
            _ => $"{all}, {Words.Number(offline)} mất mạng",
        };
    }

    private static List<Notice> NoticesOf(BoardView view, FleetOptions options, DateTimeOffset now)
    {
        var notices = new List<Notice>();
        if (view.Broker is BrokerView.Away away)
        {
            var span = now - away.Since < TimeSpan.FromMinutes(1) ? "" : $", đã {Words.Span(now - away.Since)}";
            notices.Add(new Notice("offline",
                (away.WasThere ? "Mất liên lạc với máy chủ tin từ " : "Chưa nối được máy chủ tin từ ")
                    + Words.Clock(away.Since, now) + span,
                $"mqtt://{options.BrokerHost}:{options.BrokerPort} · Đang tự nối lại. "
                    + "Kiosk vẫn ghi mọi lượt quét và sẽ gửi bù."));
        }
        if (view.StoreTroubleSince is { } since)
        {
            notices.Add(new Notice("recalled", $"Không ghi được vào kho từ {Words.Clock(since, now)}",
                $"{Plain.Of(options.DataFolder)} · Kiểm tra đĩa còn chỗ không. Tin đang chờ ở máy chủ, chưa mất."));
        }
        return notices;
    }

    // The demo brings a broker of its own, on this machine. Where another one has our port, it needs its own.
    private static (string How, string Commands) DemoOf(BrokerView broker, FleetOptions options)
    {
        var isHere = options.BrokerHost is "127.0.0.1" or "localhost" or "::1";
        if (isHere && broker is BrokerView.Away)
        {
            return ("Chạy lệnh này trong thư mục mã nguồn, rồi quét thử một mã:",
                options.BrokerPort == DefaultBrokerPort
                    ? DemoCommand
                    : $"{DemoCommand} --mqtt-port {options.BrokerPort}");
        }
        var port = options.BrokerPort < 65535 ? options.BrokerPort + 1 : DefaultBrokerPort;
        return ("Kiosk mẫu có máy chủ tin riêng, ở cổng riêng. Dừng trang này (Ctrl-C), rồi chạy trong thư mục "
                + "mã nguồn, mỗi lệnh một cửa sổ:",
            $"{DemoCommand} --mqtt-port {port}\n{FleetCommand} --broker mqtt://127.0.0.1:{port}");
    }

    private static StateCount CountOf(KioskMood state, List<(KioskCard Card, KioskMood State)> cards)
    {
        var these = cards.Where(k => k.State == state).Select(k => k.Card.Address).ToList();
        return new StateCount(state, Words.Number(these.Count),
            [.. these.Take(MostChips).Select(a => (KioskRow.IdOf(a), a.Kiosk))],
            these.Count > MostChips ? $"và {Words.Number(these.Count - MostChips)} kiosk" : null);
    }

    private static List<(string Word, string Count)> LedgerOf(IntakeTotals totals)
    {
        List<(string Word, string Count)> lines = [("Đã ghi vào kho, từ trước tới nay", Words.Number(totals.Stored))];
        if (totals.Duplicates > 0)
            lines.Add(("Gửi lại, đã có sẵn", Words.Number(totals.Duplicates)));
        if (totals.Conflicts > 0)
            lines.Add(("Trùng số nhưng khác nội dung, để riêng", Words.Number(totals.Conflicts)));
        if (totals.SetAside > 0)
            lines.Add(("Tin không hợp lệ, để riêng", Words.Number(totals.SetAside)));
        return lines;
    }
}

/// <summary>Something wrong with the city's side that every reader must know.</summary>
internal sealed record Notice(string Mark, string What, string Detail);

/// <summary>A market's rows.</summary>
internal sealed record MarketGroup(string Market, string Count, IReadOnlyList<KioskRow> Rows);

/// <summary>How many kiosks are in a state, and the first of them.</summary>
internal sealed record StateCount(
    KioskMood State, string Count, IReadOnlyList<(string Id, string Kiosk)> Chips, string? More);
