namespace DaNangTrace.Edge.Kiosk.Scanning.Finding;

/// <summary>Names of devices that stay, whichever number the device gets.</summary>
public static class StableNames
{
    // In the order of preference: what our udev rule made, what names the device, what names the socket.
    private static readonly string[] Folders =
        ["/dev/dntrace", "/dev/serial/by-id", "/dev/input/by-id", "/dev/serial/by-path", "/dev/input/by-path"];

    /// <summary>The best such name of a device; null where it has none.</summary>
    public static string? Of(string device) => Folders.Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal))
        .FirstOrDefault(link => DeviceNode.Find(link)?.Path == device);
}
