using DaNangTrace.Edge.Kiosk.Showing;
using DaNangTrace.Edge.Kiosk.Showing.Driving;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DaNangTrace.Edge.Kiosk.Tests.Contracts;

/// <summary>A display with its device in the test's hand.</summary>
public abstract class DisplayRig : IDisposable
{
    /// <summary>The display.</summary>
    public abstract IDisplay Display { get; }

    /// <summary>Its time.</summary>
    public FakeTimeProvider Time { get; } = Kit.Samples.Time();

    /// <summary>What stands on it, in a form that differs with what is seen; empty for nothing.</summary>
    public abstract string Seen();

    /// <summary>Number of the scene that stands on it.</summary>
    public abstract long Standing { get; }

    /// <summary>How many scenes came to its device; null where nobody can count them.</summary>
    public virtual int? Handed => null;

    /// <summary>Its device goes away.</summary>
    public abstract void Unplug();

    /// <summary>It comes back.</summary>
    public abstract void PlugIn();

    /// <summary>Whoever writes to it waits.</summary>
    public abstract void Hang();

    /// <summary>It goes on.</summary>
    public abstract void Release();

    /// <inheritdoc/>
    public abstract void Dispose();
}

/// <summary>The rig of a display that the kiosk drives itself: trouble stands between driver and loop.</summary>
internal abstract class DrivenRig : DisplayRig
{
    private readonly ManualResetEventSlim _isFree = new(true);
    private volatile bool _isAway;
    private long _standing;
    private int _handed;
    private DrivenDisplay? _display;

    public override IDisplay Display => _display ??= new DrivenDisplay(
        "under-test", new TroubledDriver(this, Driver()), Time, NullLogger.Instance);

    public override int? Handed => Volatile.Read(ref _handed);

    public override long Standing => Volatile.Read(ref _standing);

    /// <summary>The driver that is tested.</summary>
    protected abstract PanelDriver<Scene> Driver();

    public override void Unplug() => _isAway = true;

    public override void PlugIn() => _isAway = false;

    public override void Hang() => _isFree.Reset();

    public override void Release() => _isFree.Set();

    public override void Dispose()
    {
        Release();
        _display?.Dispose();
        _isFree.Dispose();
    }

    private void Pass()
    {
        _isFree.Wait();
        if (_isAway)
            throw new IOException("the test pulled it out");
    }

    private sealed class TroubledDriver(DrivenRig rig, PanelDriver<Scene> driver) : PanelDriver<Scene>
    {
        public override string Where => driver.Where;

        public override IPanel<Scene> Open()
        {
            rig.Pass();
            return new TroubledPanel(rig, driver.Open());
        }

        public override string Explain(Exception trouble) => driver.Explain(trouble);
    }

    private sealed class TroubledPanel(DrivenRig rig, IPanel<Scene> panel) : IPanel<Scene>
    {
        public string Told => panel.Told;

        public TimeSpan Show(Scene value)
        {
            rig.Pass();
            Interlocked.Increment(ref rig._handed);
            var due = panel.Show(value);
            Volatile.Write(ref rig._standing, value.Number);
            return due;
        }

        // What the panel itself would look at only later.
        public TimeSpan Turn()
        {
            rig.Pass();
            return panel.Turn();
        }

        // What a library throws where its device is gone is not always an IOException.
        public void Dispose()
        {
            panel.Dispose();
            if (rig._isAway)
                throw new InvalidOperationException("the test pulled it out before it was closed");
        }
    }
}
