using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DaNangTrace.Edge.Gs1;
using DaNangTrace.Edge.Kiosk.Scanning.Scripted;
using DaNangTrace.Edge.Kiosk.Timing;
using Microsoft.Extensions.Logging;

namespace DaNangTrace.Edge.Kiosk.Tracing;

/// <summary>
/// Fills an empty catalog from an NDJSON file: one record a line. In the built-in sample, days are written as
/// <c>@-12</c>: so many from the day of seeding, so that an expired sample stays expired by twelve days.
/// </summary>
public sealed partial class CatalogSeed(KioskClock clock, ILogger<CatalogSeed> log)
{
    /// <summary>The name of the built-in sample.</summary>
    public const string Sample = "sample";

    // A record with all its texts has about 2 kB; what is far longer is no record.
    private const int MaxLine = 256 * 1024;
    private const int MaxFaultsTold = 10;

    // A market sells a few thousand products. A city's catalog comes as a pack, not as a seed.
    private const int MostRecords = 50_000;

    /// <summary>
    /// Loads the seed if the catalog is empty. A line that is no record is told by its number and left out.
    /// </summary>
    public void Fill(Catalog catalog, string? seed)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        if (seed is null || catalog.Products > 0)
            return;
        try
        {
            using var stream = seed == Sample
                ? Assembly.GetExecutingAssembly().GetManifestResourceStream("sample/products.ndjson")!
                : File.OpenRead(seed);
            var (records, faults) = Read(stream, isSample: seed == Sample);
            var asOf = seed == Sample ? clock.Time.GetUtcNow() : File.GetLastWriteTimeUtc(seed);
            if (catalog.Load(records, asOf))
                LogLoaded(records.Count, seed, faults);
            if (records.Count == 0 || faults > 0)
            {
                catalog.Condition.Set(
                    Wellness.Degraded,
                    $"{records.Count} products; {faults} lines of {seed} are no record, see the log");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            catalog.Condition.Set(Wellness.Degraded, $"the seed {seed} can't be read: {e.Message}");
            LogUnreadable(seed, e.Message);
        }
    }

    private (List<Origin> Records, int Faults) Read(Stream stream, bool isSample)
    {
        var records = new List<Origin>();
        var faults = 0;
        var lines = new LineSource(stream, MaxLine);
        for (var number = 1; records.Count < MostRecords && lines.TryRead(out var line, out var isTooLong); number++)
        {
            if (line.IsEmpty && !isTooLong)
                continue;
            var fault = $"longer than {MaxLine} bytes";
            if (!isTooLong && TryRead(Encoding.UTF8.GetString(line), isSample, out var record, out fault))
                records.Add(record!);
            else if (++faults <= MaxFaultsTold)
                LogBadLine(number, fault);
        }
        if (records.Count == MostRecords)
            LogTooMany(MostRecords);
        return (records, faults);
    }

    private bool TryRead(string line, bool isSample, out Origin? record, out string fault)
    {
        record = null;
        try
        {
            var text = isSample ? ResolveDays(line) : line;
            record = JsonSerializer.Deserialize(text, CatalogJson.Records.Origin);
        }
        catch (JsonException e)
        {
            fault = e.Message;
            return false;
        }
        fault = record switch
        {
            null => "null is no record",
            { V: not 1 } => $"v is {record.V}, expected 1",
            _ when record.Gtin.Length != 14 || !Gtin.TryParse(record.Gtin, out _) =>
                "gtin: expected 14 digits with a right check digit",
            _ when !record.Name.ContainsKey("vi") => "name: the Vietnamese name (vi) is missing",
            _ => "",
        };
        return fault.Length == 0;
    }

    private string ResolveDays(string line)
    {
        var root = JsonNode.Parse(line);
        Resolve(root);
        return root!.ToJsonString();

        void Resolve(JsonNode? node)
        {
            if (node is JsonArray array)
            {
                foreach (var item in array)
                    Resolve(item);
            }
            else if (node is JsonObject members)
            {
                foreach (var (name, value) in members.ToList())
                {
                    if (value is JsonValue leaf && leaf.TryGetValue<string>(out var text) && text is ['@', _, ..]
                        && int.TryParse(
                            text.AsSpan(1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var days))
                        members[name] = clock.Today.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                    else
                        Resolve(value);
                }
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information,
        Message = "Catalog seeded with {Count} products of {Seed}; {Faults} lines left out")]
    private partial void LogLoaded(int count, string seed, int faults);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The seed has more than {Most} records; the rest was left out")]
    private partial void LogTooMany(int most);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Line {Number} of the seed is no catalog record: {Fault}")]
    private partial void LogBadLine(int number, string fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "The seed {Seed} can't be read: {Reason}")]
    private partial void LogUnreadable(string seed, string reason);
}
