using System.Globalization;
using System.IO.Enumeration;
using DaNangTrace.Edge.Kiosk.Tracing.Packs;
using DaNangTrace.Edge.Kiosk.Tracing.Storing;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tracing.Importing;

/// <summary>
/// The room that a new generation has: the old one stays until the new one has answered, so both must fit. What is
/// only kept to be on the safe side goes where they would not.
/// </summary>
internal sealed class Room
{
    // Measured: a million records of 1 kB, which unpack to 1 GiB, become a file of a quarter of that. Records that
    // repeat less of each other need more; what is not foreseen here ends the import later, and nothing has changed
    // either.
    private const double FileOfExpanded = 0.5;
    private const long Least = 1 << 20;

    // A ledger and a log need room as well.
    private const long LeftToOthers = 64L << 20;

    // A fraction of what is left to others, so that a disk that fills up is seen before they are short of it.
    private const long AskEvery = 8L << 20;

    private static readonly EnumerationOptions Everything =
        new() { RecurseSubdirectories = true, AttributesToSkip = 0 };

    private readonly string _path;
    private readonly long _quota;
    private readonly Func<long> _free;
    private readonly Func<long> _makeRoom;
    private long _others;
    private long _pictures;
    private long _notAsked;

    /// <summary>Looks at what is there.</summary>
    /// <param name="folders">Where the generation is to be written.</param>
    /// <param name="quota">Bytes that all of it may have.</param>
    /// <param name="free">Bytes that the disk has free; null asks the disk.</param>
    /// <param name="toGo">Bytes of what is there that would be removed first.</param>
    /// <param name="makeRoom">Removes something where it does not fit, and answers its bytes; 0: there is nothing.</param>
    public Room(
        GenerationFolders folders, long quota, Func<long>? free = null, long toGo = 0, Func<long>? makeRoom = null)
    {
        (_path, _quota) = (folders.Path, quota);
        _others = BytesOf(_path) - toGo;
        // Before the first import only the folder around it is there.
        var place = Directory.Exists(_path) ? _path : Path.GetDirectoryName(_path)!;
        _free = free ?? (() => new DriveInfo(place).AvailableFreeSpace + toGo);
        _makeRoom = makeRoom ?? (() => 0);
    }

    /// <summary>Before anything is written: whether it would fit.</summary>
    /// <param name="manifest">What is to be taken.</param>
    /// <param name="toDownload">Bytes of its file that are still to come.</param>
    /// <exception cref="PackFaultException">It would not.</exception>
    public void Check(PackManifest manifest, long toDownload = 0)
    {
        var needed = Least + (long)(manifest.ExpandedSize * FileOfExpanded) + toDownload;
        CheckQuota(needed, "would need about");
        while (_free() is var free && needed + LeftToOthers > free)
        {
            if (TryMakeRoom())
                continue;
            throw new PackFaultException(
                PackFault.NoRoom,
                $"the new catalog needs about {Words(needed)}, and the disk of {_path} has {Words(free)} free, "
                + $"of which {Words(LeftToOthers)} stay for the ledger");
        }
    }

    /// <summary>While it is written, every few thousand records: whether it still fits.</summary>
    /// <exception cref="PackFaultException">It does not.</exception>
    public void CheckGrowth(long written)
    {
        CheckQuota(written + _pictures, "has");
        CheckDisk();
    }

    /// <summary>Before a picture is written.</summary>
    /// <exception cref="PackFaultException">It does not fit any more.</exception>
    public void CheckPicture(int bytes, long written)
    {
        _pictures += bytes;
        CheckQuota(written + _pictures, "has");
        _notAsked += bytes;
        if (_notAsked < AskEvery)
            return;
        _notAsked = 0;
        CheckDisk();
    }

    /// <summary>Bytes of all files in a folder; one that is shared counts each time.</summary>
    public static long BytesOf(string folder) => !Directory.Exists(folder)
        ? 0
        : new FileSystemEnumerable<long>(
            // A kiosk may remove an older generation meanwhile: what has gone counts nothing.
            folder, (ref entry) => entry.IsDirectory ? 0 : entry.Length, Everything).Sum();

    private void CheckQuota(long needed, string verb)
    {
        while (_others + needed > _quota)
        {
            if (TryMakeRoom())
                continue;
            throw new PackFaultException(
                PackFault.NoRoom,
                $"the new catalog {verb} {Words(needed)}; with the {Words(_others)} that are there, which stay until "
                + $"it serves, that is more than tracing.catalog.quota ({Words(_quota)})");
        }
    }

    // Others write to the disk as well, and sparse or packed file systems have more or less room than was foreseen.
    private void CheckDisk()
    {
        while (_free() is var free && free < LeftToOthers)
        {
            if (TryMakeRoom())
                continue;
            throw new PackFaultException(
                PackFault.NoRoom,
                $"the disk of {_path} has only {Words(free)} left, and {Words(LeftToOthers)} stay for the ledger");
        }
    }

    private bool TryMakeRoom()
    {
        var made = _makeRoom();
        _others -= made;
        return made > 0;
    }

    private static string Words(long bytes) => bytes < 1L << 30
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0} MiB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1073741824.0:0.0} GiB");
}
