using System.Text.Json.Nodes;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>A scene as the page gets it, and what a shopper presses then.</summary>
/// <param name="Name">Its own in the catalogue, in small letters: pictures are named by it.</param>
/// <param name="Scene">As the kiosk sends it; number and time are the stage's.</param>
/// <param name="Shows">The scene's name as the page calls it.</param>
/// <param name="Opens">Selectors of the keys that are pressed, in this order.</param>
internal sealed record SampleScene(string Name, JsonObject Scene, string Shows, params string[] Opens);

/// <summary>
/// The catalogue: one of each face of LOOK.md, with data of the sample catalog and fixed days. A new scene is one line
/// in <see cref="All"/>, and is then laid out, judged, attacked, compared and printed like the others.
/// </summary>
internal static class SampleScenes
{
    public static readonly string[] Languages = ["vi", "en", "ko", "zh"];

    /// <summary>Screens that kiosks have, and one that stands upright.</summary>
    public static readonly (int Width, int Height)[] Sizes = [(1024, 600), (800, 480), (1920, 1080), (600, 1024)];

    private const string Sauce = "09520001000010";
    private const string Beef = "09520004707176";
    private const string Crisps = "09520004701150";
    private const string Greens = "09520088300010";

    private static readonly DateTimeOffset Now =
        DateTimeOffset.Parse(StagedPage.Now, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The kiosk's greeting; the clock in it is the stage's.</summary>
    public static JsonObject Hello => JsonNode.Parse("""
        {"market":{"id":"han","name":{"vi":"Chợ Hàn","en":"Han Market","ko":"한시장","zh":"韩市场"},
                    "contact":{"name":{"vi":"Ban quản lý chợ","en":"Market office","ko":"시장 관리사무소","zh":"市场管理处"},
                               "phone":"0236 000 0000"}},
         "kiosk":"k-han-001","timeZone":"Asia/Ho_Chi_Minh","languages":["vi","en","ko","zh"],"sceneSeconds":30,
         "version":"sample","spoken":["vi","en","ko","zh"],"panel":{"ppi":170,"touch":true,"scannerAt":"below"}}
        """)!.AsObject();

    /// <summary>Whom to tell of a mistake, and which kiosk this is, by <see cref="Hello"/> in all languages.</summary>
    public const string MendEnd = "0236 000 0000 · k-han-001";

    /// <summary>Each face once.</summary>
    public static IReadOnlyList<SampleScene> All { get; } =
    [
        new("idle", Scene("idle", ("products", 60), ("coverage", JsonNode.Parse("""
            {"days":30,"known":412,"codes":560}
            """)), ("notice", Told())), "idle"),
        new("announcement", Scene("announcement", ("text", Told())), "announcement"),
        new("out-of-order", Scene("outOfOrder"), "outOfOrder"),
        new("known", Known(Sauce, ("takeHome", Page)), "known"),
        new("known-offline", Known(Sauce, ("isOffline", true)), "known"),
        new("facts", Known(Sauce), "known", "#keys [data-key=facts]"),
        new("facts-sparse", Known(Greens), "known", "#keys [data-key=facts]"),
        new("home", Known(Sauce, ("takeHome", Page)), "known", "#keys [data-key=home]"),
        new("known-sparse", Known(Greens, ("cautions", Words("newerWarnings")), ("stale", true),
            ("asOf", Now.AddDays(-5)), ("warningsAsOf", Now.AddDays(-5))), "known"),
        new("known-compare", Known(Beef, ("cautions", Words("compareLot")), ("lot", null),
            ("recall", Recall(Beef, lots: ["CB-0717 – CB-0719"]))), "known"),
        new("facts-compare", Known(Beef, ("cautions", Words("compareLot")), ("lot", null),
            ("recall", Recall(Beef, lots: ["CB-0717 – CB-0719"]))), "known", "#keys [data-key=facts]"),
        new("several", Several("09520527004004"), "several"),
        new("expired", Known(Crisps, ("alert", "expired"), ("expiry", JsonNode.Parse("""
            {"date":"2025-12-20","daysPast":12,"madeDate":"2025-09-20","source":"maker","isCertain":true}
            """))), "expired"),
        new("recalled", Known(Beef, ("alert", "recalled"), ("lot", "CB-0717"),
            ("recall", Recall(Beef, lots: ["CB-0717 – CB-0719"]))), "recalled"),
        new("not-registered-item", NotRegistered("item", "9529999000019"), "notRegistered"),
        new("not-registered-dated", NotRegistered("item", "9529999000019",
            ("onCode", JsonNode.Parse("""{"lot":"L7","made":"2025-06-20","expires":"2025-12-20","country":"JP"}""")),
            ("expiry", JsonNode.Parse("""
                {"date":"2025-12-20","daysPast":12,"madeDate":"2025-06-20","source":"code","isCertain":true}
                """))), "notRegistered"),
        new("not-registered-web", NotRegistered("web", null, ("host", "example.com"), ("asOf", null)),
            "notRegistered"),
        new("not-registered-text", NotRegistered("text", null, ("length", 17), ("asOf", null)), "notRegistered"),
        new("not-registered-stamp", NotRegistered("stamp", "DN24A0001Z"), "notRegistered"),
        new("in-store", Scene("inStore", ("code", "2012345012349")), "inStore"),
        new("reading", Scene("reading", ("code", "9529999000019")), "reading"),
        new("out-of-reach", Scene("outOfReach", ("code", "9529999000019")), "outOfReach"),
        new("unreadable", Scene("unreadable", ("fault", "check-digit")), "unreadable"),
        new("payment", Scene("payment"), "payment"),
        new("personal", Scene("personal"), "personal"),
    ];

    /// <summary>Each record of the sample catalog, as the answer for its product.</summary>
    public static IEnumerable<SampleScene> Registered => Records("origins", "").Select(origin =>
    {
        var gtin = (string)origin["gtin"]!;
        return new SampleScene(gtin, Known(gtin, ("origin", origin)), "known");
    });

    /// <summary>The address that a scene takes home.</summary>
    public const string Page = "https://trace.example/p/09520001000010";

    private static JsonNode Told() => JsonNode.Parse("""
        {"vi":"Thứ Bảy 25/07 chợ đóng cửa lúc 17 giờ","en":"On Saturday 25 July the market closes at 5 pm",
         "ko":"7월 25일 토요일 시장은 오후 5시에 문을 닫습니다","zh":"7月25日星期六市场于17时关门"}
        """)!;

    private static JsonObject Known(string gtin, params (string Key, JsonNode? Value)[] parts) => Scene("known",
    [
        ("alert", null), ("cautions", new JsonArray()), ("gtin", gtin), ("lot", null), ("serial", null),
        ("asOf", Now.AddHours(-3)), ("warningsAsOf", Now.AddHours(-3)), ("stale", false), ("origin", Origin(gtin)),
        ("expiry", null), ("recall", null), .. parts,
    ]);

    private static JsonObject Several(string gtin) => Scene("several",
        ("code", gtin[1..]), ("cautions", new JsonArray()), ("asOf", Now.AddHours(-3)),
        ("warningsAsOf", Now.AddHours(-3)), ("stale", false), ("expiry", null), ("recall", null),
        ("products", new JsonArray([.. Records("origins", gtin).Select(origin => new JsonObject
        {
            ["name"] = origin["productName"]!.DeepClone(),
            ["maker"] = origin["manufacturer"]?["organizationName"]?.DeepClone(),
            ["image"] = origin["image"]?.DeepClone(),
        })])));

    private static JsonObject NotRegistered(string what, string? code, params (string, JsonNode?)[] parts) =>
        Scene("notRegistered",
        [
            ("what", what), ("code", code), ("host", null), ("length", null), ("asOf", Now.AddHours(-3)),
            ("onCode", null), ("expiry", null), .. parts,
        ]);

    private static JsonObject Scene(string kind, params (string Key, JsonNode? Value)[] parts)
    {
        // The discriminator comes first, as the kiosk writes it.
        var scene = new JsonObject
        {
            ["kind"] = kind,
            ["at"] = Now,
            ["seconds"] = kind is "idle" or "announcement" or "outOfOrder" ? 0 : 30,
            ["isAgeKnown"] = true,
            ["isWarningsAgeKnown"] = true,
            ["areWarningsUnheard"] = false,
        };
        foreach (var (key, value) in parts)
            scene[key] = value;
        return scene;
    }

    private static JsonObject Recall(string gtin, string[] lots)
    {
        var record = Records("recalls", gtin).First()["recall"]!;
        var recall = new JsonObject { ["thisLot"] = true, ["lots"] = Words(lots), ["serials"] = new JsonArray() };
        foreach (var part in (string[])["authority", "reason", "notice", "date", "advice", "contact"])
            recall[part] = record[part]?.DeepClone();
        return recall;
    }

    private static JsonObject Origin(string gtin) => Records("origins", gtin).First();

    private static IEnumerable<JsonObject> Records(string name, string gtin)
    {
        using var sample = new StreamReader(
            typeof(Kiosk.Tracing.CatalogSeed).Assembly.GetManifestResourceStream($"sample/{name}.ndjson")!);
        return [.. sample.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line.Contains(gtin, StringComparison.Ordinal))
            .Select(line => JsonNode.Parse(line)!.AsObject())];
    }

    private static JsonArray Words(params string[] words) => [.. words.Select(word => (JsonNode)word)];
}
