using DaNangTrace.Edge.Kiosk.Showing.Speaking;
using DaNangTrace.Edge.Kiosk.Showing.Telling;
using DaNangTrace.Edge.Kiosk.Tests.Kit;

namespace DaNangTrace.Edge.Kiosk.Tests.Showing.Speaking;

public sealed class EspeakVoiceTests
{
    [Theory]
    [InlineData("north-woman", "aav/vi+f2", "gmw/en+f2", "ko+f2", "sit/cmn-Latn-pinyin+f2")]
    [InlineData("north-man", "aav/vi+m3", "gmw/en+m3", "ko+m3", "sit/cmn-Latn-pinyin+m3")]
    [InlineData("south-woman", "aav/vi-VN-x-south+f2", "gmw/en+f2", "ko+f2", "sit/cmn-Latn-pinyin+f2")]
    [InlineData("south-man", "aav/vi-VN-x-south+m3", "gmw/en+m3", "ko+m3", "sit/cmn-Latn-pinyin+m3")]
    public void Each_language_has_the_voice_that_is_asked_for(string voice, string vi, string en, string ko, string zh)
    {
        var voices = EspeakVoice.Of(FakeEspeak.AllVoices, voice);

        Assert.Equal([vi, en, ko, zh], SceneWords.Languages.Select(
            language => voices[language].Arguments(new SpeechOptions()).SkipWhile(one => one != "-v").ElementAt(1)));
    }

    [Fact]
    public void Where_there_is_no_southern_voice_the_northern_one_speaks()
    {
        var list = FakeEspeak.AllVoices.Replace("vi-vn-x-south", "x", StringComparison.Ordinal);

        Assert.Equal("aav/vi", EspeakVoice.Of(list, "south-man")["vi"].File);
    }

    [Theory]
    [InlineData("")]
    [InlineData("vi")]
    [InlineData("\n\n 5 vi --/M\n5 vi --/M Vietnamese mb/vi\n")]
    public void A_list_without_voices_gives_none(string list) => Assert.Empty(EspeakVoice.Of(list, "north-man"));
}
