using DaNangTrace.Edge.Kiosk.Scanning.Finding;

namespace DaNangTrace.Edge.Kiosk.Showing.Driving;

/// <summary>A device that is there, and that the kiosk's user may not use.</summary>
internal static class MissingRight
{
    /// <summary>What is wrong, and what to do about it.</summary>
    /// <param name="device">Which.</param>
    /// <param name="groups">Whose members may use it on Debian, parted by commas.</param>
    /// <param name="allowed">What a systemd unit must allow: a path or a kind of devices, and <c>rw</c> or <c>w</c>.
    /// </param>
    public static string Of(string device, string groups, string allowed)
    {
        var user = SystemNames.OfUser((uint)SystemCalls.EffectiveUser());
        return $"{device} may not be used by user {user}: sudo usermod -aG {groups} {user} and start dntrace again; "
            + $"a systemd unit needs DeviceAllow={allowed} as well";
    }
}
