using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Timing;

namespace DaNangTrace.Edge.Kiosk.Tests.Kit;

/// <summary>Keeps what it is to show.</summary>
internal sealed class RecordingDisplay : IDisplay
{
    private readonly Condition _condition = new(TimeProvider.System);
    private readonly List<Scene> _scenes = [];

    public string Name => "recording";

    public Condition Condition => _condition;

    public IReadOnlyList<Scene> Scenes
    {
        get
        {
            lock (_scenes)
                return [.. _scenes];
        }
    }

    public void Show(Scene scene)
    {
        lock (_scenes)
            _scenes.Add(scene);
    }
}
