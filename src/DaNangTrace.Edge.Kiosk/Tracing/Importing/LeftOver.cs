using DaNangTrace.Edge.Kiosk.Tracing.Storing;

namespace DaNangTrace.Edge.Kiosk.Tracing.Importing;

/// <summary>What lies in a catalog's folder and is not needed where a new generation is to come.</summary>
internal static class LeftOver
{
    /// <summary>
    /// What an import that broke off has left, what was kept to be looked at, and the generations between the newest
    /// and the one that has served.
    /// </summary>
    public static IEnumerable<string> Of(GenerationFolders folders)
    {
        var older = OlderOf(folders);
        return [folders.New, folders.Bad, .. older.Except(SparesIn(older)).Select(one => one.Folder)];
    }

    /// <summary>
    /// The generation that has served before, where the newest has not: it stays as long as there is room for three.
    /// </summary>
    public static IEnumerable<string> SparesOf(GenerationFolders folders) =>
        SparesIn(OlderOf(folders)).Select(one => one.Folder);

    /// <summary>Removes what is not needed; the import's lock is held.</summary>
    /// <exception cref="IOException">The folder can't be written.</exception>
    public static void Remove(GenerationFolders folders)
    {
        foreach (var folder in Of(folders))
            GenerationFolders.Remove(folder);
    }

    /// <summary>
    /// Removes what must not be in the way of a pack that is here: a download that nobody went on with, then a spare
    /// generation. The import's lock is held.
    /// </summary>
    /// <returns>How many bytes that were; 0 where there is no more.</returns>
    /// <exception cref="IOException">The folder can't be written.</exception>
    public static long MakeRoom(GenerationFolders folders)
    {
        var bytes = Room.BytesOf(folders.Incoming);
        if (bytes > 0 && TryRemoveDownload(folders))
            return bytes;
        bytes = 0;
        foreach (var spare in SparesOf(folders))
        {
            bytes += Room.BytesOf(spare);
            GenerationFolders.Remove(spare);
        }
        return bytes;
    }

    /// <summary>Removes a download that nobody is at.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="IOException">The folder can't be written.</exception>
    private static bool TryRemoveDownload(GenerationFolders folders)
    {
        if (!Directory.Exists(folders.Incoming))
            return false;
        using var held = folders.TryHoldIncoming();
        if (held is null)
            return false;
        GenerationFolders.Remove(folders.Incoming);
        return true;
    }

    // Than the newest that is whole, which alone is enough to fall back to.
    private static List<(long Version, string Folder)> OlderOf(GenerationFolders folders) =>
        [.. folders.All().SkipWhile(one => !IsWhole(one.Folder, _ => true)).Skip(1)];

    // The oldest has served: a kiosk removes what is older than the one that answers. A seed is version 0, and serves
    // no more where the city's catalog is.
    private static IEnumerable<(long Version, string Folder)> SparesIn(List<(long Version, string Folder)> older) =>
        older.FindAll(one => one.Version > 0 && IsWhole(one.Folder, _ => true)).TakeLast(1);

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
