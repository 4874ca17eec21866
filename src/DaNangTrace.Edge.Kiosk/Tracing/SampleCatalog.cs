using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tracing;

/// <summary>
/// The built-in sample: products and recalls of no real maker, made at build time from <c>DaNangTrace.Edge.Sample</c>.
/// All its days are moved by one distance, so that the sample that is expired by twelve days stays so.
/// </summary>
internal static class SampleCatalog
{
    /// <summary>The name of the sample among seeds.</summary>
    public const string Name = "sample";

    // Around it the days in the CSV files are written.
    private static readonly DateOnly SampleDay = new(2026, 1, 1);

    /// <summary>Its records as lines, in their order.</summary>
    /// <param name="today">The day of seeding.</param>
    public static IEnumerable<byte[]> Origins(DateOnly today) => Lines("sample/origins.ndjson", today);

    /// <summary>Its recalls.</summary>
    /// <param name="today">The day of seeding.</param>
    public static IEnumerable<RecalledProduct> Recalls(DateOnly today)
    {
        foreach (var line in Lines("sample/recalls.ndjson", today))
        {
            yield return PackJson.TryReadRecall(line, out var recalled, out var fault)
                ? recalled
                : throw new InvalidOperationException($"the built-in sample: {fault}");
        }
    }

    private static IEnumerable<byte[]> Lines(string name, DateOnly today)
    {
        var days = today.DayNumber - SampleDay.DayNumber;
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            var root = JsonNode.Parse(line)!;
            Move(root, days);
            yield return Encoding.UTF8.GetBytes(root.ToJsonString());
        }
    }

    private static void Move(JsonNode? node, int days)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array)
                Move(item, days);
        }
        else if (node is JsonObject members)
        {
            foreach (var (name, value) in members.ToList())
            {
                if (value is JsonValue leaf && leaf.TryGetValue<string>(out var text)
                    && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, default, out var day))
                    members[name] = day.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                else
                    Move(value, days);
            }
        }
    }
}
