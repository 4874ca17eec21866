using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance;

/// <summary>What a shopper reads where little is known, or more than one thing, in a real browser.</summary>
public sealed class VerdictPageTests
{
    private const string Noticed = "9529998000010";
    private const string Shared = "9529998000027";
    private const string Sold = "9529998000034";
    private const string Recalled = "9529998000041";

    // A file of its own brings no list of warnings.
    private static readonly string Seed = $$$"""
        {"v":1,"gtin":"0{{{Noticed}}}","productName":{"vi":"Món mẫu"},"stages":[{"kind":"sell"}],"stall":{"name":{"vi":"Sạp 7, Chợ Mẫu"} } }
        {"v":1,"gtin":"0{{{Noticed}}}","hasSerialNumber":"S1","hint":{"kind":"seenOften"}}
        {"v":1,"gtin":"0{{{Noticed}}}","hasSerialNumber":"S2","hint":{"kind":"seenAtTwoMarkets"}}
        {"v":1,"gtin":"0{{{Shared}}}","productName":{"vi":"Một","en":"One"},"manufacturer":{"organizationName":"Cơ sở Một"}}
        {"v":1,"gtin":"0{{{Sold}}}","productName":{"vi":"x"},"stages":[{"kind":"source"},{"kind":"make","place":{"vi":"Xưởng Mẫu"} }],"stall":{"name":{"vi":"Sạp 8"} },"productionDate":{"date":"2020-01-01","evidence":{"grade":"declared","by":{"vi":"Hộ A"} } },"expirationDate":{"date":"2090-01-01","evidence":{"grade":"inspected","by":{"vi":"Sở B"} } } }
        {"v":1,"gtin":"0{{{Recalled}}}","productName":{"vi":"x"},"stages":[{"kind":"make","place":{"vi":"Xưởng Mẫu"} }],"stall":{"name":{"vi":"Sạp 9"} },"recalls":[{"authority":{"vi":"Chi cục"},"reason":{"vi":"Nhãn"},"date":"2025-12-30"}]}
        {"v":1,"gtin":"0{{{Shared}}}","productName":{"vi":"Hai"},"recalls":[{"authority":{"vi":"x"},"reason":{"vi":"x"},"lots":[{"from":"A1","to":"A9"}]}]}
        """;

    private static readonly (string Code, string Scene, string Action, string[] Reads)[] Verdicts =
    [
        (Noticed, "known", "Chưa có danh sách cảnh báo", ["chưa nhận được danh sách cảnh báo", "Sạp 7, Chợ Mẫu"]),
        ($"]d2010{Noticed}21S1", "known", "Hỏi thêm người bán", ["quét nhiều lần khác thường", "có thể bị sao chép"]),
        ($"]d2010{Noticed}21S2", "known", "Hỏi thêm người bán", ["quét ở hai chợ"]),
        ($"]d2010{Noticed}10L9", "known", "Chưa có danh sách cảnh báo", ["riêng món này: chưa có"]),
        // Of two days that are known in two ways the grade is the lower one's; the way ends at the stall.
        (Sold, "known", "Xem ngày in trên bao bì", ["Hạn 01/01/2090Sở B kiểm tra", "Bán tạiSạp 8"]),
        (Recalled, "recalled", "Đừng mua, đừng dùng", ["Xưởng Mẫu", "Dừng bán tạiSạp 9", "30/12/2025 · Chi cục"]),
        (Shared, "several", "Có món bị thu hồi", ["Một", "Cơ sở Một", "Hai", "Người làm: chưa có", "A1 – A9"]),
        ($"]d2010{Codes.NotRegistered}1120010110L7\u001D422392", "notRegistered", "Hỏi thêm người bán",
            ["Theo mã, thành phố chưa xác nhận", "Lô L7", "Xuất xứ Nhật Bản", "Làm 01/01/2020"]),
        ($"]d2010{Codes.NotRegistered}17200101", "notRegistered", "Quá hạn ít nhất N ngày", ["Quá hạn", "hạn 01/01/2020"]),
        ("https://stamps.example/t/DN24A0001Z", "notRegistered", "Hỏi thêm người bán",
            ["Chưa ai khai báo món này", "DN24A0001Z"]),
    ];

    [Theory]
    [InlineData("inspected", "Sở B", "Làm 01/01/2020 by Hộ A tự khai; Hạn 01/01/2090; Sở B kiểm tra")]
    [InlineData("declared", "Hộ A", "Làm 01/01/2020; Hạn 01/01/2090; Hộ A tự khai")]
    public async Task Each_of_two_days_has_its_own_source(string grade, string by, string expected)
    {
        await using var page = await StagedPage.StartAsync();
        var scene = CrowdedScenes.Known([]);
        scene["origin"]!["productionDate"] = Day("2020-01-01", "declared", "Hộ A");
        scene["origin"]!["expirationDate"] = Day("2090-01-01", grade, by);
        await page.ShowAsync(new SampleScene("two-days", scene, "known"), "vi");
        Assert.Equal(expected, await page.Browser.TextAsync("""
            [...document.querySelectorAll("#read .when > *")].map((line) => [
              line.textContent, ...[...line.querySelectorAll(".mark")].map((mark) => mark.getAttribute("aria-label")),
            ].join(" by ")).join("; ")
            """));
        Assert.Empty(page.Browser.Complaints);

        static JsonObject Day(string date, string grade, string by) => new()
        {
            ["date"] = date,
            ["evidence"] = new JsonObject { ["grade"] = grade, ["by"] = new JsonObject { ["vi"] = by } },
        };
    }

    [Fact]
    public async Task Each_verdict_says_what_is_known_and_what_is_not()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("seed.ndjson"), Seed + "\n");
        await using var kiosk = await SeenKiosk.StartAsync(
            all => all["tracing"]!["catalog"]!["seed"] = folder.File("seed.ndjson"));
        var wrong = new List<string>();
        foreach (var (code, scene, action, reads) in Verdicts)
        {
            await kiosk.ScanAsync(code);
            var (seen, said, read) = (await kiosk.Browser.TextAsync("document.documentElement.dataset.scene"),
                await kiosk.Browser.SaysAsync("action"), await kiosk.Browser.SaysAsync("read"));
            // How many days it is past grows with each day.
            if ((seen, Regex.Replace(said, "[0-9.]+", "N")) != (scene, action))
                wrong.Add($"{code}: {seen} '{said}', expected {scene} '{action}'");
            wrong.AddRange(reads.Where(one => !read.Contains(one, StringComparison.Ordinal))
                .Select(one => $"{code}: '{one}' is not in '{read}'"));
        }
        Assert.Empty(wrong);
        Assert.Empty(kiosk.Browser.Complaints);
    }

    [Fact]
    public async Task A_recalled_item_that_is_not_registered_looks_like_any_recall()
    {
        await using var kiosk = await SeenKiosk.StartAsync();
        var recall = CrowdedScenes.Recalled();
        recall["serial"] = "S-15";
        recall["recall"]!["lots"] = new JsonArray();

        var seen = await CrowdedScenes.PaintAsync(kiosk.Browser, recall, "vi", isEasy: false);

        Assert.Empty(seen.Faults);
        Assert.Equal("Bị thu hồi", seen.Word);
        foreach (var words in (string[])
        [
            "Chả bò mẫu", "Số sê-ri S-15", "đúng sản phẩm này bị thu hồi", "Cảnh báo:", "ảnh: chưa có",
        ])
            Assert.Contains(words, seen.Read, StringComparison.Ordinal);
        Assert.DoesNotContain("Lô", seen.Read, StringComparison.Ordinal);
        Assert.Empty(kiosk.Browser.Complaints);
    }

    [Fact]
    public async Task The_clock_that_was_not_set_claims_nothing_about_a_date()
    {
        await using var kiosk = await SeenKiosk.StartAsync();
        var scene = CrowdedScenes.Known(["checkDate"]);

        var seen = await CrowdedScenes.PaintAsync(kiosk.Browser, scene, "vi", isEasy: false);

        Assert.Empty(seen.Faults);
        Assert.Equal(("Đã đăng ký", "Xem ngày in trên bao bì"), (seen.Word, seen.Action));
        Assert.Contains("Hãy tự xem hạn 31/12/2049", seen.Read, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clock_that_was_not_set_counts_no_days_exactly_and_tells_no_time()
    {
        await using var kiosk = await SeenKiosk.StartAsync();
        var scene = CrowdedScenes.ByNoClock(CrowdedScenes.Known(["checkDate"], isPast: true));
        scene["alert"] = "expired";

        var seen = await CrowdedScenes.PaintAsync(kiosk.Browser, scene, "vi", isEasy: false);

        Assert.Empty(seen.Faults);
        Assert.Equal("Quá hạn ít nhất 2.000 ngày", seen.Action);
        foreach (var words in (string[])
            ["≥2.000 ngày", "Kiosk chưa chỉnh giờ. Hãy tự xem hạn 01/01/2020"])
            Assert.Contains(words, seen.Read, StringComparison.Ordinal);
        Assert.DoesNotContain("Hôm nay", seen.Read, StringComparison.Ordinal);
        Assert.DoesNotMatch("[0-9]{2}:[0-9]{2}", seen.Read);
        Assert.Empty(kiosk.Browser.Complaints);
    }

    [Theory]
    [InlineData("sample", false, "Dữ liệu mẫu")]
    [InlineData("sample", true, "Ngoại tuyến · dữ liệu mẫu")]
    [InlineData("seed", false, "Dữ liệu nạp sẵn · chưa rõ ngày")]
    [InlineData("seed", true, "Ngoại tuyến · dữ liệu nạp sẵn")]
    public async Task What_no_city_gave_is_called_what_it_is_and_has_no_age(
        string source, bool isOffline, string words)
    {
        await using var kiosk = await SeenKiosk.StartAsync();
        var scene = CrowdedScenes.Known([]);
        (scene["source"], scene["isOffline"], scene["asOf"]) = (source, isOffline, TimeProvider.System.GetUtcNow());

        var seen = await CrowdedScenes.PaintAsync(kiosk.Browser, scene, "vi", isEasy: false);

        Assert.Empty(seen.Faults);
        Assert.Contains(words, seen.Read, StringComparison.Ordinal);
        Assert.DoesNotContain("cập nhật", seen.Read, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(kiosk.Browser.Complaints);
    }

    [Fact]
    public async Task An_age_that_is_not_known_is_told_as_not_known()
    {
        await using var kiosk = await SeenKiosk.StartAsync();
        var unset = CrowdedScenes.Known(["newerWarnings"]);
        (unset["isAgeKnown"], unset["isWarningsAgeKnown"]) = (false, false);
        // The clock of the page is behind.
        var ahead = CrowdedScenes.Known([]);
        var later = TimeProvider.System.GetUtcNow().AddDays(2);
        (ahead["asOf"], ahead["warningsAsOf"]) = (later, later);
        foreach (var scene in (JsonObject[])[unset, ahead])
        {
            var seen = await CrowdedScenes.PaintAsync(kiosk.Browser, scene, "vi", isEasy: false);

            Assert.Empty(seen.Faults);
            Assert.Equal("Danh sách cảnh báo chưa rõ cũ bao lâu", seen.Action);
            Assert.Contains("· chưa rõ cũ bao lâu", seen.Read, StringComparison.Ordinal);
            Assert.Contains("Có thể đã có cảnh báo mới hơn", seen.Read, StringComparison.Ordinal);
            foreach (var words in (string[])["Vừa cập nhật", "Cập nhật", "cũ 1 ngày"])
                Assert.DoesNotContain(words, $"{seen.Action} {seen.Read}", StringComparison.Ordinal);
        }
        Assert.Empty(kiosk.Browser.Complaints);
    }

    [Theory]
    [InlineData("vi", "và 12 mục khác: hãy hỏi ban quản lý chợ", "Một số món loại này bị thu hồi")]
    [InlineData("en", "and 12 more entries: ask the market office", "Some of these are recalled")]
    [InlineData("ko", "외 12건: 시장 관리사무소에 문의하세요", "일부 상품이 회수 대상")]
    [InlineData("zh", "另有12项：请询问市场管理处", "部分商品已召回")]
    public async Task What_of_a_recall_finds_no_room_or_has_no_number_is_told_in_words(
        string language, string more, string some)
    {
        await using var kiosk = await SeenKiosk.StartAsync();
        var scene = CrowdedScenes.Known(["compareLot"]);

        scene["recall"] = CrowdedScenes.ManyLots(20);
        var many = await CrowdedScenes.PaintAsync(kiosk.Browser, scene, language, isEasy: false);
        scene["recall"] = CrowdedScenes.ManyLots(0);
        var none = await CrowdedScenes.PaintAsync(kiosk.Browser, scene, language, isEasy: false);

        Assert.Contains("CB-0007", many.Read, StringComparison.Ordinal);
        Assert.DoesNotContain("CB-0008", many.Read, StringComparison.Ordinal);
        Assert.Contains(more, many.Read, StringComparison.Ordinal);
        Assert.Equal(some, none.Action);
        Assert.Empty(many.Faults.Concat(none.Faults));
        Assert.Empty(kiosk.Browser.Complaints);
    }

    [Theory]
    [InlineData("record", "Ngày theo hồ sơ đã đăng ký")]
    [InlineData("maker", "Ngày do nơi làm khai")]
    [InlineData("code", "Ngày đọc từ chính mã này")]
    public async Task Who_states_a_day_that_has_passed_is_said(string source, string words)
    {
        await using var kiosk = await SeenKiosk.StartAsync();
        var scene = CrowdedScenes.Known([], isPast: true);
        (scene["alert"], scene["expiry"]!["source"]) = ("expired", source);

        var seen = await CrowdedScenes.PaintAsync(kiosk.Browser, scene, "vi", isEasy: false);

        Assert.Contains(words, seen.Read, StringComparison.Ordinal);
        Assert.Empty(kiosk.Browser.Complaints);
    }

    [Theory]
    [InlineData(1280, 800)]
    [InlineData(800, 480)]
    [InlineData(600, 1024)]
    public async Task Long_texts_give_way_and_the_facts_stay(int width, int height)
    {
        // Staged, so that nothing else is painted between two looks.
        await using var page = await StagedPage.StartAsync();
        await page.RunAsync("faults.js");
        await page.Browser.ResizeAsync(width, height);
        await page.ShowAsync(new SampleScene("long-texts", CrowdedScenes.LongTexts([]), "known"), "en");
        Assert.Empty(await page.FaultsAsync());

        // Certificates, days, what was done and when: each stands whole inside what may cut it.
        var cut = await page.Browser.TextAsync("""
            ((whole, ...parts) => parts.flatMap((part) => {
              const found = [...document.querySelectorAll(part)];
              return found.length ? found.filter((one) => {
                const [box, room] = [one, one.closest(whole)].map((each) => each.getBoundingClientRect());
                return !box.width || box.right > room.right + 1 || box.bottom > room.bottom + 1;
              }).map((one) => one.textContent) : [`no ${part}`];
            }).join("; "))(".facts > div, .product", ".chip", ".grade .kept", ".when .label", ".when .value")
            """);
        Assert.Equal("", cut);
    }

    [Theory]
    [InlineData(1024, 600)]
    [InlineData(800, 480)]
    [InlineData(600, 1024)]
    public async Task However_much_is_to_be_said_it_stays_on_the_screen(int width, int height)
    {
        await using var kiosk = await SeenKiosk.StartAsync();
        await kiosk.Browser.ResizeAsync(width, height);
        var wrong = new List<string>();
        foreach (var (name, scene) in CrowdedScenes.All())
        {
            foreach (var language in (string[])["vi", "en", "ko", "zh"])
            {
                foreach (var isEasy in (bool[])[false, true])
                {
                    var seen = await CrowdedScenes.PaintAsync(kiosk.Browser, scene, language, isEasy);
                    wrong.AddRange(seen.Faults.Select(
                        fault => $"{name}, {language}{(isEasy ? ", easy" : "")}: {fault}"));
                }
            }
        }
        Assert.Empty(wrong);
        Assert.Empty(kiosk.Browser.Complaints);
    }
}
