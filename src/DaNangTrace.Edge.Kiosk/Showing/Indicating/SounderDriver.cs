using DaNangTrace.Edge.Kiosk.Showing.Driving;

namespace DaNangTrace.Edge.Kiosk.Showing.Indicating;

/// <summary>
/// Tells verdicts by sound: one short for good, two for care, one long for stop. Each scene sounds once, also where the
/// sounder went away meanwhile and came back.
/// </summary>
/// <param name="time">Times the pattern.</param>
public abstract class SounderDriver(TimeProvider time) : PanelDriver<Indication>
{
    // Scenes are counted from 1; 0 stands for what is there before the first one.
    private long _heard;

    /// <inheritdoc/>
    public sealed override IPanel<Indication> Open() => new SounderPanel(OpenSounder(), Where, time, IsNew);

    /// <inheritdoc/>
    public override string Explain(Exception trouble)
    {
        ArgumentNullException.ThrowIfNull(trouble);
        return trouble.Message;
    }

    /// <summary>Opens what sounds; silent.</summary>
    /// <exception cref="IOException">It can't be had now; the message says why, and what to do.</exception>
    protected abstract ISounder OpenSounder();

    // Asked and set by the one thread that has the panel.
    private bool IsNew(long scene)
    {
        var isNew = scene != _heard;
        _heard = scene;
        return isNew;
    }
}
