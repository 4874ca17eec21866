using DaNangTrace.Edge.Kiosk.Timing;

namespace DaNangTrace.Edge.Kiosk.Scanning;

/// <summary>A source of scans.</summary>
public interface IScanner
{
    /// <summary>Its name in the configuration.</summary>
    string Name { get; }

    /// <summary>How it is; down while it can't scan.</summary>
    Condition Condition { get; }

    /// <summary>What it sent, and what was wrong with it, since the start.</summary>
    ScannerTally Tally { get; }

    /// <summary>
    /// Hands every scan to <paramref name="take"/> in the order in which it came, until <paramref name="stop"/>.
    /// A device that goes away is awaited; a script that ends, and a fault of the program, end this task early.
    /// </summary>
    Task RunAsync(ScanTaker take, CancellationToken stop);
}
