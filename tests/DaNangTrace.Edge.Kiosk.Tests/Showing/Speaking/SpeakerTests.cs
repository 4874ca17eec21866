using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Showing.Speaking;
using DaNangTrace.Edge.Kiosk.Tests.Kit;
using DaNangTrace.Edge.Kiosk.Timing;

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
        Assert.StartsWith("say vi: Mã thanh toán", _speech.Heard[^1], StringComparison.Ordinal);
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
        Assert.StartsWith("say en: Payment code", _speech.Heard[^1], StringComparison.Ordinal);
        _screen.Choose("vi");
        Assert.StartsWith("say vi: Mã thanh toán", _speech.Heard[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void The_question_is_put_in_vietnamese_whatever_the_shopper_speaks()
    {
        var speaker = Speaker(isAutomatic: false);
        _screen!.Choose("ko");
        speaker.SayQuestion();
        Assert.Equal("say vi: Món này làm ở đâu ạ?", _speech.Heard[^1]);
    }

    [Fact]
    public void What_is_read_is_told_until_it_has_ended_and_an_end_of_the_text_before_ends_nothing()
    {
        var speaker = Speaker(isAutomatic: false);
        var told = new List<string?>();
        speaker.Changed += () => told.Add(speaker.Saying);

        speaker.SayScene();
        speaker.SayQuestion(); // the scene's end is told when the question stands already
        Assert.Equal(["scene", "question"], told);
        _speech.Saying!.SetResult();
        Assert.Equal(["scene", "question", null], told);

        speaker.SayScene();
        speaker.Stop();
        Assert.Null(speaker.Saying);
        speaker.SayScene();
        _screen!.Show(new Scene.Personal());
        Assert.Null(speaker.Saying);
    }

    private Speaker Speaker(bool isAutomatic)
    {
        var speaker = new Speaker(_speech, new SpeechOptions { Automatic = isAutomatic });
        _screen = new Screen([speaker], new ShowingOptions(), Samples.Clock());
        return speaker;
    }

    private sealed class RecordingSpeech : ISpeech
    {
        public List<string> Heard { get; } = [];

        public IReadOnlyList<string> Languages => ["vi", "en", "ko", "zh"];

        public Condition Condition { get; } = new(Samples.Time());

        /// <summary>What is being said, until a test or <see cref="Stop"/> ends it.</summary>
        public TaskCompletionSource? Saying { get; private set; }

        public Task Say(Utterance utterance)
        {
            Heard.Add($"say {utterance.Language}: {utterance.Text}");
            Saying?.TrySetResult();
            Saying = new TaskCompletionSource();
            return Saying.Task;
        }

        public void Stop()
        {
            Heard.Add("stop");
            Saying?.TrySetResult();
        }
    }
}
