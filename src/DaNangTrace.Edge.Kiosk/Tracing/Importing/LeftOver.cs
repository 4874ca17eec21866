using DaNangTrace.Edge.Kiosk.Tracing.Storing;

namespace DaNangTrace.Edge.Kiosk.Tracing.Importing;

/// <summary>What lies in a catalog's folder and is not needed where a new generation is to come.</summary>
internal static class LeftOver
{
    /// <summary>
    /// What an import that broke off has left, what was kept to be looked at, and all older generations but one: that
    /// is enough to fall back to, whether a shopper came since it was imported or not.
    /// </summary>
    public static IEnumerable<string> Of(GenerationFolders folders) =>
    [
        folders.New, folders.Bad,
        .. folders.All().SkipWhile(one => !IsWhole(one.Folder, _ => true)).Skip(1).Select(one => one.Folder),
    ];

    /// <summary>Removes it; the import's lock is held.</summary>
    /// <exception cref="IOException">The folder can't be written.</exception>
    public static void Remove(GenerationFolders folders)
    {
        foreach (var folder in Of(folders))
            GenerationFolders.Remove(folder);
    }

    /// <summary>Removes a download that nobody is at.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="IOException">The folder can't be written.</exception>
    public static bool TryRemoveDownload(GenerationFolders folders)
    {
        if (!Directory.Exists(folders.Incoming))
            return false;
        using var held = folders.TryHoldIncoming();
        if (held is null)
            return false;
        GenerationFolders.Remove(folders.Incoming);
        return true;
    }

    /// <summary>Whether a generation can be opened, nothing of it is known to be damaged, and it is the one meant.
    /// </summary>
    public static bool IsWhole(string generation, Func<AboutGeneration, bool> isIt)
    {
        if (!Directory.Exists(generation) || GenerationFolders.IsDamaged(generation))
            return false;
        try
        {
            using var opened = Generation.Open(generation);
            return isIt(opened.Facts);
        }
        catch (CatalogException)
        {
            return false;
        }
    }
}
