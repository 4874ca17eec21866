namespace DaNangTrace.Edge.Kiosk.Showing.Driving;

/// <summary>
/// An opened device that shows what it is given, on one thread. An <see cref="IOException"/> says that it went away; it
/// is closed then, and opened anew.
/// </summary>
/// <typeparam name="T">What it shows.</typeparam>
public interface IPanel<in T> : IDisposable
{
    /// <summary>What it is, for <c>/health</c>: <c>20x4 at /dev/i2c-1, address 0x27</c>.</summary>
    string Told { get; }

    /// <summary>Shows it; has been handed over to the device when it returns.</summary>
    /// <returns>After what time it wants its <see cref="Turn"/>.</returns>
    TimeSpan Show(T value);

    /// <summary>What moves by itself goes on, and whether the device is still there is looked at.</summary>
    /// <returns>After what time it wants its next turn.</returns>
    TimeSpan Turn();
}

/// <summary>Opens one kind of device.</summary>
/// <typeparam name="T">What it shows.</typeparam>
public abstract class PanelDriver<T>
{
    /// <summary>What is opened, for people: <c>/dev/i2c-1, address 0x27</c>.</summary>
    public abstract string Where { get; }

    /// <summary>Opens it and makes it ready; a panel each time, since a device that went away forgot all.</summary>
    /// <exception cref="IOException">It can't be had now; the message says why.</exception>
    public abstract IPanel<T> Open();

    /// <summary>What is wrong, and what to do about it, in one sentence.</summary>
    public abstract string Explain(Exception trouble);
}
