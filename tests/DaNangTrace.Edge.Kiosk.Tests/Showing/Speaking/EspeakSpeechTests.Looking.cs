using DaNangTrace.Edge.Kiosk.Showing.Speaking;
using DaNangTrace.Edge.Kiosk.Showing.Telling;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;

namespace DaNangTrace.Edge.Kiosk.Tests.Showing.Speaking;

/// <summary>What it has voices for, when the program or a voice is missing, comes, or goes.</summary>
public sealed partial class EspeakSpeechTests
{
    [Fact]
    public async Task Where_the_program_is_not_there_it_says_what_to_do_and_finds_it_later_by_itself()
    {
        var speech = Begin();
        await ToldAsync("espeak-ng is not installed: apt install espeak-ng; the page has no key for reading aloud");
        Assert.Empty(speech.Languages);

        await speech.Say(new Utterance("vi", "một"));
        _espeak.Install();
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Empty(speech.Languages);
        _time.Advance(TimeSpan.FromSeconds(1));

        await Wait.UntilAsync(() => speech.Languages.Count == 4, "it is found");
        await Wait.UntilAsync(() => speech.Condition.Now.Wellness == Wellness.Ok, "it is told");
        await speech.Say(new Utterance("vi", "hai"));
        Assert.Equal("hai", Assert.Single(_espeak.Said));
    }

    [Fact]
    public async Task Where_it_is_removed_meanwhile_there_are_no_languages_until_it_is_back()
    {
        _espeak.Install();
        var speech = await BeginAsync();
        _espeak.Remove();

        await speech.Say(new Utterance("vi", "một"));

        Assert.StartsWith(EspeakSpeech.NotInstalled, speech.Condition.Now.Message, StringComparison.Ordinal);
        Assert.Empty(speech.Languages);
        _espeak.Install();
        _time.Advance(TimeSpan.FromMinutes(1));
        await Wait.UntilAsync(() => speech.Languages.Count == 4, "it is found");
    }

    [Fact]
    public async Task A_voice_that_is_missing_is_told_and_the_others_speak()
    {
        _espeak.Install(voices: FakeEspeak.AllVoices.Replace("Korean", "", StringComparison.Ordinal));

        var speech = Begin();
        await ToldAsync("espeak-ng has no voice for ko: apt install espeak-ng-data; "
            + "the page has no key for reading aloud in that language");

        await Wait.UntilAsync(() => speech.Languages.Count > 0, "it has looked");
        Assert.Equal(["vi", "en", "zh"], speech.Languages);
        _ = speech.Say(new Utterance("ko", "하나"));
        await speech.Say(new Utterance("fr", "un"));
        Assert.Empty(_espeak.Given);
    }

    [Fact]
    public async Task Where_no_sound_comes_out_it_speaks_nothing_before_anybody_presses_a_key_and_finds_it_later()
    {
        _espeak.Install(tries: "echo 'ALSA lib pcm.c: Unknown PCM default' >&2; echo 'error: No such file' >&2");
        var speech = Begin();

        await Wait.UntilAsync(
            () => speech.Condition.Now.Message.StartsWith("espeak-ng was not heard (", StringComparison.Ordinal),
            () => speech.Condition.Now.Message);
        Assert.Contains("is there a sound card", speech.Condition.Now.Message, StringComparison.Ordinal);
        Assert.Contains("the page has no key", speech.Condition.Now.Message, StringComparison.Ordinal);
        Assert.Empty(speech.Languages);
        await speech.Say(new Utterance("vi", "một"));
        Assert.Empty(_espeak.Given);

        _espeak.Install();
        _time.Advance(TimeSpan.FromMinutes(1));
        await Wait.UntilAsync(() => speech.Languages.Count == 4, "the loudspeaker is found");
        await speech.Say(new Utterance("vi", "hai"));
        Assert.Equal("hai", Assert.Single(_espeak.Said));
    }

    [Fact]
    public async Task Once_it_was_heard_it_is_not_tried_again_while_a_voice_is_looked_for()
    {
        _espeak.Install(voices: FakeEspeak.AllVoices.Replace("Korean", "", StringComparison.Ordinal));
        var speech = Begin();
        await Wait.UntilAsync(() => speech.Languages.Count == 3, "it has looked");
        // Between two texts another program may have the card.
        _espeak.Install(tries: "exit 1");

        _time.Advance(TimeSpan.FromMinutes(1));

        await Wait.UntilAsync(() => speech.Languages.Count == 4, "it has looked again");
    }

    [Fact]
    public async Task While_it_looks_again_the_languages_that_it_knew_stay()
    {
        _espeak.Install(voices: FakeEspeak.AllVoices.Replace("Korean", "", StringComparison.Ordinal));
        var speech = Begin();
        await Wait.UntilAsync(() => speech.Languages.Count == 3, "it has looked");
        _espeak.Hold();
        _espeak.Install();

        _time.Advance(TimeSpan.FromMinutes(1));
        for (var look = 0; look < 20; look++)
        {
            Assert.Equal(["vi", "en", "zh"], speech.Languages);
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
        _espeak.LetGo();

        await Wait.UntilAsync(() => speech.Languages.Count == 4, "it has looked again");
    }
}
