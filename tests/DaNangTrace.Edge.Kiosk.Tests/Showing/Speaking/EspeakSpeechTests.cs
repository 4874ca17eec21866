using DaNangTrace.Edge.Kiosk.Showing.Speaking;
using DaNangTrace.Edge.Kiosk.Showing.Telling;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Extensions.Time.Testing;

namespace DaNangTrace.Edge.Kiosk.Tests.Showing.Speaking;

/// <summary>Real children of a program that stands in for the real one.</summary>
public sealed partial class EspeakSpeechTests : IDisposable
{
    // It becomes the sleep, as the real one is one process.
    private const string Long = "exec sleep 60";

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = Samples.Time();
    private readonly LoggedLines _log = new();
    private readonly FakeEspeak _espeak;
    private EspeakSpeech? _speech;

    public EspeakSpeechTests() => _espeak = new FakeEspeak(_folder);

    [Fact]
    public async Task It_speaks_what_the_program_has_voices_for()
    {
        _espeak.Install();

        var speech = await BeginAsync();

        Assert.Equal(["vi", "en", "ko", "zh"], speech.Languages);
        Assert.Equal(Wellness.Ok, speech.Condition.Now.Wellness);
    }

    [Fact]
    public async Task The_text_goes_by_standard_input_and_never_by_the_command_line()
    {
        _espeak.Install();
        var speech = await BeginAsync(new SpeechOptions { Voice = "south-man", WordsPerMinute = 120, Volume = 80 });

        await speech.Say(new Utterance("vi", "--version; $(id) [[x]]"));
        await speech.Say(new Utterance("en", "Chả bò"));

        Assert.Equal(
            [
                "-b 1 --stdin -v aav/vi-VN-x-south+m3 -p 70 -s 120 -a 80\n-version; $(id) x",
                "-b 1 --stdin -v gmw/en+m3 -p 70 -s 120 -a 80\nCha bo",
            ],
            _espeak.Given);
    }

    [Fact]
    public async Task A_new_text_ends_the_one_before_and_no_two_are_said_at_a_time()
    {
        _espeak.Install(Long);
        var speech = await BeginAsync();

        var last = Task.CompletedTask;
        for (var i = 1; i <= 20; i++)
        {
            last = speech.Say(new Utterance("vi", $"{i}"));
            if (i % 3 == 0)
                await Wait.UntilAsync(() => _espeak.Said.Contains($"{i}"), $"{i} is said");
            Assert.InRange(_espeak.Running.Count, 0, 1);
        }
        await Wait.UntilAsync(() => _espeak.Said.Contains("20"), "the last is said");
        Assert.Single(_espeak.Running);

        speech.Stop();
        await last;

        Assert.Empty(_espeak.Running);
        Assert.Equal(Wellness.Ok, speech.Condition.Now.Wellness);
    }

    [Fact]
    public async Task Two_hundred_texts_leave_no_child_and_no_open_file()
    {
        _espeak.Install();
        var speech = await BeginAsync();
        await SayAsync(20);
        var before = OpenPipes();

        await SayAsync(180);

        // Other tests beside this one have pipes as well, but not one for each text.
        await Wait.UntilAsync(
            () => OpenPipes() <= before + 90 && !Children().Contains('Z'), "no child and no pipe is left");

        async Task SayAsync(int count)
        {
            var last = Task.CompletedTask;
            for (var i = 0; i < count; i++)
            {
                last = speech.Say(new Utterance("vi", "một"));
                if (i % 2 == 0)
                    await last;
            }
            await last;
        }
    }

    [Fact]
    public async Task It_speaks_until_its_text_is_at_its_end()
    {
        _espeak.Install("while [ -e \"$(dirname \"$0\")/voice\" ]; do sleep 0.01; done");
        var voice = _folder.Write("voice", "");
        var speech = await BeginAsync();

        var said = speech.Say(new Utterance("vi", "một"));
        await Wait.UntilAsync(() => _espeak.Running.Count == 1, "it speaks");
        Assert.False(said.IsCompleted);
        File.Delete(voice);
        await Wait.UntilAsync(() => said.IsCompleted, "it is at its end");

        _folder.Write("voice", "");
        said = speech.Say(new Utterance("vi", "hai"));
        await Wait.UntilAsync(() => _espeak.Running.Count == 1, "it speaks again");
        Assert.False(said.IsCompleted);
        speech.Stop();
        await Wait.UntilAsync(() => said.IsCompleted, "it is silent");
    }

    [Theory]
    [InlineData("echo 'Error: no \u001b[31mvoice' >&2; exit 1", @"(Error: no \x1B[31mvoice)")]
    [InlineData("echo 'ALSA lib: no card' >&2; echo 'error: No file' >&2", "(ALSA lib: no card; error: No file)")]
    [InlineData(
        "echo \"ALSA lib confmisc.c:855:(parse_card) cannot find card '0'\" >&2;"
            + " echo 'ALSA lib conf.c:5180:(_snd_config_evaluate) function error' >&2; echo 'then more' >&2; exit 1",
        "(cannot find card '0'; function error)")]
    [InlineData("exit 3", "(code 3)")]
    [InlineData("kill -9 $$", "(code 137)")]
    [InlineData("head -c 1000000 /dev/zero | tr '\\0' e >&2; exit 1", "eeee…)")]
    public async Task A_child_that_fails_is_told_once_with_its_words_cut_and_escaped(string says, string told)
    {
        _espeak.Install(says);
        var speech = await BeginAsync();

        for (var i = 0; i < 3; i++)
        {
            await speech.Say(new Utterance("vi", "một"));
        }

        var now = speech.Condition.Now;
        Assert.Equal(Wellness.Degraded, now.Wellness);
        Assert.StartsWith("espeak-ng was not heard (", now.Message, StringComparison.Ordinal);
        Assert.Contains(told, now.Message, StringComparison.Ordinal);
        Assert.InRange(now.Message.Length, 10, 500);
        Assert.Single(_log.Lines, line => line.Contains("was not heard", StringComparison.Ordinal));
        Assert.Empty(speech.Languages);
        _espeak.Install();
        _time.Advance(TimeSpan.FromMinutes(1));
        await Wait.UntilAsync(() => speech.Languages.Count == 4, "it is heard again");
        await speech.Say(new Utterance("vi", "một"));
        Assert.Equal(Wellness.Ok, speech.Condition.Now.Wellness);
    }

    [Fact]
    public async Task What_the_sound_library_only_remarks_on_is_no_failure()
    {
        _espeak.Install("echo 'ALSA lib pcm.c: underrun occurred' >&2");
        var speech = await BeginAsync();

        await speech.Say(new Utterance("vi", "một"));

        Assert.Equal(Wellness.Ok, speech.Condition.Now.Wellness);
    }

    [Fact]
    public async Task A_child_that_does_not_end_is_ended()
    {
        _espeak.Install(Long);
        var speech = await BeginAsync();

        var said = speech.Say(new Utterance("vi", "một hai ba"));
        await Wait.UntilAsync(() => _espeak.Running.Count == 1, "it speaks");
        _time.Advance(TimeSpan.FromSeconds(17));
        await said;

        Assert.Empty(_espeak.Running);
        Assert.StartsWith("espeak-ng did not come to its end", speech.Condition.Now.Message, StringComparison.Ordinal);
        Assert.Empty(speech.Languages);
    }

    [Fact]
    public async Task A_long_text_is_cut_and_one_without_words_is_not_said()
    {
        _espeak.Install();
        var speech = await BeginAsync();

        await speech.Say(new Utterance("vi", string.Join(' ', Enumerable.Repeat("năm", 10_000))));
        await speech.Say(new Utterance("vi", "🐟 ... 泡菜"));

        Assert.InRange(Assert.Single(_espeak.Given).Length, 1100, 1300);
    }

    [Fact]
    public async Task Disposed_it_says_nothing_any_more()
    {
        _espeak.Install(Long);
        var speech = await BeginAsync();
        _ = speech.Say(new Utterance("vi", "một"));
        await Wait.UntilAsync(() => _espeak.Running.Count == 1, "it speaks");

        speech.Dispose();
        _ = speech.Say(new Utterance("vi", "hai"));
        speech.Stop();

        Assert.Empty(_espeak.Running);
        Assert.Single(_espeak.Given);
    }

    public void Dispose()
    {
        _speech?.Dispose();
        _folder.Dispose();
    }

    private EspeakSpeech Begin(SpeechOptions? options = null) =>
        _speech = new EspeakSpeech(_espeak.Program(_time), options ?? new SpeechOptions(), _time, _log);

    private async Task<EspeakSpeech> BeginAsync(SpeechOptions? options = null)
    {
        var speech = Begin(options);
        await ToldAsync("ready");
        await Wait.UntilAsync(() => speech.Languages.Count == 4, "it has looked");
        return speech;
    }

    private Task ToldAsync(string message) => Wait.UntilAsync(
        () => _speech!.Condition.Now.Message == message, () => _speech!.Condition.Now.Message);

    private static int OpenPipes() => Directory.GetFileSystemEntries("/proc/self/fd")
        .Count(file => new FileInfo(file).LinkTarget?.StartsWith("pipe:", StringComparison.Ordinal) == true);

    // "12 (name) S 7 …": its state and its parent stand behind the name.
    private static IEnumerable<char> Children()
    {
        foreach (var folder in Directory.GetDirectories("/proc").Where(path => char.IsAsciiDigit(path[6])))
        {
            string[] stat;
            try
            {
                stat = File.ReadAllText($"{folder}/stat").Split(") ")[^1].Split(' ');
            }
            catch (IOException)
            {
                continue;
            }
            if (stat[1] == $"{Environment.ProcessId}")
                yield return stat[0][0];
        }
    }
}
