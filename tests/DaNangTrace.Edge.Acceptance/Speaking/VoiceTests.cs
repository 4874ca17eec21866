using DaNangTrace.Edge.Acceptance.Kit;
using DaNangTrace.Edge.Kiosk.Showing.Speaking;
using DaNangTrace.Edge.Kiosk.Showing.Telling;

namespace DaNangTrace.Edge.Acceptance.Speaking;

/// <summary>What the real voices make of a text, written into files.</summary>
// One after the other: children are counted.
[Collection("Speaking")]
public sealed class VoiceTests : IDisposable
{
    private const string Vietnamese =
        "Món này làm ở đâu ạ? Đã đăng ký, không có cảnh báo. Bị thu hồi. Đừng mua, đừng dùng.";
    private const string English = "Registered. No warnings found. Made by the Nam O cooperative on 20 July 2026.";
    private const string Korean = "등록됨. 경고 없음. 회수 대상입니다. 구매·사용하지 마세요.";
    private const string Chinese = "已登记。未发现警示。已召回，请勿购买或使用。这是哪里做的？";

    private readonly TempFolder _folder = new();

    public static TheoryData<string, string, string> Voices => new()
    {
        { "vi", "north-woman", Vietnamese },
        { "vi", "north-man", Vietnamese },
        { "vi", "south-woman", Vietnamese },
        { "vi", "south-man", Vietnamese },
        { "en", "south-woman", English },
        { "en", "south-man", English },
        { "ko", "south-woman", Korean },
        { "ko", "south-man", Korean },
        { "zh", "south-woman", Chinese },
        { "zh", "south-man", Chinese },
    };

    [Theory]
    [MemberData(nameof(Voices))]
    public async Task Each_voice_says_a_text_at_a_persons_pace_and_pitch(string language, string voice, string text)
    {
        var once = await SayAsync(language, voice, text);
        var twice = await SayAsync(language, voice, $"{text} {text}");

        var (slowest, fastest) = language is "vi" or "en" ? (0.15, 0.05) : (0.45, 0.12);
        Assert.InRange(once.Loudness, 1000, 20_000);
        Assert.InRange(once.Seconds / text.Length, fastest, slowest);
        Assert.InRange(twice.Seconds / once.Seconds, 1.9, 2.2);
        var (lowest, highest) = voice.EndsWith("-woman", StringComparison.Ordinal) ? (180, 240) : (105, 140);
        Assert.InRange(once.Pitch(), lowest, highest);
    }

    [Fact]
    public async Task The_four_vietnamese_voices_are_four()
    {
        var said = new Dictionary<string, Wave>();
        foreach (var voice in new[] { "north-woman", "north-man", "south-woman", "south-man" })
            said[voice] = await SayAsync("vi", voice, Vietnamese);

        foreach (var region in new[] { "north", "south" })
            Assert.True(said[$"{region}-woman"].Pitch() > 1.4 * said[$"{region}-man"].Pitch(), region);
        foreach (var sex in new[] { "woman", "man" })
            Assert.NotEqual(said[$"north-{sex}"].Samples, said[$"south-{sex}"].Samples);
    }

    // Debian 12's first Mandarin voice says "tong two" where a syllable has the second tone, in English.
    [Fact]
    public async Task A_chinese_syllable_is_one_syllable()
    {
        var wave = await SayAsync("zh", "south-woman", "年");

        Assert.InRange(wave.Seconds, 0.2, 0.9);
    }

    [Fact]
    public async Task Fast_and_slow_loud_and_low_are_as_asked()
    {
        var usual = await SayAsync("vi", "south-woman", Vietnamese);
        var slow = await SayAsync("vi", "south-woman", Vietnamese, new SpeechOptions { WordsPerMinute = 80 });
        var fast = await SayAsync("vi", "south-woman", Vietnamese, new SpeechOptions { WordsPerMinute = 300 });
        var loud = await SayAsync("vi", "south-woman", Vietnamese, new SpeechOptions { Volume = 200 });
        var silent = await SayAsync("vi", "south-woman", Vietnamese, new SpeechOptions { Volume = 0 });

        Assert.InRange(slow.Seconds / usual.Seconds, 1.6, 2.2);
        Assert.InRange(usual.Seconds / fast.Seconds, 1.8, 2.8);
        Assert.InRange(loud.Loudness / usual.Loudness, 1.3, 2.5);
        Assert.Equal(0, silent.Loudness);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<Wave> SayAsync(string language, string voice, string text, SpeechOptions? options = null)
    {
        var program = new EspeakProgram(RealParts.NeedEspeak(), TimeProvider.System);
        var list = Assert.IsType<EspeakRun.Ran>(await RunAsync(["--voices"], ""));
        var chosen = EspeakVoice.Of(list.Output, voice)[language];
        var file = _folder.File("said.wav");
        var said = Speakable.Of(language, text);
        var run = Assert.IsType<EspeakRun.Ran>(
            await RunAsync([.. chosen.Arguments(options ?? new SpeechOptions()), "-w", file], said));
        Assert.True(run.IsRight, run.Error);
        return Wave.OfFile(file);

        Task<EspeakRun> RunAsync(string[] arguments, string given) =>
            program.RunAsync(arguments, given, Until.Deadline, TestContext.Current.CancellationToken);
    }
}
