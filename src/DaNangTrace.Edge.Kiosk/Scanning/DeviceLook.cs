using DaNangTrace.Edge.Kiosk.Scanning.Finding;

namespace DaNangTrace.Edge.Kiosk.Scanning;

/// <summary>How a device stands, as far as that can be told without opening it.</summary>
/// <param name="Device">Its device file now; null while it is not there.</param>
/// <param name="Owner">
/// User, group and mode, for example <c>root:dialout, mode 0660</c>; null while it is not there.
/// </param>
/// <param name="Holders">Who has it open, each as <c>name (pid 123)</c>, as far as this user may see it.</param>
/// <param name="Problem">What is wrong and what to do; null where nothing is.</param>
public sealed record DeviceLook(
    string? Device, string? Owner, IReadOnlyList<string> Holders, string? Problem)
{
    /// <summary>Who has it open, in a row; empty for nobody.</summary>
    public string HoldersTold => DeviceHolders.Told(Holders);

    /// <summary>The same, with the problem that another scanner has the device, if there is none before it.</summary>
    public DeviceLook OfAnother(ScannerOptions options, string scanner)
    {
        ArgumentNullException.ThrowIfNull(options);
        return this with { Problem = Problem ?? DeviceProblem.OfAnother(options.Port ?? Device ?? "it", scanner) };
    }

    /// <summary>Looks at the device that a scanner's settings mean.</summary>
    public static DeviceLook At(ScannerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (ScanningSetup.DriverOf(options) is not { } driver)
            return new DeviceLook(null, null, [], null);
        return driver.Find() switch
        {
            Search.Found { Node: var node } => At(node, driver.ProblemOf(node)),
            Search.Wrong wrong => new DeviceLook(null, null, [], wrong.Problem),
            _ => new DeviceLook(null, null, [], driver.Absence()),
        };
    }

    private static DeviceLook At(DeviceNode node, string? problem) => new(
        node.Path,
        $"{SystemNames.OfUser(node.User)}:{SystemNames.OfGroup(node.Group)}, mode {DeviceProblem.ModeOf(node)}",
        DeviceHolders.Of(node.Path), problem);
}
