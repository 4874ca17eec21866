using System.Runtime.InteropServices;

namespace DaNangTrace.Edge.Kiosk.Scanning.Finding;

/// <summary>Why a device can't be used, in sentences that say what to do.</summary>
internal static class DeviceProblem
{
    /// <summary>Why this user may not open a device; null where he may.</summary>
    public static string? OfAccess(string where, DeviceNode node, int how)
    {
        if (SystemCalls.Access(node.Path, how) == 0)
            return null;
        var error = Marshal.GetLastPInvokeError();
        if (error is not (SystemCalls.Denied or SystemCalls.NotPermitted))
            return Failing(where, error);
        var group = SystemNames.OfGroup(node.Group);
        var ownUser = SystemNames.OfUser((uint)SystemCalls.EffectiveUser());
        var owner = $"{SystemNames.OfUser(node.User)}:{group}, mode {ModeOf(node)}";
        return $"{where} may not be opened by user {ownUser} ({owner}): "
            + (group == "root"
                ? "install the rule of device-config/udev/ and plug the scanner in again"
                : $"sudo usermod -aG {group} {ownUser} and start dntrace again, "
                    + "or install the rule of device-config/udev/");
    }

    /// <summary>Another program has it.</summary>
    public static string InUse(string where, DeviceNode node)
    {
        var holders = DeviceHolders.Of(node.Path);
        return holders.Count == 0
            ? $"{where} is in use by another program: stop that one (sudo fuser -v {node.Path} names it)"
            : $"{where} is in use by {DeviceHolders.Told(holders)}: stop that one";
    }

    /// <summary>Another program reads it as well; null where none is seen.</summary>
    public static string? OfShare(string where, DeviceNode node) =>
        DeviceHolders.Of(node.Path) is { Count: > 0 } holders
            ? $"{where} is open in {DeviceHolders.Told(holders)} as well: a code that is read there is missing "
                + "here; stop that program"
            : null;

    /// <summary>Another scanner of this kiosk has it.</summary>
    public static string OfAnother(string where, string scanner) =>
        $"{where} is the device that scanner {scanner} reads already: "
        + "correct port, vendors, product or serial of one of them";

    /// <summary>It answers with an error.</summary>
    public static string Failing(string where, int error) => Failing(where, Marshal.GetPInvokeErrorMessage(error));

    /// <summary>It answers with an error.</summary>
    public static string Failing(string where, string error) =>
        $"{where} fails ({error}): check the cable; it is tried again by itself";

    /// <summary>The bits of a mode as <c>chmod</c> takes them.</summary>
    public static string ModeOf(DeviceNode node) =>
        "0" + Convert.ToString(node.Mode & 0x1FF, 8).PadLeft(3, '0');
}
