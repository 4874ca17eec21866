using System.Buffers.Binary;
using System.Security.Cryptography;
using DaNangTrace.Edge.Kiosk.Timing;
using LiteDB;
using Microsoft.Extensions.Logging;
using JsonException = System.Text.Json.JsonException;
using JsonSerializer = System.Text.Json.JsonSerializer;

namespace DaNangTrace.Edge.Kiosk.Tracing;

/// <summary>
/// The origins that this kiosk holds, in LiteDB. It may be deleted at any time: what it holds can be fetched again.
/// <para>Constraints: LiteDB 5 is corrupted by two threads, stays unusable after an IOException and can lose
/// acknowledged writes at a power cut. So one lock guards the engine, the documents are raw, each has a checksum, and
/// an engine that failed is closed, its file set aside and begun anew.</para>
/// <para>Format: collection <c>origins</c>: _id = GTIN (14 digits), json = the record's UTF-8 bytes, sum = their
/// checksum. Collection <c>about</c>: _id = <c>catalog</c>, version, asOf (Unix milliseconds), products.</para>
/// </summary>
public sealed partial class Catalog : IDisposable
{
    private const int PieceLength = 500;
    private const int NoSpace = 28;
    private const int ReadOnlyFileSystem = 30;
    private static readonly TimeSpan RefillPause = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly string _file;
    private readonly TimeProvider _time;
    private readonly ILogger<Catalog> _log;
    private LiteDatabase? _database;
    private CatalogAbout _about = CatalogAbout.Empty;
    private Action<Catalog>? _refill;
    private Task _refilling = Task.CompletedTask;
    private long _refilled;
    private bool _isRefilled;
    private bool _isDisposed;

    /// <summary>Opens the catalog, or begins a new one.</summary>
    /// <param name="file">Its file.</param>
    /// <param name="time">Ages and file names.</param>
    /// <param name="log">Tells of a catalog that had to be set aside.</param>
    public Catalog(string file, TimeProvider time, ILogger<Catalog> log)
    {
        (_file, _time, _log) = (file, time, log);
        Condition = new Condition(time);
        lock (_gate)
            Open();
    }

    /// <summary>How the catalog is.</summary>
    public Condition Condition { get; }

    /// <summary>Products in the catalog.</summary>
    public int Products => _about.Products;

    /// <summary>Which data the catalog holds now.</summary>
    public DataAge Data
    {
        get
        {
            var about = _about;
            var age = _time.GetUtcNow() - about.AsOf;
            return new DataAge(about.Version, about.AsOf, age < TimeSpan.Zero ? TimeSpan.Zero : age);
        }
    }

    /// <summary>
    /// Fills the catalog if it is empty, now and, beside the shoppers, whenever it had to be begun anew.
    /// </summary>
    /// <param name="fill">Loads what there is.</param>
    public void KeepFilled(Action<Catalog> fill)
    {
        ArgumentNullException.ThrowIfNull(fill);
        _refill = fill;
        if (Products == 0)
            fill(this);
        _refilled = _time.GetTimestamp();
    }

    /// <summary>
    /// Fills an empty catalog again, beside; not more often than once a minute, for a bad disk stays bad.
    /// </summary>
    public void KeepFilled()
    {
        lock (_gate)
        {
            if (_refill is not { } refill || !_refilling.IsCompleted || _isDisposed
                || (_isRefilled && _time.GetElapsedTime(_refilled) < RefillPause))
                return;
            (_refilled, _isRefilled) = (_time.GetTimestamp(), true);
            _refilling = Task.Run(() => refill(this));
        }
    }

    /// <summary>Finds an origin.</summary>
    /// <param name="gtin">14 digits.</param>
    /// <param name="origin">The origin; null when the catalog does not hold it.</param>
    /// <returns>False when the catalog could not be asked.</returns>
    public bool TryFind(string gtin, out Origin? origin)
    {
        origin = null;
        byte[]? json;
        lock (_gate)
        {
            if (_database is null && !Open())
                return false;
            try
            {
                var document = _database!.GetCollection("origins").FindById(gtin);
                if (document is null)
                    return true;
                json = document["json"].AsBinary;
                if (json is null || document["sum"].AsInt64 != Sum(json))
                    throw new LiteException(0, $"the record of {gtin} has a wrong checksum");
            }
            catch (Exception e) when (IsBroken(e))
            {
                SetAside(e);
                KeepFilled();
                return false;
            }
        }
        try
        {
            origin = JsonSerializer.Deserialize(json, CatalogJson.Records.Origin);
            return true;
        }
        catch (JsonException e)
        {
            // Whole, but of another form: another version of the program wrote it.
            Condition.Set(Wellness.Degraded, $"the record of {gtin} can't be read: {e.Message}");
            return false;
        }
    }

    /// <summary>Loads records into an empty catalog.</summary>
    /// <param name="records">The records, any order; of two with one GTIN the later wins.</param>
    /// <param name="asOf">When the data was made.</param>
    /// <returns>Whether the catalog holds them now.</returns>
    public bool Load(IEnumerable<Origin> records, DateTimeOffset asOf)
    {
        ArgumentNullException.ThrowIfNull(records);
        // Sorted by key: LiteDB fills its pages in order.
        var sorted = new SortedDictionary<string, Origin>(StringComparer.Ordinal);
        foreach (var record in records)
            sorted[record.Gtin] = record;
        // Nothing is no data: it must not make everything "not registered".
        if (sorted.Count == 0)
            return false;
        // The gate is free between the pieces, so that a shopper waits for one of them at most.
        foreach (var piece in sorted.Values.Chunk(PieceLength))
        {
            if (!TryWrite(database =>
            {
                database.BeginTrans();
                foreach (var record in piece)
                    database.GetCollection("origins").Upsert(ToDocument(record));
                database.Commit();
            }))
                return false;
        }
        // Last, so that a load which a power cut ended counts as none and is done again.
        return TryWrite(database =>
        {
            var about = new CatalogAbout(_about.Version + 1, asOf, sorted.Count);
            database.GetCollection("about").Upsert(about.ToDocument());
            database.Checkpoint();
            _about = about;
            Condition.Set(Wellness.Ok, $"{about.Products} products, version {about.Version}");
        });
    }

    private bool TryWrite(Action<LiteDatabase> write)
    {
        lock (_gate)
        {
            if (_database is null && !Open())
                return false;
            try
            {
                write(_database!);
                return true;
            }
            catch (Exception e) when (IsBroken(e))
            {
                SetAside(e);
                return false;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _refilling.Wait();
        lock (_gate)
        {
            _isDisposed = true;
            _database?.Dispose();
            _database = null;
        }
    }

    private static BsonDocument ToDocument(Origin origin)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(origin, CatalogJson.Records.Origin);
        return new BsonDocument { ["_id"] = origin.Gtin, ["json"] = json, ["sum"] = Sum(json) };
    }

    private static long Sum(byte[] json) => BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(json));

    // LiteDB fails on a damaged page with whatever its reader stumbles over; all of these mean that the file is bad.
    private static bool IsBroken(Exception e) => e is LiteException or IOException or UnauthorizedAccessException
        or InvalidOperationException or InvalidCastException or IndexOutOfRangeException or ArgumentException
        or NullReferenceException or JsonException or OverflowException or NotSupportedException;

    private bool Open()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                _database = new LiteDatabase(new ConnectionString { Filename = _file, Collation = Collation.Binary });
                _about = CatalogAbout.Of(_database.GetCollection("about").FindById("catalog"));
                Condition.Set(
                    _about.Products > 0 ? Wellness.Ok : Wellness.Degraded,
                    _about.Products > 0
                        ? $"{_about.Products} products, version {_about.Version}"
                        : "no products yet: set tracing.catalog.seed, or wait for the city's catalog");
                return true;
            }
            catch (Exception e) when (IsBroken(e))
            {
                SetAside(e);
                if (attempt == 2)
                    return false;
            }
        }
    }

    private void SetAside(Exception reason)
    {
        try
        {
            _database?.Dispose();
        }
        catch (Exception e) when (IsBroken(e))
        {
            LogNotClosed(_file, e.Message);
        }
        _database = null;
        _about = CatalogAbout.Empty;
        if (reason is IOException { HResult: NoSpace or ReadOnlyFileSystem })
        {
            // The file is well, the disk is not: it is opened again when there is room.
            Condition.Set(
                Wellness.Degraded, $"{_file} can't be used ({reason.Message}): free the disk, or replace the card");
            return;
        }
        var aside = $"{_file}.bad";
        Condition.Set(Wellness.Degraded, $"{_file} was damaged ({reason.Message}) and set aside as {aside}");
        LogSetAside(_file, aside, reason.Message);
        try
        {
            if (File.Exists(_file))
                File.Move(_file, aside, overwrite: true); // One is kept to be looked at, more would fill the disk.
            File.Delete(LogOf(_file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Condition.Set(Wellness.Degraded, $"{_file} can't be used nor set aside: {e.Message}");
        }
    }

    private static string LogOf(string file) =>
        Path.Combine(
            Path.GetDirectoryName(file) ?? "",
            $"{Path.GetFileNameWithoutExtension(file)}-log{Path.GetExtension(file)}");

    [LoggerMessage(Level = LogLevel.Error, Message = "Catalog {File} was damaged and set aside as {Aside}: {Reason}")]
    private partial void LogSetAside(string file, string aside, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Catalog {File} could not be closed cleanly: {Reason}")]
    private partial void LogNotClosed(string file, string reason);
}
