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
                var all = _folders.All();
                if (all is not [var (version, folder), ..] || version <= (Facts?.Version ?? -1))
                {
                    RemoveOlder(all);
                    return false;
                }
                return TryTakeUp(folder);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Condition.Set(Wellness.Degraded, $"{_folders.Path} can't be used ({e.Message}): see the card's health");
                return false;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_refreshing)
        lock (_gate)
        {
            _isDisposed = true;
            _current?.Dispose();
            _current = null;
        }
    }

    private LookUp Find(LookUpKey key)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_cache.Find(key) is { } known)
                return known;
            while (_current is { } generation)
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
                    if (!TryFallBack(generation, e))
                        return new LookUp.Failed();
                }
            }
            return new LookUp.Failed();
        }
    }

    // Within a look-up: the next older generation, if one is still there.
    private bool TryFallBack(Generation damaged, CatalogException reason)
    {
        try
        {
            foreach (var (_, folder) in _folders.All().Where(one => one.Version < damaged.Facts.Version))
            {
                var older = Generation.Open(folder);
                SetAside(damaged, reason.Message);
                Use(older);
                return true;
            }
            // A seed is there to be loaded again.
            if (_isKeeper && damaged.Facts.Version == 0)
            {
                SetAside(damaged, reason.Message);
                Volatile.Write(ref _current, null);
                Condition.Set(Wellness.Degraded, $"the seed was damaged ({reason.Message}) and is loaded again");
                return false;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNoFallBack(e.Message);
        }
        if (Condition.Set(
            Wellness.Degraded,
            $"version {damaged.Facts.Version} is damaged, and some products can't be looked up ({reason.Message}): "
            + "import the pack again"))
            LogDamaged(damaged.Folder, reason.Message);
        return false;
    }

    private bool TryTakeUp(string folder)
    {
        Generation next;
        try
        {
            next = Generation.Open(folder);
        }
        catch (CatalogException e)
        {
            Condition.Set(
                Wellness.Degraded, $"a new generation was damaged ({e.Message}) and set aside: import the pack again");
            if (!_isKeeper)
                return false;
            LogSetAside(folder, _folders.Bad, e.Message);
            _folders.SetAside(folder);
            // Older ones may be whole.
            return _folders.All() is [var (version, older), ..] && version > (Facts?.Version ?? -1) && TryTakeUp(older);
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
        // Whoever signed it knew that this day had come.
        _clock.RaiseFloor(facts.AsOf);
        Condition.Set(
            Wellness.Ok,
            facts.IsSample ? $"{facts.Products} sample products" : $"{facts.Products} products, version {facts.Version}");
        LogInUse(facts.Products, facts.Records, facts.Version, facts.AsOf);
    }

    private void SetAside(Generation damaged, string reason)
    {
        damaged.Dispose();
        if (!_isKeeper)
            return;
        LogSetAside(damaged.Folder, _folders.Bad, reason);
        _folders.SetAside(damaged.Folder);
    }

    private void RemoveOlder(List<(long Version, string Folder)> all)
    {
        if (!_isKeeper || !Volatile.Read(ref _hasServed))
            return;
        foreach (var (version, folder) in all.Where(one => one.Version < Facts?.Version))
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

    [LoggerMessage(Level = LogLevel.Error, Message = "The older generation of the catalog can't be used: {Reason}")]
    private partial void LogNoFallBack(string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Version {Version} of the catalog is needed no more and was removed")]
    private partial void LogRemoved(long version);
}
