using DaNangTrace.Edge.Kiosk.Timing;

namespace DaNangTrace.Edge.Kiosk.Showing;

/// <summary>Something that shows scenes.</summary>
public interface IDisplay
{
    /// <summary>Its name in messages.</summary>
    string Name { get; }

    /// <summary>How it is; down while it can't show anything.</summary>
    Condition Condition { get; }

    /// <summary>Takes a scene and returns at once; the latest wins where showing is slower than scanning.</summary>
    void Show(Scene scene);
}
