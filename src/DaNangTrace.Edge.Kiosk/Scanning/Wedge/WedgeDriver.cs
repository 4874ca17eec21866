using DaNangTrace.Edge.Kiosk.Scanning.Attaching;
using DaNangTrace.Edge.Kiosk.Scanning.Finding;
using DaNangTrace.Edge.Kiosk.Scanning.Framing;
using Microsoft.Win32.SafeHandles;

namespace DaNangTrace.Edge.Kiosk.Scanning.Wedge;

/// <summary>
/// A scanner that types as a USB keyboard, by evdev. The device is grabbed, so that a code reaches neither a shell nor
/// a browser.
/// <para>Constraints: a person's keyboard is never grabbed by mistake. So the device must look like a keyboard to the
/// kernel and have the ids of the settings, also where a port names it; and its node must have stood from the finding
/// until after that look, because the next device to be plugged in gets the same name.</para>
/// </summary>
/// <param name="options">Its settings.</param>
/// <param name="tally">Counts what is wrong with its codes.</param>
/// <param name="plugged">What is plugged in.</param>
internal sealed class WedgeDriver(ScannerOptions options, ScannerTally tally, PluggedDevices plugged)
    : ScannerDriver(options, plugged.Wedge)
{
    /// <inheritdoc/>
    public override CodeDecoder Decoder { get; } = new WedgeDecoder(options, tally);

    /// <inheritdoc/>
    public override string? ProblemOf(DeviceNode node) =>
        ObjectionTo(node) ?? DeviceProblem.OfAccess(Where, node, SystemCalls.MayRead);

    /// <inheritdoc/>
    public override Opening Open(DeviceNode node)
    {
        try
        {
            var file = PolledFile.Open(node.Path);
            if (ProblemOfGrab(file.File, node) is not { } problem)
                return new Opening.Opened(file);
            file.Dispose();
            return new Opening.Refused(problem);
        }
        catch (IOException e)
        {
            return new Opening.Refused(DeviceProblem.Failing(Where, e.Message));
        }
    }

    // Why a device is left alone; null where it is the one that is meant.
    private string? ObjectionTo(DeviceNode node)
    {
        // A pipe is a recording, or a test: nobody types into it.
        if (node.IsPipe)
            return null;
        if (plugged.EventDevice(node.Path) is not { } device)
            return $"{Where} is no input device: correct port or driver "
                + "(dntrace scanners list shows what is plugged in)";
        if (!plugged.IsKeyboard(device))
            return $"{Where} is {Named(device)}, which has no keys for digits and Enter: correct port or driver "
                + "(dntrace scanners list shows what is plugged in)";
        if (!DeviceMatch.Fits(device, Options))
            return $"{Where} is made by {Named(device)}, not by {DeviceMatch.Wanted(Options)}: it may be "
                + "somebody's keyboard and is left alone; correct port or vendors";
        return node.IsCharacterDevice ? null : $"{Where} is a file, not a device: correct port";
    }

    private string? ProblemOfGrab(SafeFileHandle file, DeviceNode node)
    {
        if (node.IsPipe)
            return null;
        // Looked at again now that it is open: another device may have got the name meanwhile.
        if (ObjectionTo(node) is { } objection)
            return objection;
        if (DeviceNode.Find(node.Path) != node)
            return $"{Where} went away while it was opened: plug the scanner in again";
        return InputDevice.TakeForItself(file) switch
        {
            0 => null,
            SystemCalls.Busy => ProblemOfHolders(node),
            var error => DeviceProblem.Failing(Where, error),
        };
    }

    // Who only has it open, like a desktop, does not stand in the way; the kernel does not tell which one does.
    private string ProblemOfHolders(DeviceNode node)
    {
        var holders = DeviceHolders.Of(node.Path);
        var who = holders.Count == 0 ? "" : $", one of {DeviceHolders.Told(holders)}";
        return $"{Where} is grabbed by another program{who}: stop that one (sudo fuser -v {node.Path} names all)";
    }

    private static string Named(PluggedDevice device)
    {
        var ids = $"{device.Vendor ?? "?"}:{device.Product ?? "?"}";
        var serial = device.Serial is null ? "" : $", serial number {device.Serial}";
        return $"{ids} ({device.Name ?? "without a name"}{serial})";
    }
}
