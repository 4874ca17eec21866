namespace DaNangTrace.Edge.Kiosk.Scanning.Serial;

/// <summary>A device as it stands in the file system: two looks are equal only if it is the same device node.</summary>
/// <param name="Target">Where a stable name (<c>/dev/serial/by-id/…</c>) leads to now.</param>
/// <param name="Created">When the node was made: a device that came back has a new one.</param>
internal sealed record DeviceFile(string Target, DateTime Created)
{
    /// <summary>Looks; null when there is no such device.</summary>
    public static DeviceFile? Find(string path)
    {
        try
        {
            var file = new FileInfo(path);
            var target = file.ResolveLinkTarget(returnFinalTarget: true) ?? file;
            return target.Exists ? new DeviceFile(target.FullName, target.CreationTimeUtc) : null;
        }
        catch (IOException)
        {
            // A link that leads in circles, or a folder that vanished in between: no device either.
            return null;
        }
    }
}
