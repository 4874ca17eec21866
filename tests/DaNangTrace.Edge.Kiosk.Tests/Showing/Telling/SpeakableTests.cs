using DaNangTrace.Edge.Kiosk.Showing.Telling;

namespace DaNangTrace.Edge.Kiosk.Tests.Showing.Telling;

public sealed class SpeakableTests
{
    [Theory]
    [InlineData("vi", "Nước mắm Nam Ô, Đà Nẵng", "Nước mắm Nam Ô, Đà Nẵng")]
    [InlineData("en", "Nước mắm Nam Ô, Đà Nẵng", "Nuoc mam Nam O, Da Nang")]
    [InlineData("ko", "남오 어간장 Nam Ô", "남오 어간장 Nam O")]
    [InlineData("zh", "已召回。Nam Ô", "已召回。Nam O")]
    [InlineData("en", "已召回 김치", "")]
    [InlineData("zh", "김치", "")]
    [InlineData("vi", "مرحبا สวัสดี", "")]
    [InlineData("vi", "🐟 cá 🐟", "cá")]
    public void A_voice_is_given_the_letters_that_it_knows(string language, string text, string said) =>
        Assert.Equal(said, Speakable.Of(language, text));

    [Theory]
    [InlineData("[[h@l'oU]] x", "h@l'oU x")]
    [InlineData("a [ [ b", "a b")]
    [InlineData("a[\u200B[b", "a b")]
    [InlineData("<voice name=\"x\">a</voice>", "voice name=\"x\" a /voice")]
    [InlineData("-w /tmp/x", "-w /tmp/x")]
    [InlineData("a!!!!!!!!b", "a!b")]
    [InlineData("...", "")]
    public void A_text_gives_the_voice_no_orders(string text, string said) =>
        Assert.Equal(said, Speakable.Of("vi", text));

    [Fact]
    public void A_long_text_is_cut_at_a_word()
    {
        var text = string.Join(' ', Enumerable.Repeat("năm", 1000));

        var said = Speakable.Of("vi", text, 102);

        Assert.EndsWith("năm năm", said, StringComparison.Ordinal);
        Assert.InRange(said.Length, 95, 102);
        Assert.Equal(new string('a', 50), Speakable.Of("vi", new string('a', 90), 50));
        var chinese = string.Concat(Enumerable.Repeat("已召回。", 90));
        Assert.EndsWith("已召回", Speakable.Of("zh", chinese, 50), StringComparison.Ordinal);
    }

    [Fact]
    public void Any_character_is_said_or_left_out_and_nothing_throws()
    {
        foreach (var language in SceneWords.Languages)
        {
            for (var value = 0; value <= 0xFFFF; value++)
                Assert.DoesNotContain('[', Speakable.Of(language, $"a{(char)value}[b"));
        }
    }
}
