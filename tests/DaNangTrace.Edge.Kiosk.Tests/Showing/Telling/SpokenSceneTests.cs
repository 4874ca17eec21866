using System.Text.RegularExpressions;
using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Showing.Telling;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tests.Showing.Telling;

public sealed partial class SpokenSceneTests
{
    [Fact]
    public void Every_kind_of_scene_has_its_words()
    {
        var kinds = typeof(Scene).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(Scene)));

        Assert.Equal(
            kinds.Select(kind => kind.Name).Order(),
            SpokenSamples.All.Select(scene => scene.GetType().Name).Distinct().Order());
    }

    [Theory]
    [InlineData("vi")]
    [InlineData("en")]
    [InlineData("ko")]
    [InlineData("zh")]
    public void In_every_language_all_words_are_there_and_form_sentences(string language)
    {
        foreach (var scene in SpokenSamples.All)
        {
            var text = SpokenScene.Of(scene, language).Text;

            // Within what a voice is given, and within anybody's patience.
            Assert.InRange(text.Length, 10, 1200);
            Assert.Matches(@"^\S.*[.?!。？！]$", text);
            Assert.DoesNotMatch(@"[\n{}\[\]“”]|\.\.|。\.|[:：][.。]| ·|\d[.,]\d{3}\b", text);
            // A voice says all of it: what it leaves out we would believe to be said.
            Assert.Equal(Plain(text), Plain(Speakable.Of(language, text)));
        }
    }

    [Fact]
    public void A_registered_product_is_told_with_where_who_and_when() => Assert.Equal(
        "Đã đăng ký. Không có cảnh báo. Nước mắm Nam Ô. "
        + "Nơi làm: Nam Ô, Đà Nẵng. Ban An toàn kiểm tra ngày 20 tháng 7 năm 2026. "
        + "Người làm: Cơ sở Mẫu. Người làm tự khai. Làm ngày 8 tháng 3 năm 2026. Hạn ngày 8 tháng 3 năm 2027.",
        Text(SpokenSamples.Known));

    [Fact]
    public void A_recall_is_told_with_its_reason_who_says_so_and_what_to_do() => Assert.Equal(
        "Recalled. Do not buy or use. Nam O fish sauce. Lot: C, B, dash, 0, 7, 1, 7. this lot is recalled. "
        + "Reason: It contains a substance that is not allowed. Notice by Food Safety Board. Notice of 20 July 2026. "
        + "Take it back. Need help? Ask the market office.",
        Text(SpokenSamples.Recalled, "en"));

    [Fact]
    public void What_has_expired_is_told_with_its_days_and_who_stated_them() => Assert.Equal(
        "已过期。 过期12天。 Nam O fish sauce。 保质期至 2026年7月20日。 生产 2026年1月2日。 "
        + "日期由生产者 Co so Mau 提供。也请查看标签上印的日期。 产地: Nam O, Da Nang。",
        Text(SpokenSamples.Expired, "zh"));

    [Fact]
    public void What_nobody_told_is_said_to_be_missing()
    {
        var text = Text(SpokenSamples.Known with { Origin = new Origin { Gtin = "08936012345674" } });

        Assert.Equal(
            "Đã đăng ký. Không có cảnh báo. Tên hàng: chưa có. Nơi làm: chưa có. Người làm: chưa có. Làm: chưa có. "
            + "Hạn: chưa có.", text);
    }

    [Fact]
    public void An_old_list_is_told_before_anything_else()
    {
        var text = Text(SpokenSamples.Known with { WarningsAsOf = SpokenSamples.At.AddDays(-5) });

        Assert.StartsWith(
            "Đã đăng ký. Danh sách cảnh báo cũ 5 ngày. Nước mắm Nam Ô. Có thể đã có cảnh báo mới hơn.", text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_recalled_numbers_three_are_said_and_the_others_counted()
    {
        var text = Text(
            SpokenSamples.Known with
            {
                Cautions = ["compareLot"],
                Recall = SpokenSamples.Recall with { Lots = ["A1 – A9", "B", "C", "D", "E"] },
            }, "en");

        Assert.Contains(
            "Recalled lots: A, 1, to A, 9; B; C and 2 more entries: ask the market office.", text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_payment_or_personal_code_nothing_is_said_but_that_it_is_one()
    {
        Assert.StartsWith("Mã thanh toán. Không phải mã hàng.", Text(new Scene.Payment()), StringComparison.Ordinal);
        Assert.StartsWith("Mã cá nhân. Không phải mã hàng.", Text(new Scene.Personal()), StringComparison.Ordinal);
    }

    [Fact]
    public void The_host_of_a_web_address_is_not_said() => Assert.DoesNotContain(
        "example", Text(SpokenSamples.NotRegistered with { What = "web", Host = "example.com" }),
        StringComparison.Ordinal);

    [Fact]
    public void The_question_is_put_to_the_seller_in_vietnamese() =>
        Assert.Equal(new Utterance("vi", "Món này làm ở đâu ạ?"), SpokenScene.Question());

    [Theory]
    [InlineData("[[h@l'oU]]\u202E\u0007")]
    [InlineData("{n}{date}")]
    [InlineData("🐟\uD83D")]
    [InlineData("\u0301\u0301\u0301\u0301")]
    [InlineData("مرحبا")]
    [InlineData("")]
    public void Whatever_comes_from_outside_the_rest_is_said(string hostile)
    {
        var longer = string.Concat(Enumerable.Repeat(hostile + "a\u030D\u030D\u030D\u030D ", 2000));
        foreach (var text in new[] { hostile, longer })
        {
            var texts = new Dictionary<string, string> { ["vi"] = text, ["ko"] = text, [text + "x"] = text };
            var origin = SpokenSamples.FishSauce with
            {
                Name = texts,
                Place = new Place(texts),
                Maker = new Maker(text),
            };
            var recall = new SceneRecall(true, [text], [text], texts, texts, text, null, texts, texts);
            var known = SpokenSamples.Known with
            {
                Origin = origin,
                Lot = text,
                Serial = text,
                Recall = recall,
                Cautions = SpokenSamples.Cautions,
            };
            foreach (var scene in new Scene[]
            {
                known,
                known with { Alert = "recalled" },
                known with { Alert = "expired", Expiry = SpokenSamples.Expiry },
                SpokenSamples.Several with { Products = [new(texts, text, text), new(texts, null, text)] },
            })
            {
                foreach (var language in SceneWords.Languages)
                {
                    var said = SpokenScene.Of(scene, language).Text;
                    Assert.InRange(said.Length, 10, 6000);
                    Assert.DoesNotMatch(@"[\[\]\p{Cc}\u202E]", said);
                }
            }
        }
    }

    private static string Text(Scene scene, string language = "vi") => SpokenScene.Of(scene, language).Text;

    private static string Plain(string text) => NoWord().Replace(text, "");

    [GeneratedRegex(@"[^\p{L}\p{N}]")]
    private static partial Regex NoWord();
}
