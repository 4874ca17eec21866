using System.Globalization;
using DaNangTrace.Edge.Kiosk.Tracing.Packs;
using DaNangTrace.Edge.Kiosk.Tracing.Storing;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tracing.Importing;

/// <summary>
/// The room that a new generation has: the old one stays until the new one has answered, so both must fit.
/// </summary>
internal sealed class Room
{
    // Measured: a million records of 1 kB, which unpack to 1 GiB, become a file of 0.3 to 0.4. Records that repeat less
    // of each other need more; what is not foreseen here ends the import later, and nothing has changed either.
    private const double FileOfExpanded = 0.5;
    private const long Least = 1 << 20;

    // A ledger and a log need room as well.
    private const long LeftToOthers = 64L << 20;

    private readonly GenerationFolders _folders;
    private readonly long _quota;
    private readonly long _others;
    private long _pictures;

    public Room(GenerationFolders folders, long quota)
    {
        (_folders, _quota) = (folders, quota);
        _others = folders.Bytes();
    }

    /// <summary>Before anything is written: whether it would fit.</summary>
    /// <exception cref="PackFaultException">It would not.</exception>
    public void Check(PackManifest manifest)
    {
        var needed = Least + (long)(manifest.ExpandedSize * FileOfExpanded);
        CheckQuota(needed, "would need about");
        var free = new DriveInfo(_folders.Path).AvailableFreeSpace;
        if (needed + LeftToOthers > free)
            throw new PackFaultException(
                PackFault.NoRoom,
                $"the new catalog needs about {Words(needed)}, and the disk of {_folders.Path} has {Words(free)} free, "
                + $"of which {Words(LeftToOthers)} stay for the ledger");
    }

    /// <summary>While it is written: whether it still fits.</summary>
    /// <exception cref="PackFaultException">It does not.</exception>
    public void CheckGrowth(long written) => CheckQuota(written + _pictures, "has");

    /// <summary>Before a picture is written.</summary>
    /// <exception cref="PackFaultException">It does not fit any more.</exception>
    public void CheckPicture(int bytes, long written)
    {
        _pictures += bytes;
        CheckGrowth(written);
    }

    private void CheckQuota(long needed, string verb)
    {
        if (_others + needed > _quota)
            throw new PackFaultException(
                PackFault.NoRoom,
                $"the new catalog {verb} {Words(needed)}; with the {Words(_others)} that are there, which stay until it "
                + $"serves, that is more than tracing.catalog.quota ({Words(_quota)})");
    }

    private static string Words(long bytes) => bytes < 1L << 30
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0} MiB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1073741824.0:0.0} GiB");
}
