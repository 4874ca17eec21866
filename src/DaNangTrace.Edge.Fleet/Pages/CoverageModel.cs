using DaNangTrace.Edge.Fleet.Watching;
using DaNangTrace.Edge.Wire;

namespace DaNangTrace.Edge.Fleet.Pages;

/// <summary>How many of the codes that shoppers ask for are known, in words.</summary>
internal sealed record CoverageModel
{
    // A glance; the table has the rest.
    private const int MostWanted = 8;

    private const int MostMarkets = 2;

    private const int Grains = 10;

    /// <summary>Null where nothing was asked for: no share of nothing is shown.</summary>
    internal required string? Percent { get; init; }
    internal required string What { get; init; }
    internal required string BySightings { get; init; }
    internal required string AsOf { get; init; }
    internal required IReadOnlyList<PlaceShare> Places { get; init; }
    internal required IReadOnlyList<(string Days, string Codes, string Sightings)> Windows { get; init; }
    internal required string WantedTitle { get; init; }
    internal required IReadOnlyList<(string Code, string Where, string Count)> Wanted { get; init; }
    internal required string? More { get; init; }

    /// <summary>The words of a view.</summary>
    /// <param name="view">What was counted.</param>
    /// <param name="notHeard">Kiosks that are not heard now: what they saw since is not in it.</param>
    /// <param name="markets">Names.</param>
    /// <param name="now">This moment.</param>
    internal static CoverageModel Of(CoverageView view, int notHeard, MarketNames markets, DateTimeOffset now)
    {
        var all = view.City.Longest;
        return new CoverageModel
        {
            Percent = all.Codes == 0 ? null : $"{Share(all.KnownCodes, all.Codes)}",
            What = all.Codes == 0
                ? $"Chưa có mã hàng nào được hỏi trong {all.Days} ngày."
                : $"{Words.Number(all.KnownCodes)} trên {Words.Number(all.Codes)} mã hàng được hỏi "
                    + $"trong {all.Days} ngày",
            BySightings = $"{Share(all.KnownSightings, all.Sightings)}% lượt hỏi gặp hàng đã đăng ký",
            AsOf = $"Tính từ lượt quét đã nhận tới {Words.Clock(view.At, now)}."
                + (notHeard == 0 ? "" : $" Chưa gồm lượt quét chưa gửi của {Words.Number(notHeard)} kiosk mất mạng."),
            // Where most is missing somebody goes first.
            Places = [.. view.Markets.Where(one => one.Longest.Codes > 0)
                .OrderBy(one => (double)one.Longest.KnownCodes / one.Longest.Codes)
                .ThenBy(one => one.Market, StringComparer.Ordinal)
                .Select(one => PlaceOf(one, markets))],
            Windows = [.. view.City.Windows.Select(WindowOf)],
            WantedTitle = view.NotRegistered.Count == 0
                ? "Mã nào được hỏi cũng đã đăng ký"
                : "Được hỏi nhiều, chưa ai đăng ký",
            Wanted = [.. view.NotRegistered.Take(MostWanted).Select(one => WantedOf(one, markets, now))],
            More = view.NotRegistered.Count > MostWanted ? "Các mã khác ở trong bảng." : null,
        };
    }

    /// <summary>A share in whole per cent, rounded down: 100 only where nothing is missing.</summary>
    internal static long Share(long some, long all) => all == 0 ? 0 : 100 * some / all;

    private static PlaceShare PlaceOf(PlaceCoverage place, MarketNames markets)
    {
        var (known, all) = (place.Longest.KnownCodes, place.Longest.Codes);
        return new PlaceShare(
            markets.Of(place.Market!), (int)(Grains * known / all), $"{Words.Number(known)}/{Words.Number(all)}");
    }

    private static (string Days, string Codes, string Sightings) WindowOf(CoverageWindow one)
    {
        return (one.Days == 1 ? "Hôm nay" : $"{one.Days} ngày",
            Of(one.KnownCodes, one.Codes), Of(one.KnownSightings, one.Sightings));

        static string Of(long some, long all) => all == 0
            ? "chưa có"
            : $"{Words.Number(some)}/{Words.Number(all)} · {Share(some, all)}%";
    }

    private static (string Code, string Where, string Count) WantedOf(
        WantedCode wanted, MarketNames markets, DateTimeOffset now)
    {
        var code = wanted.Code;
        return (
            code.Gtin is { } gtin ? $"GTIN {Plain.Of(gtin)}" : $"Tem {Plain.Of(code.TraceCode)}, {Plain.Of(code.Host)}",
            $"{(wanted.Markets.Count > MostMarkets
                ? $"{wanted.Markets.Count} chợ"
                : string.Join(", ", wanted.Markets.Select(markets.Of)))}, lần cuối {Words.Clock(code.Last, now)}",
            $"{Words.Number(code.Count)} lượt");
    }
}

/// <summary>A market's share.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Grains">Of ten, how many are full; ten only where nothing is missing.</param>
/// <param name="Codes">Known codes of all.</param>
internal sealed record PlaceShare(string Name, int Grains, string Codes);
