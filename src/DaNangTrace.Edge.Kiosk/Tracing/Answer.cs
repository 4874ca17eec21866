using DaNangTrace.Edge.Gs1;

namespace DaNangTrace.Edge.Kiosk.Tracing;

/// <summary>What the kiosk can say about a trade item.</summary>
public abstract record Answer
{
    private Answer() { }

    /// <summary>The catalog holds its origin.</summary>
    /// <param name="Origin">The origin.</param>
    /// <param name="Data">Which data says so.</param>
    /// <param name="Expiry">The day of use that has passed; null while it has not, or is not known.</param>
    /// <param name="Recall">Whether this very item is recalled.</param>
    public sealed record Known(Origin Origin, DataAge Data, Expiry? Expiry, RecallMatch Recall) : Answer;

    /// <summary>The catalog does not hold it. That says nothing good or bad about it.</summary>
    /// <param name="Data">Which data says so; null where the code holds nothing to look up.</param>
    public sealed record NotRegistered(DataAge? Data) : Answer;

    /// <summary>A number for use inside one shop: it is never looked up.</summary>
    public sealed record InStore : Answer;

    /// <summary>Nobody could be asked.</summary>
    public sealed record OutOfReach : Answer;
}

/// <summary>How old an answer is.</summary>
/// <param name="Version">Version of the catalog.</param>
/// <param name="AsOf">When its data was made.</param>
/// <param name="Age">Its age at the moment of the answer, never negative.</param>
public sealed record DataAge(long Version, DateTimeOffset AsOf, TimeSpan Age)
{
    /// <summary>After so long without news there may be a recall that this kiosk has not heard of.</summary>
    public static readonly TimeSpan OldAfter = TimeSpan.FromDays(1);

    /// <summary>Whether a shopper is told how old it is.</summary>
    public bool IsOld => Age > OldAfter;
}

/// <summary>A day of use that has passed.</summary>
/// <param name="Date">The last day of use.</param>
/// <param name="DaysPast">Days since then, at least 1.</param>
/// <param name="OnCode">Whether the code itself says so (AI 17), else the maker's record does.</param>
public sealed record Expiry(DateOnly Date, int DaysPast, bool OnCode);

/// <summary>Whether a recall concerns the item at hand.</summary>
public enum RecallMatch
{
    /// <summary>No recall, or one of other lots.</summary>
    None,

    /// <summary>All lots are recalled, or this one.</summary>
    ThisItem,

    /// <summary>Some lots are recalled, and the code does not say which lot this is.</summary>
    LotUnknown,
}

/// <summary>Judges one record against one item.</summary>
internal static class Judgement
{
    public static Answer.Known Of(Origin origin, DataAge data, Reading.Item item, DateOnly today) =>
        new(origin, data, ExpiryOf(origin, item, today), RecallOf(origin.Recall, item.Lot));

    private static Expiry? ExpiryOf(Origin origin, Reading.Item item, DateOnly today)
    {
        // The code was printed with this very batch; the record's date is the maker's word about the product.
        var date = item.Expires ?? origin.Expires?.Date;
        return date is { } last && last < today
            ? new Expiry(last, today.DayNumber - last.DayNumber, item.Expires is not null)
            : null;
    }

    private static RecallMatch RecallOf(Recall? recall, string? lot) => recall switch
    {
        null => RecallMatch.None,
        { Lots.Count: 0 } => RecallMatch.ThisItem,
        _ when lot is null => RecallMatch.LotUnknown,
        _ => recall.Lots.Contains(lot, StringComparer.Ordinal) ? RecallMatch.ThisItem : RecallMatch.None,
    };
}
