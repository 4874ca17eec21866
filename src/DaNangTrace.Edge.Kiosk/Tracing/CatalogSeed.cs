using DaNangTrace.Edge.Kiosk.Timing;
using DaNangTrace.Edge.Kiosk.Tracing.Storing;
using DaNangTrace.Edge.Wire.Packs;
using DaNangTrace.Edge.Wire.Packs.Making;
using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Kiosk.Tracing;

/// <summary>
/// Fills an empty catalog without a pack: with the built-in sample, or from an NDJSON file that the configuration
/// names. What it fills has version 0: any pack takes its place.
/// </summary>
/// <param name="folder">The kiosk's data folder.</param>
/// <param name="clock">The day of seeding.</param>
/// <param name="log">Tells of lines that are no records.</param>
public sealed partial class CatalogSeed(string folder, KioskClock clock, ILogger<CatalogSeed> log)
{
    /// <summary>The name of the built-in sample.</summary>
    public const string Sample = SampleCatalog.Name;

    private const int MaxFaultsTold = 10;

    // A market sells a few thousand products. A city's catalog comes as a pack, not as a seed.
    private const int MostRecords = 50_000;

    /// <summary>
    /// Loads the seed if the catalog holds nothing. A line that is no record is told by its number and left out.
    /// </summary>
    public void Fill(Catalog catalog, string? seed)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        if (seed is null || catalog.Facts is not null)
            return;
        var isSample = seed == Sample;
        try
        {
            var faults = 0;
            var records = isSample
                ? [.. SampleCatalog.Origins(clock.Today).Select(line => Record.Of(line).Read!)]
                : Read(seed, out faults);
            // Nothing is no data: it must not make everything "not registered".
            if (records.Count > 0)
                TryWrite(records, isSample ? clock.Time.GetUtcNow() : File.GetLastWriteTimeUtc(seed), isSample);
            if (catalog.Refresh())
                LogLoaded(records.Count, seed, faults);
            if (records.Count == 0 || faults > 0)
                catalog.Condition.Set(
                    Wellness.Degraded,
                    $"{records.Count} products; {faults} lines of {seed} are no record, see the log");
        }
        catch (Exception e) when (CatalogException.IsBroken(e))
        {
            catalog.Condition.Set(Wellness.Degraded, $"the seed {seed} can't be loaded: {e.Message}");
            LogUnreadable(seed, e.Message);
        }
    }

    private void TryWrite(List<Record> records, DateTimeOffset asOf, bool isSample)
    {
        var folders = new GenerationFolders(Path.Combine(folder, GenerationFolders.Name));
        using var held = folders.TryHold();
        // An import is under way: what it brings is better than a seed.
        if (held is null)
            return;
        GenerationFolders.Remove(folders.New);
        records.Sort((one, other) => string.CompareOrdinal(one.Key, other.Key));
        using var writer = new GenerationWriter(folders.New);
        foreach (var record in records)
            writer.Add(record.Key, record.Line, record.Origin);
        writer.EndRecords();
        writer.Close(new AboutGeneration(
            0, asOf, records.Count(record => record.Origin is { Lot: null, Serial: null }), records.Count, "",
            isSample));
        writer.Keep();
        writer.Name(folders.Of(0));
    }

    private List<Record> Read(string seed, out int faults)
    {
        using var stream = File.OpenRead(seed);
        var records = new List<Record>();
        faults = 0;
        foreach (var (number, line) in ByteLines.Of(stream, PackLimit.MaxLine))
        {
            if (records.Count == MostRecords)
                break;
            if (line is { IsEmpty: true })
                continue;
            var (record, fault) = line is { } whole
                ? Record.Of(whole.ToArray())
                : (null, $"longer than {PackLimit.MaxLine} bytes");
            if (record is not null)
                records.Add(record);
            else if (++faults <= MaxFaultsTold)
                LogBadLine(number, fault);
        }
        if (records.Count == MostRecords)
            LogTooMany(MostRecords);
        return records;
    }

    private sealed record Record(string Key, byte[] Line, Origin Origin)
    {
        public static (Record? Read, string Fault) Of(byte[] line) =>
            PackJson.TryReadOrigin(line, out var origin, out var fault, isStrict: true)
                ? (new Record(RecordKey.Of(origin), line, origin), "")
                : (null, fault);
    }

    [LoggerMessage(Level = LogLevel.Information,
        Message = "Catalog seeded with {Count} records of {Seed}; {Faults} lines left out")]
    private partial void LogLoaded(int count, string seed, int faults);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The seed has more than {Most} records; the rest was left out")]
    private partial void LogTooMany(int most);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Line {Number} of the seed is no catalog record: {Fault}")]
    private partial void LogBadLine(int number, string fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "The seed {Seed} can't be loaded: {Reason}")]
    private partial void LogUnreadable(string seed, string reason);
}
