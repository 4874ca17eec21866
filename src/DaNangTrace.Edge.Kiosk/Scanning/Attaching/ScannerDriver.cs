using DaNangTrace.Edge.Kiosk.Scanning.Finding;
using DaNangTrace.Edge.Kiosk.Scanning.Framing;

namespace DaNangTrace.Edge.Kiosk.Scanning.Attaching;

/// <summary>
/// How one kind of scanner is found, opened and understood. Its life is the same for all kinds, and stands in
/// <see cref="AttachedScanner"/>.
/// </summary>
/// <param name="options">Its settings.</param>
/// <param name="plugged">What of its kind is plugged in.</param>
internal abstract class ScannerDriver(ScannerOptions options, Func<IEnumerable<PluggedDevice>> plugged)
{
    /// <summary>What it is called in messages: its port, or whose make it is.</summary>
    public string Where => options.Port ?? $"a {options.Driver} scanner {DeviceMatch.Wanted(options)}";

    /// <summary>Makes codes of its bytes.</summary>
    public abstract CodeDecoder Decoder { get; }

    /// <summary>Its settings.</summary>
    protected ScannerOptions Options => options;

    /// <summary>Looks for the device; cheap enough for twice a second.</summary>
    public Search Find() => options.Port is not { } port ? DeviceMatch.Find(plugged(), options)
        : DeviceNode.Find(port) is { } node ? new Search.Found(node)
        : new Search.Absent();

    /// <summary>
    /// Whether it is still there, and still what the port's link leads to: of two scanners without serial number the
    /// link may go to the other one.
    /// </summary>
    public bool IsThere(DeviceNode node) => DeviceNode.Find(options.Port ?? node.Path) == node;

    /// <summary>
    /// What keeps it from being opened, as far as that can be told without opening it; null for nothing.
    /// </summary>
    public abstract string? ProblemOf(DeviceNode node);

    /// <summary>Opens what was found, where nothing is known that keeps it from being opened.</summary>
    public abstract Opening Open(DeviceNode node);

    /// <summary>Who else reads the open device and takes codes from it, and what to do; null for nobody.</summary>
    public virtual string? ShareOf(DeviceNode node) => null;

    /// <summary>That it is not plugged in, and what to do.</summary>
    public string Absence() => $"{Where} is not there: plug the scanner in, or correct port or vendors "
        + "(dntrace scanners list shows what is plugged in)";
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
