using System.Runtime.InteropServices;

namespace DaNangTrace.Edge.Kiosk.Scanning.Finding;

/// <summary>
/// A device as it stands in the file system. Two looks are equal only if it is the same node: a device that went away
/// and came back under the same name is another.
/// </summary>
internal sealed record DeviceNode
{
    private const int TypeMask = 0xF000;
    private const int CharacterDevice = 0x2000;
    private const int Pipe = 0x1000;

    /// <summary>Where a stable name (<c>/dev/serial/by-id/…</c>) leads to now.</summary>
    public required string Path { get; init; }

    /// <summary>The bits of its mode.</summary>
    public required int Mode { get; init; }

    /// <summary>Number of its user.</summary>
    public required uint User { get; init; }

    /// <summary>Number of its group.</summary>
    public required uint Group { get; init; }

    /// <summary>What tells it from every other node: inode, device numbers, birth.</summary>
    public required string Identity { get; init; }

    /// <summary>Whether it is a device, not a file.</summary>
    public bool IsCharacterDevice => (Mode & TypeMask) == CharacterDevice;

    /// <summary>Whether it is a named pipe, which stands in for a device.</summary>
    public bool IsPipe => (Mode & TypeMask) == Pipe;

    /// <summary>Looks; null when nothing is there.</summary>
    public static DeviceNode? Find(string path)
    {
        Span<byte> stat = stackalloc byte[SystemCalls.StatxSize];
        const uint Asked = SystemCalls.BasicStats | SystemCalls.BirthTime;
        if (SystemCalls.Statx(SystemCalls.AtWorkingDirectory, path, 0, Asked, stat) != 0)
            return null;
        // Places within struct statx, see statx(2): mask, uid, gid, mode, inode, birth, device numbers.
        var hasBirth = (MemoryMarshal.Read<uint>(stat) & SystemCalls.BirthTime) != 0;
        var inode = MemoryMarshal.Read<ulong>(stat[32..]);
        var birth = hasBirth ? (MemoryMarshal.Read<long>(stat[80..]), MemoryMarshal.Read<uint>(stat[88..])) : default;
        var device = (MemoryMarshal.Read<uint>(stat[128..]), MemoryMarshal.Read<uint>(stat[132..]));
        return new DeviceNode
        {
            Path = TargetOf(path),
            Mode = MemoryMarshal.Read<ushort>(stat[28..]),
            User = MemoryMarshal.Read<uint>(stat[20..]),
            Group = MemoryMarshal.Read<uint>(stat[24..]),
            Identity = $"{inode} {device} {birth}",
        };
    }

    /// <inheritdoc/>
    public bool Equals(DeviceNode? other) => other is not null && (Path, Identity) == (other.Path, other.Identity);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Path, Identity);

    private static string TargetOf(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? System.IO.Path.GetFullPath(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It vanished in between; the next look will say so.
            return path;
        }
    }
}
