using System.Text.Json.Serialization;
using DaNangTrace.Edge.Kiosk.Tracing;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Showing;

/// <summary>
/// What the shopper sees, independent of the display. It holds no words of ours: those are the display's, by language.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Idle), "idle")]
[JsonDerivedType(typeof(Announcement), "announcement")]
[JsonDerivedType(typeof(OutOfOrder), "outOfOrder")]
[JsonDerivedType(typeof(Known), "known")]
[JsonDerivedType(typeof(Several), "several")]
[JsonDerivedType(typeof(NotRegistered), "notRegistered")]
[JsonDerivedType(typeof(InStore), "inStore")]
[JsonDerivedType(typeof(Reading), "reading")]
[JsonDerivedType(typeof(OutOfReach), "outOfReach")]
[JsonDerivedType(typeof(Payment), "payment")]
[JsonDerivedType(typeof(Personal), "personal")]
[JsonDerivedType(typeof(Unreadable), "unreadable")]
public abstract record Scene
{
    private Scene() { }

    /// <summary>Counts the scenes since the kiosk's start.</summary>
    public long Number { get; init; }

    /// <summary>When it was shown.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>How many seconds it stands before the idle scene; 0 = until the next one.</summary>
    public int Seconds { get; init; }

    /// <summary>The language in which it is shown, by every display: the kiosk has one.</summary>
    public string Language { get; init; } = "vi";

    /// <summary>Whether the kiosk hears nothing from the city now.</summary>
    public bool IsOffline { get; init; }

    /// <summary>The address of its page for everybody; null where it has none.</summary>
    public string? TakeHome { get; init; }

    /// <summary>
    /// Whether the age of its catalog's data is known; else its date may be told, and no age. True where it has none.
    /// </summary>
    public bool IsAgeKnown { get; init; } = true;

    /// <summary>
    /// Whether the kiosk's clock is set; else neither the time nor the day is told, nor a count of days.
    /// </summary>
    public bool IsTimeKnown { get; init; } = true;

    /// <summary>
    /// Where what is told of the product comes from if not from the city: <c>sample</c> or <c>seed</c>. Neither has an
    /// age.
    /// </summary>
    public string? Source { get; init; }

    /// <summary>Whether the age of its recall list is known.</summary>
    public bool IsWarningsAgeKnown { get; init; } = true;

    /// <summary>Whether the city may have a word on warnings that was not heard.</summary>
    public bool AreWarningsUnheard { get; init; }

    /// <summary>Whether it stands while nobody scans.</summary>
    [JsonIgnore]
    public bool IsRest => this is Idle or Announcement or OutOfOrder;

    /// <summary>Nobody scans.</summary>
    /// <param name="Products">
    /// Products that the catalog holds; null when it can't be asked, or holds the sample.
    /// </param>
    /// <param name="Coverage">How many of the codes that were asked for are known; null while that is not counted.
    /// </param>
    /// <param name="Notice">What the market tells, by language.</param>
    public sealed record Idle(
        int? Products = null, SceneCoverage? Coverage = null,
        IReadOnlyDictionary<string, string>? Notice = null) : Scene;

    /// <summary>What the market tells its visitors, over the whole screen, while nobody scans.</summary>
    /// <param name="Text">By language.</param>
    public sealed record Announcement(IReadOnlyDictionary<string, string> Text) : Scene;

    /// <summary>The kiosk can't scan.</summary>
    public sealed record OutOfOrder : Scene;

    /// <summary>The origin is known, or it is recalled, registered or not.</summary>
    /// <param name="Alert"><c>recalled</c>, else <c>expired</c>, else null: what fills the sign.</param>
    /// <param name="Cautions">
    /// What else is to be said, the weightiest first: <c>compareLot</c> when some are recalled and the code does not
    /// say which this is; <c>checkDate</c> when the kiosk can't tell whether the day of use has passed, or how long
    /// ago, and <c>someExpired</c> when it has for some of several products; <c>seenOften</c>,
    /// <c>seenAtTwoMarkets</c>, what the city noticed of its number; <c>noLotData</c> when only the product is known;
    /// <c>newerWarnings</c> when the recall list is missing, old, or of an age that is not known.
    /// </param>
    /// <param name="Gtin">14 digits.</param>
    /// <param name="Lot">The lot on the code.</param>
    /// <param name="Serial">The serial number on the code.</param>
    /// <param name="AsOf">When the catalog's data was made; null where it says nothing of the item.</param>
    /// <param name="WarningsAsOf">When the recall list was made; null where there is none.</param>
    /// <param name="Stale">
    /// Whether the list is so old, or missing, that the shopper is told so on the sign.
    /// </param>
    /// <param name="Origin">The origin.</param>
    /// <param name="Expiry">The day of use that has passed, or may have.</param>
    /// <param name="Recall">The recall that concerns this item or its product.</param>
    public sealed record Known(
        string? Alert, IReadOnlyList<string> Cautions, string Gtin, string? Lot, string? Serial, DateTimeOffset? AsOf,
        DateTimeOffset? WarningsAsOf, bool Stale, Origin Origin, SceneExpiry? Expiry, SceneRecall? Recall) : Scene;

    /// <summary>Several products are registered with its number.</summary>
    /// <param name="Code">The number as printed, or the stamp's trace code.</param>
    /// <param name="Products">The first eight by name, at most: a shopper compares them with the label.</param>
    /// <param name="Cautions">As of <see cref="Known"/>.</param>
    /// <param name="AsOf">When the catalog's data was made.</param>
    /// <param name="WarningsAsOf">When the recall list was made; null where there is none.</param>
    /// <param name="Stale">As of <see cref="Known"/>.</param>
    /// <param name="Expiry">
    /// The day of use, where it has passed for all of them or may have; of several days that have passed the last.
    /// </param>
    /// <param name="Recall">The recall that may concern it.</param>
    public sealed record Several(
        string? Code, IReadOnlyList<SceneProduct> Products, IReadOnlyList<string> Cautions, DateTimeOffset AsOf,
        DateTimeOffset? WarningsAsOf, bool Stale, SceneExpiry? Expiry, SceneRecall? Recall) : Scene
    {
        /// <summary>How many more are registered, and not shown.</summary>
        public int More { get; init; }
    }

    /// <summary>Nobody told the city about it.</summary>
    /// <param name="What"><c>item</c>, <c>stamp</c>, <c>web</c> or <c>text</c>.</param>
    /// <param name="Code">The GTIN as printed, or the stamp's trace code.</param>
    /// <param name="Host">Host of a web address.</param>
    /// <param name="Length">Characters of a text.</param>
    /// <param name="AsOf">When the catalog's data was made; null when it was not asked.</param>
    /// <param name="OnCode">What the code itself says; null where it says no more than its number.</param>
    /// <param name="Expiry">The day of use on the code, where it has passed or may have.</param>
    public sealed record NotRegistered(
        string What, string? Code, string? Host, int? Length, DateTimeOffset? AsOf, OnCode? OnCode,
        SceneExpiry? Expiry) : Scene;

    /// <summary>A number of one shop's own.</summary>
    public sealed record InStore(string? Code) : Scene;

    /// <summary>The city is being asked; its answer follows within seconds.</summary>
    public sealed record Reading(string? Code) : Scene;

    /// <summary>Nobody could be asked.</summary>
    public sealed record OutOfReach(string? Code) : Scene;

    /// <summary>A payment code; nothing of it is here.</summary>
    public sealed record Payment : Scene;

    /// <summary>A personal code; nothing of it is here.</summary>
    public sealed record Personal : Scene;

    /// <summary>It could not be read.</summary>
    /// <param name="Fault">Code of the first fault.</param>
    public sealed record Unreadable(string Fault) : Scene;
}

/// <summary>How many of the codes that were asked for are known.</summary>
/// <param name="Days">In so many days, up to and with today.</param>
/// <param name="Known">Distinct codes that are known.</param>
/// <param name="Codes">Distinct codes.</param>
public sealed record SceneCoverage(int Days, long Known, long Codes);

/// <summary>A day of use that has passed, or may have.</summary>
/// <param name="Date">The last day of use.</param>
/// <param name="DaysPast">Days since then.</param>
/// <param name="MadeDate">When it was made.</param>
/// <param name="Source">
/// Who says so: <c>code</c>; <c>maker</c>, where the record has it as declared; else <c>record</c>.
/// </param>
/// <param name="IsCertain">Whether it has passed; else the kiosk can't tell, for its clock was not set.</param>
public sealed record SceneExpiry(DateOnly Date, int DaysPast, DateOnly? MadeDate, string Source, bool IsCertain)
{
    /// <summary>Whether it is known which day it is; else it is at least so many days past.</summary>
    public bool IsDayKnown { get; init; } = true;
}

/// <summary>One of several products with one number.</summary>
/// <param name="Name">Its name, by language.</param>
/// <param name="Maker">Who made or sells it.</param>
/// <param name="Image">SHA-256 of its picture.</param>
public sealed record SceneProduct(IReadOnlyDictionary<string, string> Name, string? Maker, string? Image);

/// <summary>A recall as the shopper sees it.</summary>
/// <param name="ThisLot">Whether the code names a recalled lot or serial number.</param>
/// <param name="Lots">
/// The recalled lots, as <c>CB-0717</c> or <c>CB-0700 – CB-0750</c>, where this item's lot is one or may be.
/// </param>
/// <param name="Serials">
/// The recalled serial numbers, where this item's is one or may be. With no lots either, all items are meant, or it
/// can't be told by numbers which are.
/// </param>
/// <param name="Authority">Who recalled, by language.</param>
/// <param name="Reason">Why, by language.</param>
/// <param name="Notice">Number of the notice.</param>
/// <param name="Date">Day of the notice.</param>
/// <param name="Advice">What a buyer does, by language.</param>
/// <param name="Contact">Where to ask, by language.</param>
public sealed record SceneRecall(
    bool ThisLot, IReadOnlyList<string> Lots, IReadOnlyList<string> Serials,
    IReadOnlyDictionary<string, string> Authority,
    IReadOnlyDictionary<string, string> Reason, string? Notice, DateOnly? Date,
    IReadOnlyDictionary<string, string>? Advice, IReadOnlyDictionary<string, string>? Contact);
