using DaNangTrace.Edge.Kiosk.Showing.Telling;

namespace DaNangTrace.Edge.Kiosk.Tests.Showing.Telling;

/// <summary>What becomes of brackets, which on the page stand beside something.</summary>
public sealed class SentencesTests
{
    [Theory]
    [InlineData("(theo mã: hạn 20/12/2025)", "theo mã: hạn 20/12/2025")]
    [InlineData("“Where is this made?”", "Where is this made?")]
    [InlineData("Món này làm ở đâu ạ? (“Where is this made?”)", "Món này làm ở đâu ạ? (“Where is this made?”)")]
    [InlineData("(A) và (B)", "(A) và (B)")]
    [InlineData("“Hương” – “Vị”", "“Hương” – “Vị”")]
    [InlineData("((a))", "a")]
    [InlineData("（注）", "注")]
    public void They_go_where_all_of_it_stands_in_them(string text, string shown)
    {
        var sentences = new Sentences(SceneWords.Shown("vi"), isForEye: true);
        sentences.Add(text);
        Assert.Equal(shown, Assert.Single(sentences.Lines).Text);
    }

    [Theory]
    [InlineData("( )")]
    [InlineData("“ ”")]
    [InlineData("()")]
    [InlineData(" ")]
    public void Of_nothing_in_brackets_nothing_is_said(string text)
    {
        var sentences = new Sentences(SceneWords.Shown("vi"), isForEye: true);
        sentences.Add(text);
        Assert.Empty(sentences.Lines);
    }

    [Fact]
    public void What_is_called_so_stands_as_it_was_printed()
    {
        var sentences = new Sentences(SceneWords.Shown("vi"), isForEye: true);
        sentences.Label("lot", "(12)");
        Assert.Equal("(12)", Assert.Single(sentences.Lines).Text);
    }
}
