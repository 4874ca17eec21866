using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Kiosk.Tracing.Storing;

/// <summary>
/// Which generations of a catalog count, and what becomes of those that do not: older ones go once they are needed no
/// more, a damaged one is set aside. Best effort: on a card that can't be written they just lie there.
/// </summary>
/// <param name="folder">The kiosk's data folder.</param>
/// <param name="isOwner">False: it is looked at only, and nothing on the disk changes.</param>
/// <param name="log">Tells what was removed or set aside.</param>
internal sealed partial class GenerationKeeper(string folder, bool isOwner, ILogger log)
{
    // Up to version 0.1 it was one file beside the ledger. What it held comes again.
    private static readonly string[] FormerForm =
        ["catalog.db", "catalog.db-wal", "catalog.db-shm", "catalog-log.db", "catalog.db.bad"];

    private readonly GenerationFolders _folders = new(System.IO.Path.Combine(folder, GenerationFolders.Name));
    private volatile bool _isSeedOver;

    /// <summary>The folder of the generations.</summary>
    public string Path => _folders.Path;

    /// <summary>From now on a seed, which is version 0, does not count.</summary>
    public void EndSeed() => _isSeedOver = true;

    /// <summary>The generations that count, the highest version first.</summary>
    /// <exception cref="IOException">The folder can't be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public List<(long Version, string Folder)> Usable()
    {
        var all = _folders.All();
        // A seed that lies beside the city's catalog is no older generation of it.
        return _isSeedOver || all.Exists(one => one.Version > 0) ? all.FindAll(one => one.Version > 0) : all;
    }

    /// <summary>The first generation before <paramref name="version"/> that can be opened; null where there is none.
    /// </summary>
    public Generation? OpenOlder(long version)
    {
        try
        {
            foreach (var (_, older) in Usable().Where(one => one.Version < version))
            {
                try
                {
                    return Generation.Open(older);
                }
                catch (CatalogException e)
                {
                    LogNoFallBack(e.Message);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNoFallBack(e.Message);
        }
        return null;
    }

    /// <summary>Removes the generations that are older than the one in use.</summary>
    /// <param name="isOlder">Asked of each just before: a look-up may fall back to it meanwhile.</param>
    /// <exception cref="IOException">The folder can't be written.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public void RemoveOlder(Func<long, bool> isOlder)
    {
        if (!isOwner)
            return;
        foreach (var (older, place) in _folders.All().Where(one => isOlder(one.Version)))
        {
            try
            {
                GenerationFolders.Remove(place);
                LogRemoved(older);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A bad spot of the card; a newer catalog must be taken up nevertheless.
                LogNotRemoved(place, e.Message);
            }
        }
    }

    /// <summary>Sets a damaged generation aside.</summary>
    public void SetAside(string generation, string reason)
    {
        if (!isOwner)
            return;
        try
        {
            _folders.SetAside(generation);
            LogSetAside(generation, _folders.Bad, reason);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotSetAside(generation, reason, e.Message);
        }
    }

    /// <summary>Notes of a generation that stays in use that a part of it is damaged.</summary>
    /// <param name="generation">Its folder.</param>
    /// <param name="reason">What was found.</param>
    /// <param name="isNews">Whether it was not told before.</param>
    public void MarkDamaged(string generation, string reason, bool isNews)
    {
        if (isOwner)
            GenerationFolders.MarkDamaged(generation);
        if (isNews)
            LogDamaged(generation, reason);
    }

    /// <summary>Removes the catalog of an earlier version of this program.</summary>
    public void RemoveFormerForm()
    {
        if (!isOwner)
            return;
        foreach (var name in FormerForm)
        {
            try
            {
                File.Delete(System.IO.Path.Combine(folder, name));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It is in nobody's way.
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error,
        Message = "Generation {Folder} was damaged and set aside as {Aside}: {Reason}")]
    private partial void LogSetAside(string folder, string aside, string reason);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "Generation {Folder} is damaged, and no older one is there: some look-ups fail: {Reason}")]
    private partial void LogDamaged(string folder, string reason);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "Generation {Folder} was damaged ({Reason}) and can't be set aside: {Why}")]
    private partial void LogNotSetAside(string folder, string reason, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "The older generation of the catalog can't be used: {Reason}")]
    private partial void LogNoFallBack(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Generation {Folder} can't be removed: {Reason}")]
    private partial void LogNotRemoved(string folder, string reason);

    [LoggerMessage(Level = LogLevel.Information,
        Message = "Version {Version} of the catalog is needed no more and was removed")]
    private partial void LogRemoved(long version);
}
