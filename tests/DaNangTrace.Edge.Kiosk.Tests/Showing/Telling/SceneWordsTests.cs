using DaNangTrace.Edge.Kiosk.Showing.Telling;

namespace DaNangTrace.Edge.Kiosk.Tests.Showing.Telling;

public sealed class SceneWordsTests
{
    private static readonly DateOnly Day = new(2026, 7, 5);

    [Theory]
    [InlineData("vi", "05/07/2026", "ngày 5 tháng 7 năm 2026")]
    [InlineData("en", "5 Jul 2026", "5 July 2026")]
    [InlineData("ko", "2026. 07. 05.", "2026년 7월 5일")]
    [InlineData("zh", "2026-07-05", "2026年7月5日")]
    public void A_day_is_shown_as_labels_write_it_and_said_as_people_do(string language, string shown, string spoken) =>
        Assert.Equal((shown, spoken), (SceneWords.Shown(language).Date(Day), SceneWords.Spoken(language).Date(Day)));

    [Theory]
    [InlineData("vi", "12.345")]
    [InlineData("en", "12,345")]
    [InlineData("ko", "12,345")]
    [InlineData("zh", "12,345")]
    public void A_number_is_shown_with_separators_and_said_without(string language, string shown) =>
        Assert.Equal(
            (shown, "12345"), (SceneWords.Shown(language).Number(12345), SceneWords.Spoken(language).Number(12345)));

    [Theory]
    [InlineData("en", 0, "0 days past its date")]
    [InlineData("en", 1, "1 day past its date")]
    [InlineData("en", 2, "2 days past its date")]
    [InlineData("vi", 1, "Quá hạn 1 ngày")]
    [InlineData("ko", 1, "1일 지났습니다")]
    [InlineData("zh", 1, "过期1天")]
    public void The_number_chooses_the_plural(string language, int n, string said) =>
        Assert.Equal(said, SceneWords.Shown(language).Say("expired.action", ("n", n)));

    [Fact]
    public void A_value_with_braces_is_no_place_for_another() => Assert.Equal(
        "Notice {date}, 5 Jul 2026",
        SceneWords.Shown("en").Say("recalled.notice", ("notice", "{date}"), ("date", Day)));

    [Fact]
    public void What_the_program_lacks_is_its_fault_and_told()
    {
        var words = SceneWords.Shown("vi");

        Assert.True(words.Has("known.word"));
        Assert.False(words.Has("no.such"));
        Assert.Contains(
            "vi lacks no.such", Assert.Throws<InvalidOperationException>(() => words.Say("no.such")).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "reason", Assert.Throws<InvalidOperationException>(() => words.Say("recalled.reason")).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => SceneWords.Shown("fr"));
    }

    [Theory]
    [InlineData("ko", "ko=K en=E vi=V fr=F", "K ko")]
    [InlineData("ko", "en=E vi=V fr=F", "E en")]
    [InlineData("ko", "vi=V fr=F", "V vi")]
    [InlineData("ko", "fr=F", "F fr")]
    [InlineData("ko", "ko=\u200B en= vi=V", "V vi")]
    [InlineData("ko", "ko=", null)]
    public void Of_texts_by_language_the_readers_own_is_picked(string language, string given, string? picked)
    {
        var texts = given.Split(' ').Select(one => one.Split('=')).ToDictionary(one => one[0], one => one[1]);

        var text = SceneWords.Shown(language).Pick(texts);

        Assert.Equal(picked, text is null ? null : $"{text.Text} {text.Language}");
        Assert.Null(SceneWords.Shown(language).Pick(null));
    }
}
