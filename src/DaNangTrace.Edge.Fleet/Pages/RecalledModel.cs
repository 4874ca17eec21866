using DaNangTrace.Edge.Fleet.Watching;

namespace DaNangTrace.Edge.Fleet.Pages;

/// <summary>Recalled goods that were seen before their recall, a sentence for each lot.</summary>
internal sealed record RecalledModel
{
    internal required IReadOnlyList<RecalledTask> Tasks { get; init; }
    internal required string? More { get; init; }

    /// <summary>The tasks; those that arrived last come first.</summary>
    internal static RecalledModel Of(RecalledView seen, MarketNames markets, DateTimeOffset now) => new()
    {
        Tasks = [.. seen.Lots.Select(lot => TaskOf(lot, markets, now))],
        More = seen.More > 0 ? $"Và {Words.Number(seen.More)} lô khác trong 7 ngày." : null,
    };

    private static RecalledTask TaskOf(RecalledLot one, MarketNames markets, DateTimeOffset now)
    {
        var times = Words.Number(one.Times);
        var notice = one.Recall.StartsWith("sha256-", StringComparison.Ordinal)
            ? "Thông báo không có số"
            : $"Thông báo {Plain.Of(one.Recall)}";
        var places = one.Kiosks.Select(kiosk =>
            $"{markets.Of(kiosk.Address.Market)}, {kiosk.Address.Kiosk}: {Words.Number(kiosk.Times)} lượt");
        return new RecalledTask(
            $"{one.Recall} {one.Gtin} {one.Lot}",
            one.Lot is { } lot
                ? $"Lô {Plain.Of(lot)} bị thu hồi, đã được xem {times} lượt trước đó"
                : $"Hàng bị thu hồi, đã được xem {times} lượt trước đó",
            string.Join(" · ", places)
                + (one.MoreKiosks > 0 ? $" và {Words.Number(one.MoreKiosks)} kiosk khác" : ""),
            $"GTIN {Plain.Of(one.Gtin)} · {notice} · từ {Words.Clock(one.First, now)} "
                + $"tới {Words.Clock(one.Last, now)}");
    }
}

/// <summary>One lot that was seen before its recall.</summary>
internal sealed record RecalledTask(string Key, string What, string Where, string When);
