using DaNangTrace.Edge.Kiosk.Scanning.Finding;
using DaNangTrace.Edge.Kiosk.Scanning.Framing;

namespace DaNangTrace.Edge.Kiosk.Scanning.Attaching;

/// <summary>
/// How one kind of scanner is found, opened and understood. Its life is the same for all kinds, and stands in
/// <see cref="AttachedScanner"/>.
/// </summary>
internal abstract class ScannerDriver
{
    /// <summary>What it is called in messages: its port, or whose make it is.</summary>
    public abstract string Where { get; }

    /// <summary>Makes codes of its bytes.</summary>
    public abstract CodeDecoder Decoder { get; }

    /// <summary>Looks for the device; cheap enough for twice a second.</summary>
    public abstract Search Find();

    /// <summary>
    /// What keeps it from being opened, as far as that can be told without opening it; null for nothing.
    /// </summary>
    public abstract string? ProblemOf(DeviceNode node);

    /// <summary>Opens what was found, where nothing is known that keeps it from being opened.</summary>
    public abstract Opening Open(DeviceNode node);

    /// <summary>That it is not plugged in, and what to do.</summary>
    public string IsAbsent() => $"{Where} is not there: plug the scanner in, or correct it in scanning.scanners "
        + "(dntrace scanners list shows what is plugged in)";
}

/// <summary>What a look for a device found.</summary>
internal abstract record Search
{
    private Search()
    {
    }

    /// <summary>It is there.</summary>
    public sealed record Found(DeviceNode Node) : Search;

    /// <summary>It is not plugged in.</summary>
    public sealed record Absent : Search;

    /// <summary>It can't be told which one is meant, or what is there must not be touched.</summary>
    /// <param name="Problem">What is wrong and what to do.</param>
    public sealed record Wrong(string Problem) : Search;
}

/// <summary>What opening a device came to.</summary>
internal abstract record Opening
{
    private Opening()
    {
    }

    /// <summary>It is open.</summary>
    public sealed record Opened(OpenDevice Device) : Opening;

    /// <summary>It can't be opened.</summary>
    /// <param name="Problem">What is wrong and what to do.</param>
    public sealed record Refused(string Problem) : Opening;
}
