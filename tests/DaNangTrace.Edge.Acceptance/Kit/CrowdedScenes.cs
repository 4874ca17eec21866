using System.Text.Json.Nodes;

namespace DaNangTrace.Edge.Acceptance.Kit;

/// <summary>Scenes as the page gets them that say as much as a scene can, and whether they find room.</summary>
internal static class CrowdedScenes
{
    // Paints with the page's own modules, and looks before anything else can paint over it.
    private const string Paint = """
        (async () => {
          const [{ paint }, { Copy }] = await Promise.all([import("/page/frame.js"), import("/page/copy.js")]);
          const copy = await Copy.load(LANGUAGE);
          document.documentElement.toggleAttribute("data-easy", EASY);
          await document.fonts.ready;
          paint({ scene: SCENE }, copy, { moving: false });
          const faults = [];
          const [read, sign] = ["read", "sign"].map((id) => document.getElementById(id));
          const tooHigh = read.scrollHeight - read.clientHeight;
          if (tooHigh > 1) faults.push(`${tooHigh}px too high`);
          const inside = (part, whole) => part.top >= whole.top - 1 && part.bottom <= whole.bottom + 1
            && part.left >= whole.left - 1 && part.right <= whole.right + 1;
          for (const part of read.querySelectorAll("h2, p, ul, dl, figure, .caution, .past-date, .foot")) {
            const box = part.getBoundingClientRect();
            if (box.width && !inside(box, read.getBoundingClientRect())) faults.push(`outside: ${part.textContent}`);
          }
          for (const id of ["word", "action", "emblem"]) {
            const box = document.getElementById(id).getBoundingClientRect();
            if (!inside(box, sign.getBoundingClientRect())) faults.push(`${id} leaves the sign`);
          }
          const words = (id) => document.getElementById(id).textContent.replace(/\s+/g, " ").trim();
          return { faults, word: words("word"), action: words("action"), read: words("read") };
        })()
        """;

    private static readonly string[] Cautions = ["compareLot", "checkDate", "seenOften", "noLotData", "newerWarnings"];

    public static IEnumerable<(string Name, JsonObject Scene)> All()
    {
        yield return ("known", Known(Cautions));
        yield return ("known without a list", Known(["seenAtTwoMarkets", "newerWarnings"], hasList: false));
        yield return ("expired", With(Known(Cautions, isPast: true), ("alert", "expired")));
        yield return ("expired by its record", With(
            Known(Cautions, isPast: true), ("alert", "expired"), ("expiry", JsonNode.Parse("""
                {"date":"2020-01-01","daysPast":2000,"madeDate":null,"source":"record","isCertain":true}
                """))));
        yield return ("expired, day not known", ByNoClock(With(
            Known(Cautions, isPast: true), ("alert", "expired"))));
        yield return ("several, day not known", ByNoClock(With(
            Several(4), ("expiry", Expiry(isPast: true)), ("cautions", Array(["checkDate", "newerWarnings"])))));
        yield return ("not registered, day not known", ByNoClock(NotRegistered(isPast: true)));
        foreach (var source in (string[])["sample", "seed"])
            yield return ($"{source}, offline", With(Known([]), ("source", source), ("isOffline", true)));
        yield return ("long texts", LongTexts(Cautions));
        yield return ("many lots", With(Known(Cautions), ("recall", ManyLots(20))));
        foreach (var (name, parts) in Heavy())
        {
            yield return ($"known, {name}", With(Known(Cautions), ("recall", parts.DeepClone())));
            yield return ($"expired, {name}", With(
                Known(Cautions, isPast: true), ("alert", "expired"), ("recall", parts.DeepClone())));
            yield return ($"several, {name}", With(Several(4), ("recall", parts.DeepClone())));
        }
        yield return ("some, no number", With(Known(Cautions), ("recall", ManyLots(0))));
        yield return ("age not known", With(
            Known(["newerWarnings"]), ("isAgeKnown", false), ("isWarningsAgeKnown", false)));
        yield return ("several, all past", With(
            Several(4), ("cautions", new JsonArray()), ("expiry", JsonNode.Parse("""
                {"date":"2020-01-01","daysPast":2000,"madeDate":null,"source":"record","isCertain":true}
                """))));
        yield return ("several, and more", With(
            Several(8), ("more", 12), ("recall", null), ("cautions", Array(["newerWarnings"])), ("expiry", null)));
        yield return ("several, some past", With(Several(8), ("cautions", Array(["someExpired", "newerWarnings"]))));
        yield return ("recalled, unregistered", Recalled());
        yield return ("compare, unregistered", With(Recalled(), ("alert", null), ("cautions", Array(Cautions))));
        yield return ("nameless", With(Recalled(), ("origin", new JsonObject { ["gtin"] = "09520004707176" })));
        foreach (var count in (int[])[2, 4, 8])
            yield return ($"several, {count}", Several(count));
        yield return ("not registered, past", NotRegistered(isPast: true));
        yield return ("not registered, check", NotRegistered(isPast: false));
        yield return ("stamp", With(
            NotRegistered(true), ("what", "stamp"), ("code", new string('W', 64)), ("onCode", null), ("expiry", null)));
    }

    public static JsonObject Known(string[] cautions, bool isPast = false, bool hasList = true) => With(
        Scene("known"), ("alert", null), ("cautions", Array(cautions)), ("gtin", "09520004707176"), ("lot", "L-77"),
        ("serial", "S-15"), ("stale", cautions.Contains("newerWarnings")), ("origin", Sample()), ("recall", Recall()),
        ("expiry", Expiry(isPast)), ("warningsAsOf", hasList ? TimeProvider.System.GetUtcNow() : null));

    /// <summary>The same scene by a clock that was not set.</summary>
    public static JsonObject ByNoClock(JsonObject scene)
    {
        scene["isTimeKnown"] = false;
        scene["expiry"]!["isDayKnown"] = false;
        return scene;
    }

    public static JsonObject Recalled() => With(
        Known([]), ("alert", "recalled"), ("asOf", null), ("origin", new JsonObject
        {
            ["gtin"] = "09520004707176",
            ["productName"] = new JsonObject { ["vi"] = "Chả bò mẫu", ["en"] = "Sample beef roll" },
        }));

    /// <summary>A product whose every text is longer than its place.</summary>
    public static JsonObject LongTexts(string[] cautions)
    {
        const string office = "Da Nang Sub-Department of Quality, Processing and Market Development";
        var origin = Sample();
        Name(origin["productName"]!, "Nước mắm cá cơm than ủ chượp truyền thống Nam Ô loại đặc biệt chai 500 ml");
        Name(origin["provenanceStatement"]!["text"]!, "Làng nghề Nam Ô, phường Hải Vân, thành phố Đà Nẵng");
        origin["manufacturer"]!["organizationName"] = "Hợp tác xã Chế biến và Kinh doanh Nước mắm Nam Ô Đà Nẵng";
        foreach (var fact in (string[])["provenanceStatement", "manufacturer", "expirationDate"])
            origin[fact]!["evidence"] = new JsonObject
            {
                ["grade"] = "matched",
                ["by"] = new JsonObject { ["vi"] = office, ["en"] = office },
                ["on"] = "2025-11-11",
            };
        foreach (var stage in origin["stages"]!.AsArray())
            Name(stage!["place"]!, "Cảng cá Nam Ô, phường Hải Vân, Đà Nẵng");
        return With(Known(cautions), ("origin", origin));

        static void Name(JsonNode texts, string text)
        {
            foreach (var language in (string[])["vi", "en", "ko", "zh"])
                texts[language] = $"{text}{(language == "vi" ? "" : $" ({language})")}";
        }
    }

    /// <summary>A recall that names lots only.</summary>
    public static JsonNode ManyLots(int count) => Recalling(
        [.. Enumerable.Range(0, count).Select(n => $"CB-{n:0000}")], []);

    /// <summary>Recalls whose numbers take much room.</summary>
    public static IEnumerable<(string Name, JsonNode Recall)> Heavy()
    {
        // A lot and a serial number have twenty signs at most, and a range has two of them.
        string[] lots = [.. Enumerable.Range(0, 8).Select(n => $"LOT-OF-TWENTY-SIGNS{n}")];
        string[] ranges = [.. lots.Select(lot => $"{lot} – {lot}")];
        yield return ("4 lots of 20", Recalling(lots[..4], []));
        yield return ("8 lots of 12", Recalling([.. lots.Select(lot => lot[8..])], []));
        yield return ("8 ranges of 20", Recalling(ranges, []));
        yield return ("8 ranges of lots and of serial numbers", Recalling(ranges, ranges));
    }

    private static JsonObject Recalling(string[] lots, string[] serials)
    {
        var recall = Recall().AsObject();
        recall["lots"] = Array(lots);
        recall["serials"] = Array(serials);
        return recall;
    }

    /// <summary>Paints a scene; answers what it says, and what does not fit.</summary>
    public static async Task<Painted> PaintAsync(
        Browser browser, JsonObject scene, string language, bool isEasy)
    {
        var script = Paint.Replace("LANGUAGE", $"\"{language}\"", StringComparison.Ordinal)
            .Replace("EASY", isEasy ? "true" : "false", StringComparison.Ordinal)
            .Replace("SCENE", scene.ToJsonString(), StringComparison.Ordinal);
        var seen = await browser.EvaluateAsync(script);
        return new Painted(
            [.. seen.GetProperty("faults").EnumerateArray().Select(fault => fault.GetString() ?? "")],
            Said("word"), Said("action"), Said("read"));

        string Said(string part) => seen.GetProperty(part).GetString() ?? "";
    }

    private static JsonObject Several(int count) => With(
        Scene("several"), ("code", Codes.Known), ("cautions", Array(["compareLot", "checkDate", "newerWarnings"])),
        ("stale", true), ("recall", Recall()), ("expiry", Expiry(isPast: false)), ("warningsAsOf", null),
        ("products", new JsonArray([.. Enumerable.Range(0, count).Select(_ => new JsonObject
        {
            ["name"] = Sample()["productName"]!.DeepClone(),
            ["maker"] = Sample()["manufacturer"]!["organizationName"]!.DeepClone(),
            ["image"] = Sample()["image"]!.DeepClone(),
        })])));

    private static JsonObject NotRegistered(bool isPast) => With(
        Scene("notRegistered"), ("what", "item"), ("code", Codes.NotRegistered), ("host", null), ("length", null),
        ("expiry", Expiry(isPast)), ("onCode", JsonNode.Parse("""
            {"lot":"LOT-OF-TWENTY-SIGNS0","serial":"SERIAL-OF-20-SIGNS-0","made":"2019-10-01","expires":"2020-01-01",
             "country":"JP"}
            """)));

    private static JsonObject Scene(string kind) => new()
    {
        ["kind"] = kind,
        ["number"] = 1,
        ["at"] = TimeProvider.System.GetUtcNow(),
        ["asOf"] = TimeProvider.System.GetUtcNow().AddHours(-3),
    };

    private static JsonNode Expiry(bool isPast) => JsonNode.Parse(isPast
        ? """{"date":"2020-01-01","daysPast":2000,"madeDate":"2019-10-01","source":"code","isCertain":true}"""
        : """{"date":"2049-12-31","daysPast":0,"madeDate":null,"source":"code","isCertain":false}""")!;

    private static JsonNode Recall() => JsonNode.Parse("""
        {"thisLot":true,"lots":["CB-0700 – CB-0750","CB-0717"],"serials":["S-10 – S-19"],
         "authority":{"vi":"Cơ quan Mẫu"},"reason":{"vi":"nhãn thiếu thông tin dị ứng"},"notice":"00/TB mẫu","date":"2025-12-30",
         "advice":{"vi":"Đã mua rồi? Mang lại sạp 31 để đổi, trả"},"contact":{"vi":"Ban quản lý chợ: quầy số 1"}}
        """)!;

    private static JsonObject Sample()
    {
        using var sample = new StreamReader(
            typeof(Kiosk.Tracing.CatalogSeed).Assembly.GetManifestResourceStream("sample/origins.ndjson")!);
        return JsonNode.Parse(sample.ReadLine()!)!.AsObject();
    }

    private static JsonArray Array(string[] words) => [.. words.Select(word => (JsonNode)word)];

    private static JsonObject With(JsonObject scene, params (string Key, JsonNode? Value)[] parts)
    {
        foreach (var (key, value) in parts)
            scene[key] = value;
        return scene;
    }
}

/// <summary>What a painted scene says.</summary>
/// <param name="Faults">What does not fit.</param>
/// <param name="Word">The sign's word.</param>
/// <param name="Action">What stands under it.</param>
/// <param name="Read">All of the read column.</param>
internal sealed record Painted(IReadOnlyList<string> Faults, string Word, string Action, string Read);
