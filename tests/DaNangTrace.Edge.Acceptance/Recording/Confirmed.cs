using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using DaNangTrace.Edge.Acceptance.Kit;

namespace DaNangTrace.Edge.Acceptance.Recording;

/// <summary>A sighting that the ledger told to be kept, as a <see cref="LedgerChild"/> passes it on.</summary>
internal sealed partial record Confirmed(long Seq, string Id)
{
    /// <summary>The line <c>kept SEQ ID</c>; null for any other, or for a part of one.</summary>
    public static Confirmed? Read(string line) => Line().Match(line) is { Success: true } kept
        ? new Confirmed(long.Parse(kept.Groups[1].Value, CultureInfo.InvariantCulture), kept.Groups[2].Value)
        : null;

    /// <summary>A row that was found in the file.</summary>
    public static Confirmed Of(Row row) => new(row.Seq, IdOf(row.Bytes) ?? "");

    /// <summary>What was confirmed and is not in the file, or stands there in another's place.</summary>
    public static IEnumerable<string> Broken(IEnumerable<Confirmed> confirmed, IReadOnlyList<Row> rows)
    {
        var ids = rows.ToDictionary(row => row.Seq, row => IdOf(row.Bytes));
        var seen = new HashSet<long>();
        foreach (var (seq, id) in confirmed)
        {
            if (!seen.Add(seq))
                yield return $"place {seq} was confirmed twice";
            if (!ids.TryGetValue(seq, out var found))
                yield return $"sighting {seq} was confirmed and is not in the file";
            else if (found != id)
                yield return $"sighting {seq} was confirmed as another one";
        }
    }

    private static string? IdOf(byte[] bytes)
    {
        using var json = JsonDocument.Parse(bytes);
        return json.RootElement.GetProperty("id").GetString();
    }

    [GeneratedRegex(@"^kept (\d+) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\n?$")]
    private static partial Regex Line();
}
