using System.Globalization;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tracing.Storing;

/// <summary>
/// The folder <c>catalog/</c> of a kiosk: <c>v{version}</c> are its generations, <c>new</c> is one that is being
/// written, with <c>new.codes</c> beside it, <c>bad</c> the last that was damaged, <c>incoming</c> holds a download,
/// <c>incoming-recalls</c> that of a recall list. A generation gets its name when it is whole, and loses it before it
/// is removed (<c>gone-v{version}</c>); of several the highest version counts. A file <c>damaged</c> in one says that a
/// part of it can't be read; <c>import.lock</c> and <c>incoming.lock</c> are held by who imports or downloads. Recall
/// lists have locks of their own: a warning must not wait for a catalog.
/// </summary>
/// <param name="path">Its path.</param>
internal sealed class GenerationFolders(string path)
{
    /// <summary>The name of the folder in the kiosk's data folder.</summary>
    public const string Name = "catalog";

    private const string Damaged = "damaged";
    private const string Going = "gone-";
    private const string Importing = "import.lock";
    private const string Downloading = "incoming.lock";
    private const string ImportingRecalls = "import-recalls.lock";
    private const string DownloadingRecalls = "incoming-recalls.lock";

    /// <summary>Its path.</summary>
    public string Path => path;

    /// <summary>Where a generation is written.</summary>
    public string New => System.IO.Path.Combine(path, "new");

    /// <summary>A file beside it, as long as it is being written.</summary>
    public string NewCodes => New + ".codes";

    /// <summary>Where a damaged one goes.</summary>
    public string Bad => System.IO.Path.Combine(path, "bad");

    /// <summary>Where a catalog's download goes.</summary>
    public string Incoming => IncomingOf(PackManifest.Full);

    /// <summary>Where a download of a kind goes: a small one must not cost what came of a large one.</summary>
    public string IncomingOf(string kind) =>
        System.IO.Path.Combine(path, kind == PackManifest.Full ? "incoming" : "incoming-recalls");

    /// <summary>Generations that were being removed when the power went.</summary>
    public IEnumerable<string> Gone() =>
        Directory.Exists(path) ? Directory.EnumerateDirectories(path, Going + "*") : [];

    /// <summary>The folder of a version.</summary>
    public string Of(long version) =>
        System.IO.Path.Combine(path, string.Create(CultureInfo.InvariantCulture, $"v{version}"));

    /// <summary>All generations, the highest version first.</summary>
    public List<(long Version, string Folder)> All()
    {
        if (!Directory.Exists(path))
            return [];
        return
        [
            .. Directory.EnumerateDirectories(path, "v*")
                .Select(folder => (Version: VersionOf(folder), folder))
                .Where(one => one.Version >= 0)
                .OrderByDescending(one => one.Version),
        ];
    }

    /// <summary>Sets a damaged generation aside; one is kept to be looked at, more would fill the disk.</summary>
    public void SetAside(string folder)
    {
        Remove(Bad);
        Directory.Move(folder, Bad);
    }

    /// <summary>
    /// Notes in a generation that a part of it was damaged, so that the same pack is taken again; best effort, on a
    /// card that can't be written no pack is taken either.
    /// </summary>
    public static void MarkDamaged(string folder)
    {
        try
        {
            File.WriteAllBytes(System.IO.Path.Combine(folder, Damaged), []);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // As said.
        }
    }

    /// <summary>Whether a part of a generation was found to be damaged.</summary>
    public static bool IsDamaged(string folder) => File.Exists(System.IO.Path.Combine(folder, Damaged));

    /// <summary>Keeps others from writing a generation at the same time.</summary>
    /// <returns>To be disposed at the end; null where another is at it.</returns>
    /// <exception cref="IOException">The folder can't be written.</exception>
    public FileStream? TryHold() => Take(Importing);

    /// <summary>Likewise for an import of that kind: a recall list is no generation.</summary>
    public FileStream? TryHold(string kind) => Take(kind == PackManifest.Full ? Importing : ImportingRecalls);

    /// <summary>Keeps others from downloading at the same time; a stick's pack can be imported meanwhile.</summary>
    /// <returns>As <see cref="TryHold()"/>.</returns>
    /// <exception cref="IOException">The folder can't be written.</exception>
    public FileStream? TryHoldIncoming(string kind = PackManifest.Full) =>
        Take(kind == PackManifest.Full ? Downloading : DownloadingRecalls);

    /// <summary>Whether an import is under way, as somebody sees it who may write nothing.</summary>
    public bool IsImporting => IsHeld(Importing);

    /// <summary>Likewise a download.</summary>
    public bool IsDownloading => IsHeld(Downloading);

    private bool IsHeld(string name)
    {
        try
        {
            using var file = File.OpenHandle(System.IO.Path.Combine(path, name));
            return false;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (DirectoryNotFoundException)
        {
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    private FileStream? Take(string name)
    {
        try
        {
            Directory.CreateDirectory(path);
            return new FileStream(
                System.IO.Path.Combine(path, name),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None);
        }
        catch (IOException e) when (e.HResult == Recording.DataFolder.WouldBlock)
        {
            return null;
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException(
                $"{path} can't be written by this user: try it as the one that the kiosk runs as, for example with "
                    + "sudo -u dntrace",
                e);
        }
    }

    /// <summary>Removes a folder, if it is there.</summary>
    public static void Remove(string folder)
    {
        try
        {
            if (!Directory.Exists(folder))
                return;
            // What has a generation's name is whole: so the name goes first.
            if (VersionOf(folder) >= 0)
            {
                var going = System.IO.Path.Combine(
                    System.IO.Path.GetDirectoryName(folder)!, Going + System.IO.Path.GetFileName(folder));
                if (Directory.Exists(going))
                    Directory.Delete(going, recursive: true);
                Directory.Move(folder, going);
                folder = going;
            }
            Directory.Delete(folder, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // A kiosk and an import may remove the same one at once.
        }
    }

    private static long VersionOf(string folder) =>
        System.IO.Path.GetFileName(folder) is ['v', .. var version]
        && long.TryParse(
            version,
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number)
            ? number
            : -1;
}
