using DaNangTrace.Edge.Wire;

namespace DaNangTrace.Edge.Fleet.Intake;

/// <summary>What a message, or one element of it, turned out to be.</summary>
internal abstract record Arrival
{
    private Arrival() { }

    /// <summary>A sighting that belongs to its topic, and the exact bytes that told it.</summary>
    /// <param name="Address">The kiosk that told it.</param>
    /// <param name="Sighting">What it told.</param>
    /// <param name="Bytes">The row of the kiosk's ledger, byte for byte.</param>
    internal sealed record Scanned(KioskAddress Address, Sighting Sighting, byte[] Bytes) : Arrival;

    /// <summary>A kiosk's state.</summary>
    /// <param name="Address">The kiosk whose state it is.</param>
    /// <param name="Status">The state.</param>
    /// <param name="Retained">The broker had kept it: the state is older than its arrival.</param>
    internal sealed record Told(KioskAddress Address, KioskStatus Status, bool Retained) : Arrival;

    /// <summary>A kiosk's sign of life that says what was asked for and is known.</summary>
    /// <param name="Address">The kiosk.</param>
    /// <param name="Coverage">What it says.</param>
    internal sealed record Covered(KioskAddress Address, PulseCoverage Coverage) : Arrival;

    /// <summary>How often recalled goods were seen before their recall.</summary>
    /// <param name="Address">The kiosk that saw them.</param>
    /// <param name="Count">What it told.</param>
    /// <param name="Bytes">The message, byte for byte.</param>
    internal sealed record Recalled(KioskAddress Address, RecallCount Count, byte[] Bytes) : Arrival;

    /// <summary>What could not be taken, kept apart.</summary>
    /// <param name="Topic">The topic, cut.</param>
    /// <param name="Cause">Why.</param>
    /// <param name="Detail">Where in the bytes, or which field; never the scanned value.</param>
    /// <param name="First">The first bytes.</param>
    /// <param name="Size">How many bytes there were.</param>
    internal sealed record SetAside(string Topic, Cause Cause, string Detail, byte[] First, int Size) : Arrival;
}

/// <summary>A message as it came from the broker, not yet acknowledged.</summary>
/// <param name="Topic">Its topic.</param>
/// <param name="Payload">Its bytes.</param>
/// <param name="Retained">Whether the broker had kept it.</param>
/// <param name="Acknowledge">
/// Gives the broker its PUBACK: it forgets the message then, so this is called only after the commit.
/// </param>
internal sealed record Envelope(
    string Topic, byte[] Payload, bool Retained, Func<CancellationToken, Task> Acknowledge);
