using DaNangTrace.Edge.Kiosk.Tracing.Storing;

namespace DaNangTrace.Edge.Kiosk.Tracing.Importing;

/// <summary>What lies in a catalog's folder and is not needed where a new generation is to come.</summary>
internal static class LeftOver
{
    /// <summary>
    /// What goes before anything is written: what an import that broke off has left, what was kept to be looked at, and
    /// the generations that nobody would fall back to.
    /// </summary>
    public static IEnumerable<string> Of(GenerationFolders folders)
    {
        var older = OlderOf(folders);
        var spare = SpareIn(older);
        return
        [
            folders.New, folders.Bad, .. folders.Gone(),
            .. older.Select(one => one.Folder).Where(folder => folder != spare),
        ];
    }

    /// <summary>
    /// What goes where room is missing: a download that nobody is at, and the generation that is older than the newest
    /// whole one. It may have served, where the newest has not yet.
    /// </summary>
    public static IEnumerable<string> SparesOf(GenerationFolders folders) =>
        ((IEnumerable<string?>)
        [
            Directory.Exists(folders.Incoming) && !folders.IsDownloading ? folders.Incoming : null,
            SpareIn(OlderOf(folders)),
        ]).OfType<string>();

    /// <summary>
    /// Removes what is not needed; the import's lock is held. What can't be removed stays, and whether there is room is
    /// seen afterwards: a bad spot of a card must not be in the way of every pack.
    /// </summary>
    public static void Remove(GenerationFolders folders)
    {
        foreach (var folder in Of(folders))
        {
            try
            {
                GenerationFolders.Remove(folder);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // As said.
            }
        }
        File.Delete(folders.NewCodes);
    }

    /// <summary>Removes one of the spares; the import's lock is held.</summary>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="IOException">The folder can't be written.</exception>
    public static bool TryRemoveSpare(GenerationFolders folders)
    {
        if (TryRemoveDownload(folders))
            return true;
        if (SpareIn(OlderOf(folders)) is not { } spare)
            return false;
        GenerationFolders.Remove(spare);
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

    // All that are older than the newest whole one.
    private static List<(long Version, string Folder)> OlderOf(GenerationFolders folders) =>
        [.. folders.All().SkipWhile(one => !IsWhole(one.Folder, _ => true)).Skip(1)];

    // Where there are several the oldest has served: a kiosk removes what is older than the one that answers. A seed is
    // version 0, and serves no more where the city's catalog is.
    private static string? SpareIn(List<(long Version, string Folder)> older) =>
        older.FindLast(one => one.Version > 0 && IsWhole(one.Folder, _ => true)).Folder;
}
