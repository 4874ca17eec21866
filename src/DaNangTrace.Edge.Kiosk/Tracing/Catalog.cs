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
    private readonly GenerationKeeper _generations;
    private readonly KioskClock _clock;
    private readonly ILogger<Catalog> _log;
    private Generation? _current;
    private bool _hasServed;
    private bool _isDisposed;
    private (long Version, string Message)? _trouble;

    /// <summary>Opens the newest generation that is whole.</summary>
    /// <param name="folder">The kiosk's data folder.</param>
    /// <param name="clock">Ages.</param>
    /// <param name="log">Tells of a generation that had to be set aside.</param>
    public Catalog(string folder, KioskClock clock, ILogger<Catalog> log)
        : this(new GenerationKeeper(folder, isOwner: true, log), clock, log)
    {
    }

    private Catalog(GenerationKeeper generations, KioskClock clock, ILogger<Catalog> log)
    {
        ArgumentNullException.ThrowIfNull(clock);
        (_generations, _clock, _log) = (generations, clock, log);
        Condition = new Condition(clock.Time);
        generations.RemoveFormerForm();
        Refresh();
        if (_current is null)
            Condition.Set(
                Wellness.Degraded,
                "no products yet: dntrace catalog import brings the city's pack, tracing.catalog.seed fills an empty "
                    + "one");
    }

    /// <summary>Opens a kiosk's catalog to look at it: nothing of it is removed or set aside.</summary>
    /// <param name="folder">The kiosk's data folder.</param>
    /// <param name="clock">Ages.</param>
    public static Catalog ToLookAt(string folder, KioskClock clock) => new(
        new GenerationKeeper(folder, isOwner: false, NullLogger.Instance), clock, NullLogger<Catalog>.Instance);

    /// <summary>How the catalog is.</summary>
    public Condition Condition { get; }

    /// <summary>What the generation in use says of itself; null while there is none.</summary>
    public AboutGeneration? Facts => Volatile.Read(ref _current)?.Facts;

    /// <summary>Products in the catalog.</summary>
    public int Products => Facts?.Products ?? 0;

    /// <summary>Which data the catalog holds now; version 0 of 1970 while it holds none.</summary>
    public DataAge Data => DataAge.Of(Facts?.Version ?? 0, Facts?.AsOf ?? DateTimeOffset.UnixEpoch, _clock);

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
    /// Takes up a newer generation if there is one, and removes older ones that are needed no more. Shoppers do not
    /// wait for it.
    /// </summary>
    /// <returns>Whether another generation answers now.</returns>
    public bool Refresh()
    {
        lock (_refreshing)
        {
            try
            {
                foreach (var (version, folder) in _generations.Usable())
                {
                    var isInUse = version == Facts?.Version;
                    if (version < Facts?.Version || (isInUse && !_current!.WasReplaced()))
                        break;
                    if (TryTakeUp(version, folder))
                        return true;
                }
                if (Volatile.Read(ref _hasServed) && Facts is { } facts)
                    _generations.RemoveOlder(facts.Version);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Condition.Set(
                    Wellness.Degraded, $"{_generations.Path} can't be used ({e.Message}): see the card's health");
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
        _generations.EndSeed();
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
        if (_generations.OpenOlder(version) is { } older)
        {
            Tell(version, $"version {version} was damaged ({reason.Message}) and set aside: import the pack again");
            Use(older);
            damaged.Dispose();
            _generations.SetAside(damaged.Folder, reason.Message);
            return true;
        }
        if (version == 0)
        {
            // A seed is there to be loaded again.
            Volatile.Write(ref _current, null);
            damaged.Dispose();
            _generations.SetAside(damaged.Folder, reason.Message);
            Condition.Set(Wellness.Degraded, $"the seed was damaged ({reason.Message}) and is loaded again");
            return false;
        }
        var isNews = Tell(
            version,
            $"version {version} is damaged, and some products can't be looked up ({reason.Message}): import the pack "
                + "again");
        _generations.MarkDamaged(damaged.Folder, reason.Message, isNews);
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
                _generations.SetAside(folder, e.Message);
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
            _generations.EndSeed();
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

    [LoggerMessage(Level = LogLevel.Information,
        Message = "The catalog answers from {Products} products, {Records} records, version {Version} of {AsOf:u}")]
    private partial void LogInUse(int products, int records, long version, DateTimeOffset asOf);
}
