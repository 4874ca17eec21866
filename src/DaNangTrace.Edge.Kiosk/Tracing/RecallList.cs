using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;
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

    private Content? _content;

    /// <summary>How old the list is; null where there is none.</summary>
    public DataAge? Data => Volatile.Read(ref _content) is { } content
        ? DataAge.Of(content.Version, content.AsOf, clock.Time.GetUtcNow())
        : null;

    /// <summary>How many recalls stand.</summary>
    public int Count => Volatile.Read(ref _content)?.Count ?? 0;

    /// <summary>The recalls of a product.</summary>
    /// <param name="gtin">14 digits.</param>
    public IReadOnlyList<RecalledProduct> Of(string gtin) =>
        Volatile.Read(ref _content)?.ByGtin.GetValueOrDefault(gtin) ?? None;

    /// <summary>Takes up the list of the built-in sample; a signed one takes its place.</summary>
    public void UseSample(IEnumerable<RecalledProduct> recalls, DateTimeOffset asOf)
    {
        if (Volatile.Read(ref _content) is null or { Version: 0 })
            Volatile.Write(ref _content, Content.Of(recalls, 0, asOf, null));
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
            var kept = await ledger.TakePackAsync(PackManifest.RecallList, newerThan: -1);
            if (kept is not null && kept.Version > (mine?.Version ?? 0))
                return TryTakeUp(kept);
            // The ledger was damaged and begun anew: what this process still knows is kept again.
            if (mine?.Kept is { } known && (kept is null || kept.Version < known.Version))
                await ledger.KeepPackAsync(known);
        }
        catch (SqliteException e)
        {
            LogNotRead(e.Message);
        }
        return false;
    }

    private bool TryTakeUp(KeptPack kept)
    {
        if (!TryRead(kept.Body, kept.Sha256, out var recalls, out var fault))
        {
            LogDamaged(kept.Version, fault);
            return false;
        }
        var content = Content.Of(recalls, kept.Version, kept.ValidFrom, kept);
        Volatile.Write(ref _content, content);
        clock.RaiseFloor(kept.ValidFrom);
        LogTakenUp(kept.Version, content.Count, kept.ValidFrom);
        return true;
    }

    // It was checked when it was imported; a disk may have changed it since.
    internal static bool TryRead(byte[] body, string sha256, out List<RecalledProduct> recalls, out string fault)
    {
        (recalls, fault) = ([], "");
        if (Convert.ToHexStringLower(SHA256.HashData(body)) != sha256)
        {
            fault = "it has a wrong checksum";
            return false;
        }
        try
        {
            using var stream = new GZipStream(new MemoryStream(body), CompressionMode.Decompress);
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
        public static Content Of(IEnumerable<RecalledProduct> recalls, long version, DateTimeOffset asOf, KeptPack? kept)
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
