using System.Globalization;
using System.IO.Enumeration;
using DaNangTrace.Edge.Kiosk.Tracing.Packs;
using DaNangTrace.Edge.Kiosk.Tracing.Storing;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tracing.Importing;

/// <summary>
/// The room that a new generation has: the old one stays until the new one has answered, so both must fit. What is only
/// kept to be on the safe side goes where they would not.
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

    private static readonly EnumerationOptions Outermost = new() { AttributesToSkip = 0 };

    private readonly GenerationFolders _folders;
    private readonly long _quota;
    private readonly Func<long> _free;
    private long _others;
    private long _pictures;
    private long _notAsked;

    /// <summary>Looks at what is there.</summary>
    /// <param name="folders">Where the generation is to be written.</param>
    /// <param name="quota">Bytes that all of it may have.</param>
    /// <param name="free">Bytes that the disk has free; null asks the disk.</param>
    public Room(GenerationFolders folders, long quota, Func<long>? free = null)
    {
        (_folders, _quota) = (folders, quota);
        // Before the first import only the folder around it is there.
        var place = Directory.Exists(folders.Path) ? folders.Path : Path.GetDirectoryName(folders.Path)!;
        _free = free ?? (() => new DriveInfo(place).AvailableFreeSpace);
        _others = Others();
    }

    /// <summary>Whether it would fit; nothing is removed.</summary>
    /// <param name="manifest">What is to be taken.</param>
    /// <param name="toDownload">Bytes of its file that are still to come.</param>
    /// <param name="isImporting">Whether an import is under way: what it writes stays, and it removes nothing more.
    /// </param>
    /// <exception cref="PackFaultException">It would not.</exception>
    public void Check(PackManifest manifest, long toDownload = 0, bool isImporting = false) =>
        Check(NeededFor(manifest, toDownload), isImporting ? [] : MayGo());

    /// <summary>
    /// Before anything is written: makes room for it, where that is possible at all. The import's lock is held.
    /// </summary>
    /// <param name="manifest">What is to be taken.</param>
    /// <param name="toDownload">Bytes of its file that are still to come.</param>
    /// <exception cref="PackFaultException">It would not fit, and nothing was removed.</exception>
    /// <exception cref="IOException">The folder can't be written.</exception>
    public void Claim(PackManifest manifest, long toDownload = 0)
    {
        var needed = NeededFor(manifest, toDownload);
        Check(needed, MayGo());
        LeftOver.Remove(_folders);
        _others = Others();
        while ((_others + needed > _quota || needed + LeftToOthers > _free()) && LeftOver.TryRemoveSpare(_folders))
            _others = Others();
    }

    /// <summary>While it is written, every few thousand records: whether it still fits.</summary>
    /// <exception cref="PackFaultException">It does not.</exception>
    public void CheckGrowth(long written)
    {
        CheckQuota(written + _pictures);
        CheckDisk();
    }

    /// <summary>Before a picture is written.</summary>
    /// <exception cref="PackFaultException">It does not fit any more.</exception>
    public void CheckPicture(int bytes, long written)
    {
        _pictures += bytes;
        CheckQuota(written + _pictures);
        _notAsked += bytes;
        if (_notAsked < AskEvery)
            return;
        _notAsked = 0;
        CheckDisk();
    }

    /// <summary>Bytes of all files in a folder; one that is shared counts each time.</summary>
    public static long BytesOf(string folder) => BytesOf(folder, areAll: true);

    private static long BytesOf(string folder, bool areAll)
    {
        try
        {
            // A kiosk may remove an older generation meanwhile: what has gone counts nothing.
            return Directory.Exists(folder)
                ? new FileSystemEnumerable<long>(
                    folder, (ref entry) => entry.IsDirectory ? 0 : entry.Length, areAll ? Everything : Outermost).Sum()
                : 0;
        }
        catch (DirectoryNotFoundException)
        {
            return 0;
        }
    }

    private List<string> MayGo() => [.. LeftOver.Of(_folders), .. LeftOver.SparesOf(_folders)];

    private static long NeededFor(PackManifest manifest, long toDownload) =>
        Least + (long)(manifest.ExpandedSize * FileOfExpanded) + toDownload;

    // The bytes of what may go do not count; of a picture that another generation has too, going frees nothing.
    private void Check(long needed, List<string> mayGo)
    {
        // In this order: what a kiosk removes meanwhile must not count as staying.
        var going = mayGo.Sum(BytesOf) + (mayGo.Count > 0 ? Codes() : 0);
        var staying = BytesOf(_folders.Path) - going;
        if (staying + needed > _quota)
            throw OverQuota(needed, staying, "would need about");
        var free = _free() + mayGo.Sum(folder => BytesOf(folder, areAll: false));
        if (needed + LeftToOthers > free)
            throw new PackFaultException(
                PackFault.NoRoom,
                $"the new catalog needs about {Words(needed)}, and the disk of {_folders.Path} has {Words(free)} free, "
                + $"of which {Words(LeftToOthers)} stay for the ledger");
    }

    private void CheckQuota(long written)
    {
        while (_others + written > _quota)
        {
            if (!TryMakeRoom())
                throw OverQuota(written, _others, "has");
        }
    }

    // Others write to the disk as well, and sparse or packed file systems have more or less room than was foreseen.
    private void CheckDisk()
    {
        while (_free() is var free && free < LeftToOthers)
        {
            if (!TryMakeRoom())
                throw new PackFaultException(
                    PackFault.NoRoom,
                    $"the disk of {_folders.Path} has only {Words(free)} left, and {Words(LeftToOthers)} stay for the "
                    + "ledger");
        }
    }

    // The kiosk may have removed an older generation meanwhile.
    private bool TryMakeRoom()
    {
        var before = _others;
        _others = Others();
        if (_others < before)
            return true;
        if (!LeftOver.TryRemoveSpare(_folders))
            return false;
        _others = Others();
        return true;
    }

    // All but what is being written, which its writer counts.
    private long Others() => BytesOf(_folders.Path) - BytesOf(_folders.New) - Codes();

    private long Codes() => new FileInfo(_folders.NewCodes) is { Exists: true } codes ? codes.Length : 0;

    private PackFaultException OverQuota(long needed, long others, string verb) => new(
        PackFault.NoRoom,
        $"the new catalog {verb} {Words(needed)}; with the {Words(others)} that are there, which stay until it serves, "
        + $"that is more than tracing.catalog.quota ({Words(_quota)})");

    private static string Words(long bytes) => bytes < 1L << 30
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0} MiB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1073741824.0:0.0} GiB");
}
