using System.Collections.Concurrent;
using DaNangTrace.Edge.Kiosk.Showing.Speaking;
using DaNangTrace.Edge.Kiosk.Showing.Telling;
using DaNangTrace.Edge.Kiosk.Timing;

namespace DaNangTrace.Edge.Kiosk.Tests.Kit;

/// <summary>A voice that notes what it is to say, and is at its end when the test says so.</summary>
internal sealed class RecordingSpeech : ISpeech
{
    /// <summary><c>say vi: …</c> and <c>stop</c>, in order.</summary>
    public ConcurrentQueue<string> Heard { get; } = [];

    /// <summary>Texts that it was to say.</summary>
    public int Said => Heard.Count(one => one.StartsWith("say", StringComparison.Ordinal));

    /// <summary>What it can speak; the test may take it away.</summary>
    public IReadOnlyList<string> Languages { get; set; } = ["vi", "en", "ko", "zh"];

    public Condition Condition { get; } = new(Samples.Time());

    /// <summary>What is being said, until a test or <see cref="Stop"/> ends it.</summary>
    public TaskCompletionSource? Saying { get; private set; }

    public Task Say(Utterance utterance)
    {
        Heard.Enqueue($"say {utterance.Language}: {utterance.Text}");
        Saying?.TrySetResult();
        Saying = new TaskCompletionSource();
        return Saying.Task;
    }

    public void Stop()
    {
        Heard.Enqueue("stop");
        Saying?.TrySetResult();
    }
}
