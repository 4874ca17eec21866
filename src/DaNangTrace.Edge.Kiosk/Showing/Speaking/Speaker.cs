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
    private readonly Lock _gate = new();
    private Scene _last = new Scene.Idle();

    /// <inheritdoc/>
    public string Name => "speech";

    /// <inheritdoc/>
    public Condition Condition => speech.Condition;

    /// <summary>Whether every answer is read.</summary>
    public bool IsAutomatic => options.Automatic;

    /// <summary>Whether it is not at the end of what it reads.</summary>
    public bool IsSpeaking => speech.IsSpeaking;

    /// <summary>What it can speak at present.</summary>
    public IReadOnlyList<string> Languages => speech.Languages;

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
            if (options.Automatic && !scene.IsRest && scene is not Scene.Reading)
                speech.Say(SpokenScene.Of(scene, scene.Language));
        }
    }

    /// <summary>Reads what stands.</summary>
    public void SayScene()
    {
        lock (_gate)
            speech.Say(SpokenScene.Of(_last, _last.Language));
    }

    /// <summary>Puts the question to the seller.</summary>
    public void SayQuestion() => speech.Say(SpokenScene.Question());
}
