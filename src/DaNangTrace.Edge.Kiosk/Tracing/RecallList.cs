using System.Collections.Frozen;
using System.IO.Compression;
using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Wire.Packs;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Kiosk.Tracing;

/// <summary>
/// The recalls that stand, by product, in memory. They live with the ledger: a catalog may be deleted, a warning not.
/// </summary>
/// <param name="clock">Ages.</param>
/// <param name="log">Tells of a list that was taken up.</param>
public sealed partial class RecallList(KioskClock clock, ILogger<RecallList> log)
{
    private static readonly List<RecalledProduct> None = [];

    private static readonly TimeSpan DamagedPause = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private Content? _content;
    private (long Version, long At)? _damaged;
    private string? _told;

    /// <summary>
    /// Another list counts now: an answer that was given before may be another. Called on the thread that took it up;
    /// whoever hears it must not hold it up.
    /// </summary>
    public event Action? Changed;

    /// <summary>How old the list is; null where there is none.</summary>
    public DataAge? Data => Volatile.Read(ref _content) is { } content
        ? DataAge.Of(content.Version, content.AsOf, isSample: content.Version == 0, clock)
        : null;

    /// <summary>How many recalls stand.</summary>
    public int Count => Volatile.Read(ref _content)?.Count ?? 0;

    /// <summary>The signed list that counts, as one picture; null where there is none, and for the sample's.</summary>
    public StandingRecalls? Standing => Volatile.Read(ref _content) is { Version: > 0 } content
        ? new StandingRecalls(content.Version, content.ByGtin)
        : null;

    /// <summary>The recalls of a product.</summary>
    /// <param name="gtin">14 digits.</param>
    public IReadOnlyList<RecalledProduct> Of(string gtin) =>
        Volatile.Read(ref _content)?.ByGtin.GetValueOrDefault(gtin) ?? None;

    /// <summary>Takes up the list of the built-in sample; a signed one takes its place.</summary>
    public void UseSample(IEnumerable<RecalledProduct> recalls, DateTimeOffset asOf)
    {
        if (Volatile.Read(ref _content) is null or { Version: 0 })
            Use(Content.Of(recalls, 0, asOf, null));
    }

    /// <summary>The sample is not what is looked up any more: its list says nothing of other products.</summary>
    public void DropSample()
    {
        if (Volatile.Read(ref _content) is { Version: 0 })
            Use(null);
    }

    /// <summary>Takes up the list that stands in a ledger's file, to look at it.</summary>
    /// <param name="file">The ledger's file.</param>
    /// <exception cref="SqliteException">The file can't be read.</exception>
    public void ReadFrom(string file)
    {
        if (KeptPacks.Read(file, PackManifest.RecallList) is { } kept)
            TryTakeUp(kept);
    }

    /// <summary>Takes up a list that an import has kept with the ledger.</summary>
    /// <returns>Whether another list counts now.</returns>
    public async Task<bool> RefreshAsync(Ledger ledger)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        var mine = Volatile.Read(ref _content);
        try
        {
            var kept = await ledger.PackVersionAsync(PackManifest.RecallList);
            if (kept > (mine?.Version ?? 0) && IsToBeTried(kept.Value))
                return await ledger.TakePackAsync(PackManifest.RecallList) is { } list && TryTakeUp(list);
            // The ledger was damaged and begun anew: what this process still knows is kept again.
            if (mine?.Kept is { } known && (kept is null || kept < known.Version))
                await ledger.KeepPackAsync(known);
        }
        catch (SqliteException e)
        {
            if (e.Message != _told)
                LogNotRead(e.Message);
            _told = e.Message;
        }
        return false;
    }

    // A damaged one may be mended by an import; it is large, so it is not read each time.
    private bool IsToBeTried(long version) => _damaged is not var (bad, at) || bad != version
        || clock.Time.GetElapsedTime(at) > DamagedPause;

    private bool TryTakeUp(KeptPack kept)
    {
        if (!TryRead(kept, out var recalls, out var fault))
        {
            if (_damaged?.Version != kept.Version)
                LogDamaged(kept.Version, fault);
            _damaged = (kept.Version, clock.Time.GetTimestamp());
            return false;
        }
        _damaged = null;
        var content = Content.Of(recalls, kept.Version, kept.ValidFrom, kept);
        clock.RaiseFloor(kept.ValidFrom);
        if (!Use(content))
            return false;
        LogTakenUp(kept.Version, content.Count, kept.ValidFrom);
        return true;
    }

    // Who looks every two seconds and who fetched a list may both take one up: the newer one stays.
    private bool Use(Content? content)
    {
        lock (_gate)
        {
            if (_content is { Version: > 0 } mine && (content is null || content.Version <= mine.Version))
                return false;
            Volatile.Write(ref _content, content);
        }
        Changed?.Invoke();
        return true;
    }

    // It was checked when it was imported; a disk may have changed it since.
    internal static bool TryRead(KeptPack kept, out List<RecalledProduct> recalls, out string fault)
    {
        (recalls, fault) = ([], "");
        if (!kept.IsWhole)
        {
            fault = "it has a wrong checksum";
            return false;
        }
        try
        {
            using var stream = new GZipStream(new MemoryStream(kept.Body), CompressionMode.Decompress);
            using var reader = new StreamReader(stream);
            while (reader.ReadLine() is { } line)
            {
                if (!PackJson.TryReadRecall(System.Text.Encoding.UTF8.GetBytes(line), out var recalled, out fault))
                    return false;
                recalls.Add(recalled);
            }
            return true;
        }
        catch (InvalidDataException e)
        {
            fault = e.Message;
            return false;
        }
    }

    private sealed record Content(
        FrozenDictionary<string, List<RecalledProduct>> ByGtin, int Count, long Version, DateTimeOffset AsOf,
        KeptPack? Kept)
    {
        public static Content Of(
            IEnumerable<RecalledProduct> recalls, long version, DateTimeOffset asOf, KeptPack? kept)
        {
            var byGtin = recalls.GroupBy(one => one.Gtin).ToFrozenDictionary(
                group => group.Key, group => group.ToList(), StringComparer.Ordinal);
            return new Content(byGtin, byGtin.Values.Sum(list => list.Count), version, asOf, kept);
        }
    }

    [LoggerMessage(Level = LogLevel.Information,
        Message = "Recall list {Version} of {AsOf:u} counts now: {Count} recalls")]
    private partial void LogTakenUp(long version, int count, DateTimeOffset asOf);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "Recall list {Version} is damaged and not used ({Fault}): import it again")]
    private partial void LogDamaged(long version, string fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The recall list can't be read from the ledger: {Reason}")]
    private partial void LogNotRead(string reason);
}

/// <summary>A list of recalls.</summary>
/// <param name="Version">Its version.</param>
/// <param name="ByGtin">The recalls that stand, by product.</param>
public sealed record StandingRecalls(long Version, IReadOnlyDictionary<string, List<RecalledProduct>> ByGtin);
