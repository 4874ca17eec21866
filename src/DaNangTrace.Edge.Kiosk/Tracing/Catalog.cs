using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Kiosk.Tracing.Storing;
using DaNangTrace.Edge.Wire.Packs;
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
    private readonly AnswerCache<LookUpKey, LookUp> _cache = new();
    private readonly GenerationKeeper _generations;
    private readonly KioskClock _clock;
    private readonly ILogger<Catalog> _log;
    private Generation? _current;
    private bool _hasServed;
    private bool _isDisposed;
    private (long Version, string Message)? _trouble;
    private string? _unusable;
    private string _whyNone =
        "no products yet: dntrace catalog import brings the city's pack, tracing.catalog.seed fills an empty one";

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
        Tell();
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

    /// <summary>Where the generation in use stands; null while there is none.</summary>
    internal string? Folder => Volatile.Read(ref _current)?.Folder;

    /// <summary>Products in the catalog.</summary>
    public int Products => Facts?.Products ?? 0;

    /// <summary>How old the data is that the catalog holds now; null while it holds none.</summary>
    public DataAge? Data => Facts is { } facts ? DataAge.Of(facts, _clock) : null;

    /// <summary>Looks up a trade item.</summary>
    /// <param name="gtin">14 digits.</param>
    /// <param name="lot">The lot on its code, if any.</param>
    /// <param name="serial">The serial number on its code, if any.</param>
    public LookUp Find(string gtin, string? lot, string? serial) => Find(new LookUpKey(gtin, lot, serial, false));

    /// <summary>Looks up the trace code of a vendor's stamp.</summary>
    public LookUp Find(Stamp stamp)
    {
        ArgumentNullException.ThrowIfNull(stamp);
        return Find(new LookUpKey(RecordKey.OfStamp(stamp.Vendor, stamp.TraceCode), null, null, true));
    }

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
                // Before another is taken up, which has not served yet.
                if (Volatile.Read(ref _hasServed))
                    _generations.RemoveOlder(version => version < Facts?.Version);
                foreach (var (version, folder) in _generations.Usable())
                {
                    // A look-up may fall back meanwhile.
                    var current = Volatile.Read(ref _current);
                    if (current is not null && version <= current.Facts.Version
                        && !(version == current.Facts.Version && current.WasReplaced()))
                        break;
                    if (TryTakeUp(version, folder))
                        return true;
                }
                TellUnusable(null);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                TellUnusable($"{_generations.Path} can't be used ({e.Message}): see the card's health");
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
            _whyNone = "the city's catalog that was here is gone: import the full pack again";
            Tell();
        }
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
                    var (answer, bytes) = OriginFinder.Find(generation, key);
                    _hasServed = true;
                    _cache.Add(key, answer, bytes);
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
            _trouble = (version, SetAsideWords(version, reason));
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
            _whyNone = $"the seed was damaged ({reason.Message}) and is loaded again";
            Tell();
            return false;
        }
        _trouble = (
            version,
            $"version {version} is damaged, and some products can't be looked up ({reason.Message}): import the pack "
                + "again");
        _generations.MarkDamaged(damaged.Folder, reason.Message, isNews: Tell());
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
            lock (_gate)
            {
                _trouble = (version, e.IsOfOtherForm
                    ? $"version {version} can't be used ({e.Message}): import the pack again"
                    : SetAsideWords(version, e));
                Tell();
            }
            if (!e.IsPassing && !e.IsOfOtherForm)
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
        // Where an older one answers, that is no reason to call all well.
        if (_trouble?.Version <= facts.Version)
            _trouble = null;
        Tell();
        LogInUse(facts.Products, facts.Records, facts.Version, facts.AsOf);
    }

    private static string SetAsideWords(long version, CatalogException reason) =>
        $"version {version} was damaged ({reason.Message}) and set aside: import the pack again";

    // What passes by itself is told for as long as it lasts.
    private void TellUnusable(string? why)
    {
        lock (_gate)
        {
            if (_unusable == why)
                return;
            _unusable = why;
            Tell();
        }
    }

    // The weightiest that holds.
    private bool Tell() => (_unusable ?? _trouble?.Message, Facts) switch
    {
        ({ } fault, _) => Condition.Set(Wellness.Degraded, fault),
        (_, null) => Condition.Set(Wellness.Degraded, _whyNone),
        (_, { IsSample: true } facts) => Condition.Set(Wellness.Ok, $"{facts.Products} sample products"),
        (_, { } facts) => Condition.Set(
            Wellness.Ok, $"{facts.Products} product{(facts.Products == 1 ? "" : "s")}, version {facts.Version}"),
    };

    [LoggerMessage(Level = LogLevel.Information,
        Message = "The catalog answers from {Products} products, {Records} records, version {Version} of {AsOf:u}")]
    private partial void LogInUse(int products, int records, long version, DateTimeOffset asOf);
}
