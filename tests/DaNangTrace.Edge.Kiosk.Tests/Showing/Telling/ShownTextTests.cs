using System.Text;
using DaNangTrace.Edge.Kiosk.Showing.Telling;

namespace DaNangTrace.Edge.Kiosk.Tests.Showing.Telling;

public sealed class ShownTextTests
{
    [Theory]
    [InlineData("Nước mắm Nam Ô", "Nước mắm Nam Ô")]
    [InlineData("  a\r\n\t b  ", "a  b")]
    [InlineData("Nu\u031Bo\u031B\u0301c", "Nước")]
    [InlineData("a\u202Eb\u2066c\u200Fd\u200Be\uFEFFf", "abcdef")]
    [InlineData("\u001B[31mred\u0007", "[31mred")]
    [InlineData("x\u00ADy\u3164z\u115Fw\uFFA0v", "xyzwv")]
    [InlineData("tag\U000E0041\U000E007F", "tag")]
    [InlineData("김치 🐟 泡菜", "김치 🐟 泡菜")]
    [InlineData("<b>&amp;</b>", "<b>&amp;</b>")]
    public void What_can_hide_or_reorder_is_gone_and_the_rest_stays(string text, string shown) =>
        Assert.Equal(shown, ShownText.Clean(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t\u2028 ")]
    [InlineData("\u200B\u202E\uFEFF\u0000")]
    [InlineData("\uFE0F\U000E0001")]
    public void Where_nothing_visible_is_left_there_is_no_text(string? text) => Assert.Null(ShownText.Clean(text));

    [Fact]
    public void Halves_of_a_pair_are_gone()
    {
        // No attribute may hold them.
        Assert.Equal("ab", ShownText.Clean("a\uD83D" + "b\uDC1F"));
        Assert.Null(ShownText.Clean(new string('\uD800', 900)));
    }

    [Fact]
    public void A_long_text_is_cut_after_200_characters_and_never_within_one()
    {
        Assert.Equal(new string('x', 200) + "…", ShownText.Clean(new string('x', 10_000)));
        Assert.Equal(new string('x', 200), ShownText.Clean(new string('x', 200)));
        var fishes = ShownText.Clean(Many("🐟", 5_000))!;
        Assert.Equal(200, fishes.EnumerateRunes().Count(rune => rune == new Rune(0x1F41F)));
    }

    [Fact]
    public void A_pile_of_marks_is_taken_down_to_two()
    {
        Assert.Equal("a\u030D\u030Eb", ShownText.Clean($"a{Many("\u030D\u030E", 150)}b"));
        // Marks beyond the first plane pile up as well.
        Assert.Equal("a\U0001E8D0\U0001E8D0", ShownText.Clean($"a{Many("\U0001E8D0", 90)}"));
    }

    [Fact]
    public void Any_character_comes_through_or_is_gone_and_nothing_throws()
    {
        for (var value = 0; value <= 0x10FFFF; value++)
        {
            var text = value is >= 0xD800 and <= 0xDFFF ? ((char)value).ToString() : char.ConvertFromUtf32(value);
            var shown = ShownText.Clean($"a{text}b") ?? "";
            Assert.DoesNotContain(shown, char.IsControl);
        }
    }

    private static string Many(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
