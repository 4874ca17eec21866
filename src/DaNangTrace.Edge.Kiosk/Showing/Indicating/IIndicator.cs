using DaNangTrace.Edge.Kiosk.Showing.Telling;
using DaNangTrace.Edge.Kiosk.Timing;

namespace DaNangTrace.Edge.Kiosk.Showing.Indicating;

/// <summary>A lamp or a buzzer: tells the verdict to who does not look at a display.</summary>
public interface IIndicator
{
    /// <summary>Its name in messages.</summary>
    string Name { get; }

    /// <summary>How it is; down while its pins can't be had.</summary>
    Condition Condition { get; }

    /// <summary>Takes a signal and returns at once; the latest wins.</summary>
    void Indicate(Indication indication);
}

/// <summary>What is to be indicated.</summary>
/// <param name="Signal">The verdict by its colour.</param>
/// <param name="Scene">Number of the scene: of one that stands already a buzzer says nothing more.</param>
public sealed record Indication(Signal Signal, long Scene);
