using DaNangTrace.Edge.Fleet.Watching;
using DaNangTrace.Edge.Wire;

namespace DaNangTrace.Edge.Fleet.Pages;

/// <summary>A kiosk's state as the page shows it: by shape, by word and by colour.</summary>
/// <param name="Rank">Place in the list: what needs someone first.</param>
/// <param name="Name">Name of the shape and of the style.</param>
/// <param name="Word">The word.</param>
internal sealed record KioskMood(int Rank, string Name, string Word)
{
    internal static readonly KioskMood Offline = new(0, "offline", "Mất mạng");
    internal static readonly KioskMood Unclear = new(1, "unclear", "Chưa rõ");
    internal static readonly KioskMood Online = new(2, "online", "Trực tuyến");

    /// <summary>All of them, in their order.</summary>
    internal static readonly IReadOnlyList<KioskMood> All = [Offline, Unclear, Online];
}

/// <summary>A kiosk's last sighting in words.</summary>
internal sealed record LastWords(string Mark, string Answer, string What, string When);

/// <summary>A kiosk's row in words.</summary>
internal sealed record KioskRow
{
    // Less is the way from the kiosk to here; more means that the sighting waited somewhere.
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);

    // Four pulses.
    private static readonly TimeSpan Stale = TimeSpan.FromMinutes(2);

    internal required string Id { get; init; }
    internal required string Kiosk { get; init; }
    internal required KioskMood State { get; init; }
    internal required string Since { get; init; }
    internal required string? Version { get; init; }
    internal required LastWords? Last { get; init; }
    internal required string? Coverage { get; init; }

    /// <summary>Null where a number would pretend to be live.</summary>
    internal required string? Count { get; init; }
    internal required string CountOf { get; init; }

    /// <summary>The row's place in the page, for links.</summary>
    internal static string IdOf(KioskAddress address) => $"{address.Market}.{address.Kiosk}";

    /// <summary>The row of a card.</summary>
    internal static KioskRow Of(KioskCard card, KioskMood state, BrokerView broker, DateTimeOffset now)
    {
        var (count, of) = CountOfDay(card, state, broker, now);
        return new KioskRow
        {
            Id = IdOf(card.Address),
            Kiosk = card.Address.Kiosk,
            State = state,
            Since = SinceOf(card.State, broker, now),
            Version = card.State is { } said ? Plain.Of(said.Version) : null,
            Last = card.Last is { } last ? LastOf(last, now) : null,
            Coverage = card.Coverage is { } coverage ? CoverageOf(coverage, state, now) : null,
            Count = count,
            CountOf = of,
        };
    }

    private static string SinceOf(KioskState? state, BrokerView broker, DateTimeOffset now)
    {
        if (state is null)
            return "· chưa báo tình trạng";
        var since = (state.IsExact ? "từ " : "từ trước ") + Words.Clock(state.Since, now);
        if (broker is BrokerView.Away)
            return $"· lần cuối báo: {(state.IsOnline ? "trực tuyến" : "mất mạng")} {since}";
        var span = now - state.Since;
        return state.IsOnline || span < TimeSpan.FromMinutes(1) ? since : $"{since}, đã {Words.Span(span)}";
    }

    // The kiosk's own clock tells when, unless it was never set or runs ahead: then all we know is when the sighting
    // came.
    private static LastWords LastOf(LastSighting last, DateTimeOffset now)
    {
        var sighting = last.Sighting;
        var (mark, word) = Words.Answer(sighting);
        var isTrusted = sighting.Time.Quality is "sync" or "corrected" && sighting.At - last.Received < Late;
        var at = isTrusted ? sighting.At : last.Received;
        var when = $"{Words.Ago(now - at)} · {Words.Clock(at, now, seconds: true)}";
        if (!isTrusted)
            when += $" lúc nhận; đồng hồ kiosk sai, chỉ {Words.Clock(sighting.At, now)}";
        else if (last.Received - sighting.At > Late)
            when += $", nhận lúc {Words.Clock(last.Received, now)}";
        return new LastWords(mark, word, Words.Scanned(sighting.Reading), when);
    }

    // Its own figures, from its own ledger; as old as its last pulse, once it is not heard any more.
    private static string? CoverageOf(KioskCoverage told, KioskMood state, DateTimeOffset now)
    {
        var of = told.Coverage.Windows[^1];
        if (of.Codes == 0)
            return null;
        var words = $"{Words.Number(of.KnownCodes)}/{Words.Number(of.Codes)} mã hàng đã đăng ký, {of.Days} ngày";
        return state == KioskMood.Online && now - told.Received < Stale
            ? words
            : $"{words}, tới {Words.Clock(told.Received, now)}";
    }

    private static (string? Count, string Of) CountOfDay(
        KioskCard card, KioskMood state, BrokerView broker, DateTimeOffset now)
    {
        var today = MarketTime.DayOf(now);
        DateTimeOffset? end = broker is BrokerView.Away away ? away.Since
            : state == KioskMood.Offline ? card.State?.Since
            : null;
        return end switch
        {
            null => (Words.Number(card.CountOf(today)), "lượt hôm nay"),
            { } at when MarketTime.DayOf(at) == today =>
                (Words.Number(card.CountOf(today)), $"lượt, tới {Words.Clock(at, now)}"),
            { } at => (null, $"từ {Words.Clock(at, now)}"),
        };
    }
}
