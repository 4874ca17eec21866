using DaNangTrace.Edge.Fleet.Watching;

namespace DaNangTrace.Edge.Fleet.Pages;

/// <summary>Recalled goods that were seen before their recall, a sentence for each lot.</summary>
internal sealed record RecalledModel
{
    // Those who read it go there; what is older than a week was read.
    private const int MostTasks = 5;
    private const int MostKiosks = 6;

    private static readonly TimeSpan Told = TimeSpan.FromDays(7);

    internal required IReadOnlyList<RecalledTask> Tasks { get; init; }
    internal required string? More { get; init; }

    /// <summary>The tasks of the newest counts; those that arrived last come first.</summary>
    internal static RecalledModel Of(IReadOnlyList<RecalledSeen> seen, MarketNames markets, DateTimeOffset now)
    {
        var lots = seen.Where(one => now - one.Received < Told)
            .GroupBy(one => (one.Count.Recall, one.Count.Gtin, one.Count.Lot))
            .ToList();
        return new RecalledModel
        {
            Tasks = [.. lots.Take(MostTasks).Select(lot => TaskOf([.. lot], markets, now))],
            More = lots.Count > MostTasks ? $"Và {Words.Number(lots.Count - MostTasks)} lô khác trong 7 ngày." : null,
        };
    }

    private static RecalledTask TaskOf(List<RecalledSeen> seen, MarketNames markets, DateTimeOffset now)
    {
        var one = seen[0].Count;
        var times = Words.Number(seen.Sum(kiosk => kiosk.Count.Count));
        var notice = one.Recall.StartsWith("sha256-", StringComparison.Ordinal)
            ? "Thông báo không có số"
            : $"Thông báo {Plain.Of(one.Recall)}";
        // A damaged ledger's count stands beside that of the one that followed.
        var kiosks = seen.GroupBy(kiosk => kiosk.Address)
            .Select(kiosk => (kiosk.Key, Times: kiosk.Sum(k => k.Count.Count)))
            .OrderByDescending(kiosk => kiosk.Times)
            .ToList();
        var places = kiosks.Take(MostKiosks).Select(kiosk =>
            $"{markets.Of(kiosk.Key.Market)}, {kiosk.Key.Kiosk}: {Words.Number(kiosk.Times)} lượt");
        return new RecalledTask(
            $"{one.Recall} {one.Gtin} {one.Lot}",
            one.Lot is { } lot
                ? $"Lô {Plain.Of(lot)} bị thu hồi, đã được xem {times} lượt trước đó"
                : $"Hàng bị thu hồi, đã được xem {times} lượt trước đó",
            string.Join(" · ", places)
                + (kiosks.Count > MostKiosks ? $" và {Words.Number(kiosks.Count - MostKiosks)} kiosk khác" : ""),
            $"GTIN {Plain.Of(one.Gtin)} · {notice} · từ {Words.Clock(seen.Min(k => k.Count.First), now)} "
                + $"tới {Words.Clock(seen.Max(k => k.Count.Last), now)}");
    }
}

/// <summary>One lot that was seen before its recall.</summary>
internal sealed record RecalledTask(string Key, string What, string Where, string When);
