using DaNangTrace.Edge.Kiosk.Showing.Driving;
using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Kiosk.Showing.Indicating;

/// <summary>A lamp or a buzzer that the kiosk drives itself.</summary>
/// <param name="name">Its name in messages.</param>
/// <param name="driver">Opens it.</param>
/// <param name="time">When it moves, and when it is looked for.</param>
/// <param name="log">Tells of its life.</param>
internal sealed class DrivenIndicator(string name, PanelDriver<Indication> driver, TimeProvider time, ILogger log)
    : IIndicator, IDisposable
{
    private readonly DeviceLoop<Indication> _loop = new($"Indicator {name}", driver, time, log);

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public Condition Condition => _loop.Condition;

    /// <inheritdoc/>
    public void Indicate(Indication indication)
    {
        ArgumentNullException.ThrowIfNull(indication);
        _loop.Put(indication);
    }

    /// <summary>Indicates nothing any more: a lamp goes out, a buzzer is silent.</summary>
    public void Dispose() => _loop.Dispose();
}
