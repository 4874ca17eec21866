using System.Text.Json;
using System.Text.Json.Nodes;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance;

/// <summary>What the shopper sees, in a real browser.</summary>
public sealed class PageTests
{
    private const string Scene = "document.documentElement.dataset.scene";

    private const string Script = "<script>window.hurt=1</script><img src=x onerror=window.hurt=1>\"'&amp;";

    private static readonly (string Code, string Scene, string Word)[] Scenes =
    [
        (Codes.Known, "known", "Đã đăng ký"),
        (Codes.Expired, "expired", "Hết hạn"),
        (Codes.Recalled, "recalled", "Bị thu hồi"),
        (Codes.NotRegistered, "notRegistered", "Chưa đăng ký"),
        ("9520001000011", "unreadable", "Chưa đọc được"),
        (Codes.Payment, "payment", "Mã thanh toán"),
        ("WIFI:T:WPA;S:Cho Han;P:sample;;", "personal", "Mã cá nhân"),
        ("2012345012349", "inStore", "Mã nội bộ"),
        ("https://example.com/menu", "notRegistered", "Chưa đăng ký"),
        ("Chúc mừng năm mới", "notRegistered", "Chưa đăng ký"),
    ];

    [Fact]
    public async Task Each_kind_of_code_shows_its_word()
    {
        await using var kiosk = await SeenKiosk.StartAsync();
        var wrong = new List<string>();
        foreach (var (code, scene, word) in Scenes)
        {
            await kiosk.ScanAsync(code);
            var seen = await kiosk.Browser.TextAsync(Scene);
            if (seen != scene || await kiosk.Browser.SaysAsync("word") != word)
                wrong.Add($"{code}: {seen} '{await kiosk.Browser.SaysAsync("word")}', expected {scene} '{word}'");
            if (code.StartsWith("https", StringComparison.Ordinal)
                && !(await kiosk.Browser.SaysAsync("read")).Contains("example.com", StringComparison.Ordinal))
                wrong.Add("the host of the web address is not shown");
        }
        Assert.Empty(wrong);
        Assert.Empty(kiosk.Browser.Complaints);
    }

    [Fact]
    public async Task Each_language_s_key_changes_the_words()
    {
        await using var kiosk = await SeenKiosk.StartAsync();
        await kiosk.ScanAsync(Codes.Known);
        foreach (var (language, word) in ((string, string)[])[("en", "Registered"), ("vi", "Đã đăng ký")])
        {
            await kiosk.ChooseAsync(language);
            Assert.Equal(word, await kiosk.Browser.SaysAsync("word"));
            // The product's own name stays as it stands on the label.
            Assert.Equal(Codes.KnownName, await kiosk.Browser.SaysAsync("name"));
        }
        foreach (var language in (string[])["ko", "zh"])
        {
            await kiosk.ChooseAsync(language);
            Assert.NotEqual("Đã đăng ký", await kiosk.Browser.SaysAsync("word"));
        }
        Assert.Empty(kiosk.Browser.Complaints);
    }

    [Fact]
    public async Task Hostile_text_never_becomes_markup()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("seed.ndjson"), HostileProduct() + "\n");
        await using var kiosk = await SeenKiosk.StartAsync(
            all => all["tracing"]!["catalog"]!["seed"] = folder.File("seed.ndjson"));

        foreach (var code in (string[])
        [
            Codes.NotRegistered,
            $"]d2010{Codes.NotRegistered}10<i/onclick=a()>", $"]d2010{Codes.NotRegistered}10<b>A</b>\"'",
            "https://example.com/<script>window.hurt=1</script>", Script, $"]C1{Script}",
        ])
        {
            await kiosk.ScanAsync(code);
            Assert.Equal(
                0, await CountAsync("main script, main [onclick], main [onerror], main i, main b, img[src=x]"));
            Assert.Equal(1, await CountAsync("script"));
        }
        // The name stands there letter by letter.
        await kiosk.ScanAsync(Codes.NotRegistered);
        var read = await kiosk.Browser.SaysAsync("read");
        Assert.Contains("<script>window.hurt=1</script>", read, StringComparison.Ordinal);
        Assert.False((await kiosk.Browser.EvaluateAsync("'hurt' in window")).GetBoolean());
        Assert.Empty(kiosk.Browser.Complaints);

        async Task<int> CountAsync(string selector) =>
            (await kiosk.Browser.EvaluateAsync($"document.querySelectorAll('{selector}').length")).GetInt32();
    }

    // A sample record with a recall, in which every text is hostile.
    private static string HostileProduct()
    {
        var recalled = Sample("recalls", "CB-0717");
        var product = Sample("origins", "09520001000010");
        product["recalls"] = new JsonArray(recalled["recall"]!.DeepClone());
        Turn(product);
        product["gtin"] = "0" + Codes.NotRegistered;
        product["recalls"]![0]!["lots"] = new JsonArray(
            new JsonObject { ["from"] = "<i/a='a'>&quot;" }, new JsonObject { ["from"] = "A<b/>0", ["to"] = "A<b/>9" });
        // A serial number has twenty characters at most: a script does not fit.
        product["recalls"]![0]!["serials"] = new JsonArray(new JsonObject { ["from"] = "<b/c=\"d\">" });
        return product.ToJsonString();

        static JsonObject Sample(string name, string part)
        {
            using var sample = new StreamReader(
                typeof(Kiosk.Tracing.CatalogSeed).Assembly.GetManifestResourceStream($"sample/{name}.ndjson")!);
            return JsonNode.Parse(
                sample.ReadToEnd().Split('\n').First(line => line.Contains(part, StringComparison.Ordinal)))!
            .AsObject();
        }

        static void Turn(JsonNode node)
        {
            foreach (var (key, value) in node is JsonObject members
                ? [.. members] : node.AsArray().Select((item, i) => KeyValuePair.Create($"{i}", item)).ToArray())
            {
                if (value is JsonObject or JsonArray)
                    Turn(value);
                else if (value?.GetValueKind() == JsonValueKind.String && IsFree(key, $"{value}"))
                    value.ReplaceWith(Script);
            }
        }

        // All but what has a form of its own: days, numbers, words that choose.
        static bool IsFree(string key, string text) =>
            key is not ("kind" or "grade" or "image" or "gtin" or "globalLocationNumber" or "traceCode")
            && !DateOnly.TryParseExact(text, "yyyy-MM-dd", out _);
    }
}
