using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Tracing;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tests.Kit;

/// <summary>Scenes of every kind, and of every turn that words take within one.</summary>
internal static class SpokenSamples
{
    public static readonly DateTimeOffset At = Samples.Noon.ToOffset(TimeSpan.FromHours(7));

    public static readonly string[] Cautions =
        ["compareLot", "checkDate", "someExpired", "seenOften", "seenAtTwoMarkets", "noLotData", "newerWarnings"];

    private static readonly DateOnly Day = new(2026, 7, 20);

    public static Origin FishSauce { get; } = new()
    {
        Gtin = "08936012345674",
        Name = Texts("Nước mắm Nam Ô", "Nam O fish sauce"),
        Place = new Place(
            Texts("Nam Ô, Đà Nẵng", "Nam O, Da Nang"),
            new Evidence("inspected", Texts("Ban An toàn", "Food Safety Board"), Day)),
        Maker = new Maker("Cơ sở Mẫu", null, new Evidence("declared")),
        Made = new DatedFact(new DateOnly(2026, 3, 8)),
        Expires = new DatedFact(new DateOnly(2027, 3, 8)),
    };

    public static SceneRecall Recall { get; } = new(
        true, ["CB-0717"], [], Texts("Ban Quản lý An toàn thực phẩm", "Food Safety Board"),
        Texts("Có chất không được phép.", "It contains a substance that is not allowed."), "12/TB", Day,
        Texts("Mang lại nơi bán.", "Take it back."), null);

    public static SceneExpiry Expiry { get; } = new(Day, 12, new DateOnly(2026, 1, 2), "maker", true);

    public static Scene.Known Known { get; } = new(
        null, [], "08936012345674", "CB-0717", null, At.AddHours(-1), At.AddHours(-1), false, FishSauce, null, null)
    {
        At = At,
    };

    public static Scene.Known Recalled { get; } = Known with { Alert = "recalled", Recall = Recall };

    public static Scene.Known Expired { get; } = Known with { Alert = "expired", Expiry = Expiry };

    public static Scene.Several Several { get; } = new(
        "8936012345674",
        [
            new SceneProduct(Texts("Chả bò", "Beef sausage"), "Cơ sở Mẫu", null),
            new SceneProduct(Texts("Tré", null), null, null),
        ],
        [], At.AddHours(-1), At.AddHours(-1), false, null, null)
    {
        At = At,
    };

    public static Scene.NotRegistered NotRegistered { get; } = new(
        "item", "8936012345674", null, null, At.AddHours(-1), null, null)
    {
        At = At,
    };

    /// <summary>All of them.</summary>
    public static IEnumerable<Scene> All =>
    [
        Known, Recalled, Expired, Several, NotRegistered,
        .. Knowns(), .. Recalls(), .. Expireds(), .. Severals(), .. NotRegistereds(),
        new Scene.Idle(), new Scene.InStore("2012345678900"), new Scene.Reading("8936012345674"),
        new Scene.OutOfReach("8936012345674"), new Scene.Payment(), new Scene.Personal(),
        new Scene.Unreadable("check-digit"), new Scene.OutOfOrder(),
        new Scene.Announcement(Texts("Chợ đóng cửa lúc 17 giờ", "The market closes at 5 pm")),
    ];

    private static IEnumerable<Scene> Knowns()
    {
        foreach (var caution in Cautions)
            yield return Known with { Cautions = [caution], Expiry = Expiry with { IsCertain = false } };
        yield return Known with { Cautions = Cautions, Expiry = Expiry, Stale = true };
        foreach (var (lots, serials) in new (string[], string[])[]
            { (["A1", "A2 – A9"], []), ([], ["S-1"]), (["A1"], ["S/1.5"]), ([], []), (["A", "B", "C", "D", "E"], []) })
            yield return Known with
            {
                Cautions = ["compareLot"],
                Recall = Recall with { Lots = lots, Serials = serials },
            };
        yield return Known with { WarningsAsOf = null };
        yield return Known with { WarningsAsOf = At.AddDays(-5) };
        yield return Known with { WarningsAsOf = At.AddDays(5) };
        yield return Known with { IsWarningsAgeKnown = false };
        yield return Known with { Stale = true, AreWarningsUnheard = true };
        yield return Known with { AsOf = At.AddDays(-5) };
        yield return Known with { IsAgeKnown = false };
        yield return Known with { Source = "sample" };
        yield return Known with { Source = "seed" };
        yield return Known with { IsTimeKnown = false, WarningsAsOf = At.AddDays(-5) };
        yield return Known with { Origin = new Origin { Gtin = "08936012345674" } };
        foreach (var grade in new[] { "declared", "matched", "inspected", "unheard-of" })
        {
            foreach (var by in new[] { null, Texts("Sở", null) })
                yield return Known with
                {
                    Origin = FishSauce with { Maker = new Maker("A", null, new Evidence(grade, by, Day)) },
                };
        }
    }

    private static IEnumerable<Scene> Recalls()
    {
        yield return Recalled with { Recall = Recall with { Lots = [], Serials = [] } };
        yield return Recalled with { Recall = Recall with { Lots = [], Serials = ["7"] }, Serial = "7" };
        yield return Recalled with
        {
            Lot = null,
            Recall = new SceneRecall(false, ["A"], [], Nothing, Nothing, null, null, null, null),
            Origin = new Origin { Gtin = "08936012345674" },
        };
        yield return Recalled with { Recall = null };
    }

    private static IEnumerable<Scene> Expireds()
    {
        foreach (var source in new[] { "code", "maker", "record" })
            yield return Expired with { Expiry = Expiry with { Source = source, DaysPast = 1 } };
        yield return Expired with { Origin = new Origin { Gtin = "08936012345674" } };
        yield return Expired with { Expiry = null };
        yield return Expired with { Expiry = Expiry with { IsDayKnown = false }, Cautions = ["checkDate"] };
    }

    private static IEnumerable<Scene> Severals()
    {
        foreach (var caution in Cautions)
            yield return Several with { Cautions = [caution], Recall = Recall };
        yield return Several with { Cautions = ["compareLot"], Recall = Recall with { Lots = [], Serials = [] } };
        yield return Several with { Expiry = Expiry with { Source = "record" } };
        yield return Several with { Expiry = Expiry with { Source = "code" }, Stale = true };
        yield return Several with { Expiry = Expiry with { IsDayKnown = false }, Cautions = ["checkDate"] };
        yield return Several with { More = 3 };
        yield return Several with { WarningsAsOf = null };
    }

    private static IEnumerable<Scene> NotRegistereds()
    {
        foreach (var what in new[] { "item", "stamp", "web", "text" })
            yield return NotRegistered with { What = what, Host = "example.com", Length = 7 };
        var onCode = new OnCode("CB-0717", "1/2.3", Day, Day, Day, Day, "VN");
        yield return NotRegistered with { OnCode = onCode };
        yield return NotRegistered with { OnCode = onCode, Expiry = Expiry with { Source = "code" } };
        yield return NotRegistered with { Expiry = Expiry with { Source = "code", IsDayKnown = false } };
        yield return NotRegistered with { Expiry = Expiry with { IsCertain = false }, AsOf = At.AddDays(-9) };
    }

    /// <summary>Texts that would hurt a display that trusts them.</summary>
    public static readonly string[] HostileTexts =
    [
        "( )", "“ ”",
        "\u202Egnol dna desrever\u202D\u2067\u05D0\u05D1\u05D2\u2069\u200F\u061C \u202Bsecond\u202C",
        string.Concat(Enumerable.Repeat("صنع في المدينة ", 8)),
        "T" + string.Concat(Enumerable.Repeat("\u0302\u0323\u0489\u20DD", 100)) + "ên",
        new string('W', 10_000),
        string.Concat(Enumerable.Repeat("mắm ", 10_000)),
        string.Concat(Enumerable.Repeat("👨‍👩‍👧‍👦🏳️‍🌈👍🏽🇻🇳", 20)),
        "a\u0000b\u0007c\u001B[31md\u0085e\u2028f\u2029g\u00ADh\uFEFFi\t\n\r\nj\u007F\u009B2J",
        "\u001B]0;title\u0007\u001B[2J\u001B[1;1H\u001Bc\u001B(0\u000E",
        "\uD800 half \uDC00", "", " \u00A0\u2003\u3000\u200B\t ", "{n} {date} ${1} %s {0}",
    ];

    /// <summary>Scenes that are full of each of them.</summary>
    public static IEnumerable<Scene> Hostile() => HostileTexts.SelectMany(FullOf);

    private static IEnumerable<Scene> FullOf(string text)
    {
        var (texts, evidence) = (Texts(text, text), new Evidence("matched", Texts(text, text), Day));
        var origin = FishSauce with
        {
            Gtin = text,
            Name = texts,
            Place = new Place(texts, evidence),
            Maker = new Maker(text, texts, evidence),
            ShelfLife = texts,
            Expires = null,
        };
        var recall = new SceneRecall(true, [text], [text], texts, texts, text, Day, texts, texts);
        yield return Known with { Origin = origin, Cautions = Cautions, Recall = recall, Lot = text };
        yield return Recalled with { Origin = origin, Recall = recall, Lot = text, Serial = text };
        yield return Expired with { Origin = origin };
        yield return Several with { Code = text, Products = [new SceneProduct(texts, text, text)] };
        yield return NotRegistered with
        {
            Code = text,
            OnCode = new OnCode(text, text, Day, Day, Day, Day, text),
        };
        yield return NotRegistered with { What = "web", Host = text };
        yield return new Scene.InStore(text);
        yield return new Scene.OutOfReach(text);
        yield return new Scene.Unreadable(text);
        yield return new Scene.Idle(null, null, texts);
        yield return new Scene.Announcement(texts);
    }

    private static Dictionary<string, string> Nothing => [];

    private static Dictionary<string, string> Texts(string vi, string? en) =>
        en is null ? new() { ["vi"] = vi } : new() { ["vi"] = vi, ["en"] = en };
}
