using DaNangTrace.Edge.Kiosk.Scanning;

namespace DaNangTrace.Edge.Kiosk.Tests.Contracts;

/// <summary>A scanner of one kind in the test's hand: what is sent here arrives at the driver.</summary>
internal abstract class ScannerRig : IDisposable
{
    /// <summary>How the scanner is configured.</summary>
    public abstract ScannerOptions Options { get; }

    /// <summary>Bytes that belong to no code; empty where the kind can't have any.</summary>
    public abstract byte[] Noise { get; }

    /// <summary>Whether the scanner itself comes and goes, and tells it; on a network only who sends does.</summary>
    public virtual bool TellsUnplug => true;

    /// <summary>What the device gives for one code, with all that stands around it.</summary>
    public abstract byte[] Encode(string code);

    /// <summary>Sends bytes; waits where nobody reads.</summary>
    public abstract void Send(ReadOnlySpan<byte> bytes);

    /// <summary>Plugs it in, under another name than before.</summary>
    public abstract void PlugIn();

    /// <summary>Pulls it out.</summary>
    public abstract void Unplug();

    public abstract void Dispose();

    public void SendCode(string code) => Send(Encode(code));
}
