using DaNangTrace.Edge.Kiosk.Showing.Telling;
using DaNangTrace.Edge.Kiosk.Timing;

namespace DaNangTrace.Edge.Kiosk.Showing.Speaking;

/// <summary>
/// A display for the ear: falls silent when another scene comes, and reads a scene when it is asked to, or each answer
/// where the configuration says so.
/// </summary>
/// <param name="speech">The voice.</param>
/// <param name="options">Whether it reads without being asked.</param>
public sealed class Speaker(ISpeech speech, SpeechOptions options) : IDisplay
{
    /// <summary>What stands on the screen is read.</summary>
    public const string OfScene = "scene";

    /// <summary>The question to the seller is put.</summary>
    public const string OfQuestion = "question";

    private readonly Lock _gate = new();
    private Scene _last = new Scene.Idle();
    private Task _said = Task.CompletedTask;
    private string? _saying;

    /// <summary>
    /// Raised when it begins to read or has ended: see <see cref="Saying"/>. No lock is held meanwhile, neither its own
    /// nor that of whoever shows a scene.
    /// </summary>
    public event Action? Changed;

    /// <inheritdoc/>
    public string Name => "speech";

    /// <inheritdoc/>
    public Condition Condition => speech.Condition;

    /// <summary>Whether every answer is read.</summary>
    public bool IsAutomatic => options.Automatic;

    /// <summary>Whether it is not at the end of what it reads.</summary>
    public bool IsSpeaking => Saying is not null;

    /// <summary>What it can speak at present.</summary>
    public IReadOnlyList<string> Languages => speech.Languages;

    /// <summary>What is read now: <see cref="OfScene"/> or <see cref="OfQuestion"/>; null in silence.</summary>
    public string? Saying
    {
        get
        {
            lock (_gate)
                return _saying;
        }
    }

    /// <inheritdoc/>
    public void Show(Scene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        lock (_gate)
        {
            var (before, isNew) = (_last, scene.Number != _last.Number);
            _last = scene;
            if (!isNew && scene.Language == before.Language && scene.GetType() == before.GetType())
                return;
            speech.Stop();
            // While the city is asked there is no answer yet.
            if (!options.Automatic || scene.IsRest || scene is Scene.Reading)
                return;
            Say(OfScene, SpokenScene.Of(scene, scene.Language));
        }
        // Displays are shown a scene under the screen's lock.
        ThreadPool.QueueUserWorkItem(_ => Changed?.Invoke());
    }

    /// <summary>Reads what stands.</summary>
    public void SayScene()
    {
        lock (_gate)
            Say(OfScene, SpokenScene.Of(_last, _last.Language));
        Changed?.Invoke();
    }

    /// <summary>Puts the question to the seller.</summary>
    public void SayQuestion()
    {
        lock (_gate)
            Say(OfQuestion, SpokenScene.Question());
        Changed?.Invoke();
    }

    /// <summary>Reads no more.</summary>
    public void Stop() => speech.Stop();

    private void Say(string what, Utterance utterance)
    {
        // The text before ends while this one begins: that is no silence.
        _said = Task.CompletedTask;
        (_saying, _said) = (what, speech.Say(utterance));
        _ = EndAsync(_said);
    }

    private async Task EndAsync(Task said)
    {
        await said.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // Not on the thread of whoever ends a text: it may hold a lock.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        lock (_gate)
        {
            // Another text took its place.
            if (said != _said)
                return;
            _saying = null;
        }
        Changed?.Invoke();
    }
}
