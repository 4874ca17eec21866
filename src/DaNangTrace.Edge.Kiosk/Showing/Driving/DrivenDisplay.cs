using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Kiosk.Showing.Driving;

/// <summary>A display that the kiosk drives itself, whatever its kind.</summary>
/// <param name="name">Its name, for people.</param>
/// <param name="driver">Opens it.</param>
/// <param name="time">When it moves, and when it is looked for.</param>
/// <param name="log">Tells of its life.</param>
internal sealed class DrivenDisplay(string name, PanelDriver<Scene> driver, TimeProvider time, ILogger log)
    : IDisplay, IDisposable
{
    private readonly DeviceLoop<Scene> _loop = new($"Display {name}", driver, time, log);

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public Condition Condition => _loop.Condition;

    /// <inheritdoc/>
    public void Show(Scene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        _loop.Put(scene);
    }

    /// <summary>Begins to end, and does not wait for it.</summary>
    public void End() => _loop.End();

    /// <summary>Shows nothing any more; a display that stood still would say what is no longer true.</summary>
    public void Dispose() => _loop.Dispose();
}
