using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Kiosk.Tracing.Storing;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tracing;

/// <summary>What the kiosk can say about a trade item: by its catalog, else by what the city says.</summary>
public abstract record Answer
{
    private Answer() { }

    /// <summary>
    /// The recall that concerns it; null where none is known. It beats all else, also for one that is not registered.
    /// </summary>
    public RecallFinding? Recall { get; init; }

    /// <summary>What is to be said of its day of use; null where that has not passed, or is not known.</summary>
    public Expiry? Expiry { get; init; }

    /// <summary>How old the recall list is; null where this kiosk has none: there may be warnings it never heard of.
    /// </summary>
    public DataAge? Warnings { get; init; }

    /// <summary>Whether the city may have a word on recalls of it, and that was not heard, or long ago.</summary>
    public bool AreWarningsUnheard { get; init; }

    /// <summary>Its origin is known.</summary>
    /// <param name="Origin">The origin: what is known of the item, else of its lot, else of the product.</param>
    /// <param name="Data">Which data says so.</param>
    /// <param name="LacksLot">
    /// Whether the code names a lot or an item, and only the product is registered.
    /// </param>
    public sealed record Known(Origin Origin, DataAge Data, bool LacksLot) : Answer;

    /// <summary>Several products are registered with its number, and the code does not tell which it is.</summary>
    /// <param name="Origins">Them, at least two.</param>
    /// <param name="Data">Which data says so.</param>
    public sealed record Several(IReadOnlyList<Origin> Origins, DataAge Data) : Answer;

    /// <summary>It is not registered. That says nothing good or bad about it.</summary>
    /// <param name="Data">Which data says so; null where the code holds nothing to look up.</param>
    /// <param name="OnCode">What the code itself says; null where it says nothing more.</param>
    public sealed record NotRegistered(DataAge? Data, OnCode? OnCode) : Answer;

    /// <summary>A number for use inside one shop: it is never looked up.</summary>
    public sealed record InStore : Answer;

    /// <summary>Nobody could be asked.</summary>
    public sealed record OutOfReach : Answer;
}

/// <summary>How old an answer is.</summary>
/// <param name="Version">Version of the catalog or the recall list; null where the city itself said it.</param>
/// <param name="AsOf">When its data was made.</param>
/// <param name="Age">Its age at the moment of the answer, never negative.</param>
public sealed record DataAge(long? Version, DateTimeOffset AsOf, TimeSpan Age)
{
    /// <summary>After so long without news there may be a recall that this kiosk has not heard of.</summary>
    public static readonly TimeSpan OldAfter = TimeSpan.FromDays(1);

    /// <summary>
    /// So much the clocks of two machines that are both set may differ; more, and one of them is wrong.
    /// </summary>
    public static readonly TimeSpan MostAhead = TimeSpan.FromMinutes(10);

    /// <summary>Whether the age is known; else it is at least so old, counts as old, and no age is told.</summary>
    public bool IsCertain { get; init; } = true;

    /// <summary>Whose data it is. Only the city's was made on a day that means something to a shopper.</summary>
    public DataSource Source { get; init; }

    /// <summary>The age as it may be told outside; null where it is not known.</summary>
    public TimeSpan? Told => IsCertain ? Age : null;

    /// <summary>Whether a shopper is told how old it is.</summary>
    public bool IsOld => !IsCertain || Age > OldAfter;

    /// <summary>The age of a catalog's data.</summary>
    public static DataAge Of(AboutGeneration facts, KioskClock clock)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return Of(facts.Version, facts.AsOf, facts.IsSample, clock);
    }

    /// <summary>
    /// The age by all that the kiosk's clock knows. Until the clock was right once, nobody knows how long a pack has
    /// lain here or on its stick. Data of a day to come has no age: either clock may be the wrong one.
    /// </summary>
    /// <param name="version">Version of the data; null where the city itself said it.</param>
    /// <param name="asOf">When it was made.</param>
    /// <param name="isSample">The sample was dated by this very wall clock, and there is no newer one.</param>
    /// <param name="clock">The kiosk's clock.</param>
    public static DataAge Of(long? version, DateTimeOffset asOf, bool isSample, KioskClock clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var (known, wall, floor) = (clock.Known, clock.Time.GetUtcNow(), clock.Floor);
        var now = known ?? (isSample || wall > floor ? wall : floor);
        var age = now - asOf;
        return new DataAge(version, asOf, age < TimeSpan.Zero ? TimeSpan.Zero : age)
        {
            IsCertain = (known is not null || isSample) && age >= -MostAhead,
            Source = isSample ? DataSource.Sample : version == 0 ? DataSource.Seed : DataSource.City,
        };
    }
}

/// <summary>Whose word data is.</summary>
public enum DataSource
{
    /// <summary>The city's: a signed pack, or what it said itself.</summary>
    City,

    /// <summary>A file of this kiosk's own, which says of no record when it was made.</summary>
    Seed,

    /// <summary>The built-in sample: nobody's data, dated when the catalog was filled.</summary>
    Sample,
}

/// <summary>What a code says of its item by itself; whoever printed it says so.</summary>
/// <param name="Lot">Lot (AI 10).</param>
/// <param name="Serial">Serial number (AI 21).</param>
/// <param name="Made">Production date (AI 11).</param>
/// <param name="Packed">Packaging date (AI 13).</param>
/// <param name="BestBefore">Best before date (AI 15): until then it is as it should be, and later it need not be bad.
/// </param>
/// <param name="Expires">Last day of use (AI 17).</param>
/// <param name="Country">Country of origin (AI 422), two letters of ISO 3166-1. Never inferred from a prefix.</param>
public sealed record OnCode(
    string? Lot, string? Serial, DateOnly? Made, DateOnly? Packed, DateOnly? BestBefore, DateOnly? Expires,
    string? Country)
{
    /// <summary>Whether it says a day, which may be another lot's than the product's record has in mind.</summary>
    internal bool HasDay => (Made ?? Packed ?? BestBefore ?? Expires) is not null;

    /// <summary>Whether a record has the days that it says, at least one, and no other.</summary>
    internal bool IsOf(Origin record)
    {
        (DateOnly? Said, DateOnly? Known)[] days = [(Made, record.Made?.Date), (Expires, record.Expires?.Date)];
        var both = days.Where(day => day is { Said: not null, Known: not null }).ToList();
        return both.Count > 0 && both.All(day => day.Said == day.Known);
    }

    internal static OnCode? Of(Reading.Item item, DateOnly today)
    {
        var country = item.ValueOf("422") is { } number && Gs1.Country.TryFind(number, out var found)
            ? found.Alpha2
            : null;
        var said = new OnCode(item.Lot, item.Serial, Day("11"), Day("13"), Day("15"), item.Expires, country);
        return said == new OnCode(null, null, null, null, null, null, null) ? null : said;

        DateOnly? Day(string ai) =>
            item.ValueOf(ai) is { } text && TypedValue.Of(ai, text, today) is TypedValue.Date date ? date.Day : null;
    }
}

/// <summary>What is to be said of a day of use.</summary>
/// <param name="Date">The last day of use.</param>
/// <param name="DaysPast">
/// Days since then; at least so many where the clock is not synchronised, and 0 where that can't be told.
/// </param>
/// <param name="OnCode">Whether the code itself says so (AI 17), else the catalog's record does.</param>
/// <param name="IsCertain">Whether it has passed; else this kiosk can't tell, and the shopper checks the date.</param>
public sealed record Expiry(DateOnly Date, int DaysPast, bool OnCode, bool IsCertain)
{
    /// <summary>Whether it has passed for some of several candidates, and not for all: so it is not certain.</summary>
    public bool IsOfSome { get; init; }

    /// <summary>Whether it is known which day it is; else more days may have passed than are counted.</summary>
    public bool IsDayKnown { get; init; } = true;
}

/// <summary>A recall that concerns an item, or may.</summary>
/// <param name="Match">Which of the two.</param>
/// <param name="Notice">The recall; of several that may concern it the first.</param>
/// <param name="Lots">
/// The recalled lots, of all of them, where the item is found by its lot, or may be. With no serials either, all items
/// are recalled; or, where it is not told, no number tells which.
/// </param>
/// <param name="Serials">The recalled serial numbers, likewise.</param>
/// <param name="Name">The product's name as the recall has it, by language.</param>
public sealed record RecallFinding(
    RecallMatch Match, Recall Notice, IReadOnlyList<CodeRange> Lots, IReadOnlyList<CodeRange> Serials,
    IReadOnlyDictionary<string, string> Name);

/// <summary>Whether a recall concerns the item at hand.</summary>
public enum RecallMatch
{
    /// <summary>All items are recalled, or this one.</summary>
    ThisItem,

    /// <summary>Some are recalled, and the code does not say whether this is one of them.</summary>
    NotTold,
}
