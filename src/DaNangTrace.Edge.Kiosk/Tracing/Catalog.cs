using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Kiosk.Tracing.Storing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace DaNangTrace.Edge.Kiosk.Tracing;

/// <summary>
/// The origins that this kiosk holds, in LiteDB. It may be deleted at any time: what it holds can be fetched again.
/// <para>Operation: it answers from its newest generation, and takes up a newer one when an import has given it its
/// name, between two look-ups. The older ones stay until the new one has answered once. One that is damaged is set
/// aside for the next older one; where there is none, it stays in use, and only the look-ups that meet the damage fail.
/// </para>
/// </summary>
public sealed partial class Catalog : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Lock _refreshing = new();
    private readonly AnswerCache _cache = new();
    private readonly GenerationFolders _folders;
    private readonly KioskClock _clock;
    private readonly ILogger<Catalog> _log;
    private readonly bool _isKeeper;
    private Generation? _current;
    private bool _hasServed;
    private bool _isDisposed;
    private volatile bool _isSeedOver;
    private (long Version, string Message)? _trouble;

    /// <summary>Opens the newest generation that is whole.</summary>
    /// <param name="folder">The kiosk's data folder.</param>
    /// <param name="clock">Ages.</param>
    /// <param name="log">Tells of a generation that had to be set aside.</param>
    public Catalog(string folder, KioskClock clock, ILogger<Catalog> log)
        : this(folder, clock, log, isKeeper: true)
    {
    }

    private Catalog(string folder, KioskClock clock, ILogger<Catalog> log, bool isKeeper)
    {
        ArgumentNullException.ThrowIfNull(clock);
        (_clock, _log, _isKeeper) = (clock, log, isKeeper);
        _folders = new GenerationFolders(Path.Combine(folder, GenerationFolders.Name));
        Condition = new Condition(clock.Time);
        if (isKeeper)
            RemoveFormerForm(folder);
        Refresh();
        if (_current is null)
            Condition.Set(
                Wellness.Degraded,
                "no products yet: dntrace catalog import brings the city's pack, tracing.catalog.seed fills an empty one");
    }

    /// <summary>Opens a kiosk's catalog to look at it: nothing of it is removed or set aside.</summary>
    /// <param name="folder">The kiosk's data folder.</param>
    /// <param name="clock">Ages.</param>
    public static Catalog ToLookAt(string folder, KioskClock clock) =>
        new(folder, clock, NullLogger<Catalog>.Instance, isKeeper: false);

    /// <summary>How the catalog is.</summary>
    public Condition Condition { get; }

    /// <summary>What the generation in use says of itself; null while there is none.</summary>
    public AboutGeneration? Facts => Volatile.Read(ref _current)?.Facts;

    /// <summary>Products in the catalog.</summary>
    public int Products => Facts?.Products ?? 0;

    /// <summary>Which data the catalog holds now; version 0 of 1970 while it holds none.</summary>
    public DataAge Data => DataAge.Of(
        Facts?.Version ?? 0, Facts?.AsOf ?? DateTimeOffset.UnixEpoch, _clock.Time.GetUtcNow());

    /// <summary>Looks up a trade item.</summary>
    /// <param name="gtin">14 digits.</param>
    /// <param name="lot">The lot on its code, if any.</param>
    /// <param name="serial">The serial number on its code, if any.</param>
    public LookUp Find(string gtin, string? lot, string? serial) => Find(new LookUpKey(gtin, lot, serial, false));

    /// <summary>Looks up the trace code of a vendor's stamp.</summary>
    public LookUp FindStamp(string traceCode) => Find(new LookUpKey(traceCode, null, null, true));

    /// <summary>The file of a picture; null where the catalog has none of that name.</summary>
    /// <param name="hash">64 hexadecimal digits in lower case.</param>
    public string? PictureOf(string hash) => Volatile.Read(ref _current)?.PictureOf(hash);

    /// <summary>
    /// Takes up a newer generation if there is one, and removes older ones that are needed no more. Shoppers do not wait
    /// for it.
    /// </summary>
    /// <returns>Whether another generation answers now.</returns>
    public bool Refresh()
    {
        lock (_refreshing)
        {
            try
            {
                foreach (var (version, folder) in Usable())
                {
                    var isInUse = version == Facts?.Version;
                    if (version < Facts?.Version || (isInUse && !_current!.WasReplaced()))
                        break;
                    if (TryTakeUp(version, folder))
                        return true;
                }
                RemoveOlder();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Condition.Set(Wellness.Degraded, $"{_folders.Path} can't be used ({e.Message}): see the card's health");
            }
            return false;
        }
    }

    /// <summary>
    /// The city's catalog was taken here before: from now on no seed takes its place. Where it is gone, nobody knows
    /// what is registered.
    /// </summary>
    public void EndSeed()
    {
        _isSeedOver = true;
        lock (_gate)
        {
            if (_current is not { Facts.Version: 0 } seed)
                return;
            Volatile.Write(ref _current, null);
            _cache.Clear();
            seed.Dispose();
        }
        Condition.Set(Wellness.Degraded, "the city's catalog that was here is gone: import the full pack again");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_refreshing)
        {
            lock (_gate)
            {
                _isDisposed = true;
                _current?.Dispose();
                _current = null;
            }
        }
    }

    private LookUp Find(LookUpKey key)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_cache.Find(key) is { } known)
                return known;
            // Twice: a fault that passes is none of the file's.
            for (var attempt = 1; _current is { } generation; attempt++)
            {
                try
                {
                    var answer = OriginFinder.Find(generation, key);
                    _hasServed = true;
                    _cache.Add(key, answer);
                    return answer;
                }
                catch (CatalogException e)
                {
                    if (e.IsPassing || (attempt > 1 && !TryFallBack(generation, e)))
                        break;
                }
            }
            return new LookUp.Failed();
        }
    }

    // Within a look-up: the next older generation that can be opened.
    private bool TryFallBack(Generation damaged, CatalogException reason)
    {
        var version = damaged.Facts.Version;
        foreach (var (_, folder) in Older(version))
        {
            try
            {
                var older = Generation.Open(folder);
                Tell(version, $"version {version} was damaged ({reason.Message}) and set aside: import the pack again");
                Use(older);
                damaged.Dispose();
                SetAside(damaged.Folder, reason.Message);
                return true;
            }
            catch (CatalogException e)
            {
                LogNoFallBack(e.Message);
            }
        }
        if (version == 0)
        {
            // A seed is there to be loaded again.
            Volatile.Write(ref _current, null);
            damaged.Dispose();
            SetAside(damaged.Folder, reason.Message);
            Condition.Set(Wellness.Degraded, $"the seed was damaged ({reason.Message}) and is loaded again");
            return false;
        }
        if (_isKeeper)
            GenerationFolders.MarkDamaged(damaged.Folder);
        if (Tell(
            version, $"version {version} is damaged, and some products can't be looked up ({reason.Message}): "
                + "import the pack again"))
            LogDamaged(damaged.Folder, reason.Message);
        return false;
    }

    private bool TryTakeUp(long version, string folder)
    {
        Generation next;
        try
        {
            next = Generation.Open(folder);
            if (next.Facts.Version != version)
            {
                next.Dispose();
                throw CatalogException.Of(folder, new IOException($"it says that it is version {next.Facts.Version}"));
            }
        }
        catch (CatalogException e)
        {
            Tell(version, $"version {version} was damaged ({e.Message}) and set aside: import the pack again");
            if (!e.IsPassing)
                SetAside(folder, e.Message);
            return false;
        }
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            var before = _current;
            Use(next);
            before?.Dispose();
        }
        return true;
    }

    private void Use(Generation generation)
    {
        Volatile.Write(ref _current, generation);
        _cache.Clear();
        _hasServed = false;
        var facts = generation.Facts;
        if (facts.Version > 0)
        {
            _isSeedOver = true;
            // Whoever signed it knew that this day had come.
            _clock.RaiseFloor(facts.AsOf);
        }
        if (_trouble is { } trouble && trouble.Version > facts.Version)
        {
            // An older one answers: that is no reason to call all well.
            Condition.Set(Wellness.Degraded, trouble.Message);
        }
        else
        {
            _trouble = null;
            Condition.Set(
                Wellness.Ok,
                facts.IsSample
                    ? $"{facts.Products} sample products"
                    : $"{facts.Products} products, version {facts.Version}");
        }
        LogInUse(facts.Products, facts.Records, facts.Version, facts.AsOf);
    }

    private bool Tell(long version, string message)
    {
        _trouble = (version, message);
        return Condition.Set(Wellness.Degraded, message);
    }

    // Best effort: on a card that can't be written, it just lies there.
    private void SetAside(string folder, string reason)
    {
        if (!_isKeeper)
            return;
        try
        {
            _folders.SetAside(folder);
            LogSetAside(folder, _folders.Bad, reason);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotSetAside(folder, reason, e.Message);
        }
    }

    private List<(long Version, string Folder)> Usable()
    {
        var all = _folders.All();
        // A seed that lies beside the city's catalog is no older generation of it.
        return _isSeedOver || all.Exists(one => one.Version > 0) ? all.FindAll(one => one.Version > 0) : all;
    }

    private List<(long Version, string Folder)> Older(long version)
    {
        try
        {
            return Usable().FindAll(one => one.Version < version);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNoFallBack(e.Message);
            return [];
        }
    }

    private void RemoveOlder()
    {
        if (!_isKeeper || !Volatile.Read(ref _hasServed))
            return;
        foreach (var (version, folder) in _folders.All().Where(one => one.Version < Facts?.Version))
        {
            GenerationFolders.Remove(folder);
            LogRemoved(version);
        }
    }

    // Up to version 0.1 it was one file beside the ledger. What it held comes again.
    private static void RemoveFormerForm(string folder)
    {
        foreach (var name in (string[])["catalog.db", "catalog-log.db", "catalog.db.bad"])
        {
            try
            {
                File.Delete(Path.Combine(folder, name));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // On a card that can't be written it lies there and is in nobody's way.
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information,
        Message = "The catalog answers from {Products} products, {Records} records, version {Version} of {AsOf:u}")]
    private partial void LogInUse(int products, int records, long version, DateTimeOffset asOf);

    [LoggerMessage(Level = LogLevel.Error, Message = "Generation {Folder} was damaged and set aside as {Aside}: {Reason}")]
    private partial void LogSetAside(string folder, string aside, string reason);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "Generation {Folder} is damaged, and there is no older one: some products can't be looked up: {Reason}")]
    private partial void LogDamaged(string folder, string reason);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "Generation {Folder} was damaged ({Reason}) and can't be set aside: {Why}")]
    private partial void LogNotSetAside(string folder, string reason, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "The older generation of the catalog can't be used: {Reason}")]
    private partial void LogNoFallBack(string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Version {Version} of the catalog is needed no more and was removed")]
    private partial void LogRemoved(long version);
}
