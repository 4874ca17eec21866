using System.Text;
using DaNangTrace.Edge.Kiosk.Showing.CharacterLcd;

namespace DaNangTrace.Edge.Kiosk.Tests.Showing.CharacterLcd;

/// <summary>Any text becomes one that the controller's ROM has.</summary>
public sealed class LcdTextTests
{
    [Theory]
    [InlineData("Nước mắm Nam Ô", "Nuoc mam Nam O")]
    [InlineData("Đưa mã\nvào đây", "Dua ma vao day")]
    [InlineData("ẮẰẲẴẶ ẤẦẨẪẬ ỨỪỬỮỰ ớờởỡợ ỳỷỹỵ Đđ", "AAAAA AAAAA UUUUU ooooo yyyy Dd")]
    [InlineData("25.000₫ · 30°C – “ngon” …", "25.000d - 30C - \"ngon\" ...")]
    [InlineData("≥3 ngày, ≤5, ≠6", ">=3 ngay, <=5, <>6")]
    [InlineData("Can’t", "Can't")]
    [InlineData("C:\\mã ~ 5", "C:/ma - 5")]
    [InlineData("{a|b}^`@[]", "{a|b}^`@[]")]
    [InlineData("된장 찌개 500g", "? 500g")]
    [InlineData("🐟🐟 Cá 👨‍👩‍👧 tươi", "? Ca ? tuoi")]
    [InlineData("Ａ１ ½ m² ﬁ ٣", "A1 1/2 m2 fi 3")]
    [InlineData("a\u0000b\u001bc\u007fd\u202ee\u200bf\u0085g\th", "abcdef g h")]
    [InlineData("  a \u00a0 \u3000 b  ", "a b")]
    [InlineData("", "")]
    [InlineData("\u0301\u0301", "")]
    public void It_is_folded_legibly(string text, string folded) => Assert.Equal(folded, LcdText.Fold(text));

    [Fact]
    public void A_letter_that_is_taken_apart_already_is_folded_the_same() =>
        Assert.Equal("Nuoc mam", LcdText.Fold("Nước mắm".Normalize(NormalizationForm.FormD)));

    [Theory]
    [InlineData("So\nsố lô", "Xem so lo")]
    [InlineData("Đừng mua,\nđừng dùng", "Khong mua/dung")]
    [InlineData("Do not buy\nor use", "Don't buy or use")]
    [InlineData("Không có cảnh báo", "Chua co canh bao")]
    [InlineData("đúng lô bị thu hồi", "lo nay bi thu hoi")]
    [InlineData("Mã đọc được", "So ma")]
    [InlineData("Nếu là giấy tờ của bạn, hãy cất cẩn thận.", "Neu la giay to cua ban, hay giu ky.")]
    [InlineData("Đừng ăn. Mang đổi.", "Khong an. Mang doi.")]
    [InlineData("Ghi nhãn không đúng sự thật.", "Ghi nhan khong dung su that.")]
    [InlineData("So đũa là một món rau.", "So dua la mot mon rau.")]
    public void A_sentence_stays_clear_without_its_marks(string text, string shown) =>
        Assert.Equal(shown, LcdText.Fold(LcdText.Clear(text)));

    [Fact]
    public void Halves_of_a_character_are_none() => Assert.Equal("x", LcdText.Fold("\ud800x\udc00\ufffe"));

    [Fact]
    public void What_is_cut_says_so()
    {
        var folded = LcdText.Fold(new string('a', 10_000));

        Assert.Equal(LcdText.Longest, folded.Length);
        Assert.EndsWith("a...", folded, StringComparison.Ordinal);
        Assert.Equal(new string('a', LcdText.Longest), LcdText.Fold(new string('a', LcdText.Longest)));
    }

    [Fact]
    public void No_character_of_Unicode_becomes_one_that_the_controller_shows_otherwise()
    {
        for (var value = 0; value <= 0x10FFFF; value++)
        {
            var text = value is >= 0xD800 and <= 0xDFFF ? ((char)value).ToString() : char.ConvertFromUtf32(value);
            Assert.All(LcdText.Fold($"x{text}y"), AssertShown);
        }
    }

    internal static void AssertShown(char character) =>
        Assert.True(character is >= ' ' and <= '}' and not '\\', $"U+{(int)character:X4} would be shown");
}
