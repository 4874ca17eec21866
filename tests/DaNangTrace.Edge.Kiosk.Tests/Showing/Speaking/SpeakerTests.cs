using System.Collections.Concurrent;
using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Showing.Speaking;
using DaNangTrace.Edge.Kiosk.Tests.Kit;

namespace DaNangTrace.Edge.Kiosk.Tests.Showing.Speaking;

public sealed class SpeakerTests : IDisposable
{
    private readonly RecordingSpeech _speech = new();
    private Screen? _screen;

    public void Dispose() => _screen?.Dispose();

    [Fact]
    public void It_says_nothing_unless_it_is_asked_to()
    {
        var speaker = Speaker(isAutomatic: false);
        _screen!.Show(new Scene.Payment());
        Assert.DoesNotContain(_speech.Heard, one => one.StartsWith("say", StringComparison.Ordinal));

        speaker.SayScene();
        Assert.StartsWith("say vi: Mã thanh toán", _speech.Heard.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_scene_and_another_language_end_what_is_being_said()
    {
        var speaker = Speaker(isAutomatic: false);
        _screen!.Show(new Scene.Payment());
        speaker.SayScene();
        _speech.Heard.Clear();

        _screen.Touch();
        Assert.Empty(_speech.Heard);
        _screen.Choose("en");
        Assert.Equal(["stop"], _speech.Heard);
        _screen.Show(new Scene.Personal());
        Assert.Equal(["stop", "stop"], _speech.Heard);
    }

    [Fact]
    public void Where_it_is_set_each_answer_is_read_in_the_language_that_stands_and_only_answers_are()
    {
        Speaker(isAutomatic: true);
        _screen!.Show(new Scene.Reading("8936012345674"));
        Assert.DoesNotContain(_speech.Heard, one => one.StartsWith("say", StringComparison.Ordinal));
        _screen.Choose("en");
        _screen.Show(new Scene.Payment());
        Assert.StartsWith("say en: Payment code", _speech.Heard.Last(), StringComparison.Ordinal);
        _screen.Choose("vi");
        Assert.StartsWith("say vi: Mã thanh toán", _speech.Heard.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_question_is_put_in_vietnamese_whatever_the_shopper_speaks()
    {
        var speaker = Speaker(isAutomatic: false);
        _screen!.Choose("ko");
        speaker.SayQuestion();
        Assert.Equal("say vi: Món này làm ở đâu ạ?", _speech.Heard.Last());
    }

    [Fact]
    public async Task What_is_read_is_told_until_it_has_ended_and_an_end_of_the_text_before_ends_nothing()
    {
        var speaker = Speaker(isAutomatic: false);
        var told = new ConcurrentQueue<string?>();
        speaker.Changed += () => told.Enqueue(speaker.Saying);

        speaker.SayScene();
        speaker.SayQuestion(); // the scene's end is told when the question stands already
        Assert.Equal(["scene", "question"], told);
        _speech.Saying!.SetResult();
        await Wait.UntilAsync(() => told.Count == 3, "the end is told");
        Assert.Equal(["scene", "question", null], told);

        speaker.SayScene();
        speaker.Stop();
        await Wait.UntilAsync(() => speaker.Saying is null, "it was stopped");
        speaker.SayScene();
        _screen!.Show(new Scene.Personal());
        await Wait.UntilAsync(() => speaker.Saying is null, "another scene stands");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_hears_that_it_begins_or_ends_may_ask_the_screen_from_another_thread(bool isAutomatic)
    {
        var speaker = Speaker(isAutomatic);
        var answered = new ConcurrentQueue<bool>();
        // Under a lock of the screen's or the speaker's nobody else would be answered.
        speaker.Changed += () => answered.Enqueue(
            Task.Run(() => (_screen!.Standing, speaker.Saying)).Wait(TimeSpan.FromSeconds(10)));

        _screen!.Show(new Scene.Payment());
        if (!isAutomatic)
            speaker.SayScene();
        await Wait.UntilAsync(() => answered.Count == 1, "it begins");
        _screen.Show(new Scene.Idle());
        await Wait.UntilAsync(() => answered.Count == 2, "it has ended");

        Assert.Equal([true, true], answered);
    }

    private Speaker Speaker(bool isAutomatic)
    {
        var speaker = new Speaker(_speech, new SpeechOptions { Automatic = isAutomatic });
        _screen = new Screen([speaker], new ShowingOptions(), Samples.Clock());
        return speaker;
    }
}
