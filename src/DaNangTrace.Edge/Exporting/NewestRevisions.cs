using System.Text.Json;
using DaNangTrace.Edge.Kiosk.Recording;
using DaNangTrace.Edge.Wire;
using Microsoft.Data.Sqlite;

namespace DaNangTrace.Edge.Exporting;

/// <summary>
/// Which row of a sighting counts: the one with the highest revision. A correction is a later row, so a reader must
/// look ahead: a first pass notes the corrections alone, some 60 bytes each. They are those of boots whose clock was
/// wrong, so half of the rows at most.
/// </summary>
internal sealed class NewestRevisions
{
    private readonly Dictionary<Guid, (int Rev, long Seq)> _newest = [];

    /// <summary>
    /// The last row that was looked at. What a running kiosk adds behind it belongs to the next export: among it may be
    /// a correction of a row that this one has printed already.
    /// </summary>
    public long Last { get; private set; }

    /// <summary>Notes the corrections among rows.</summary>
    public static NewestRevisions Of(IEnumerable<LedgerRow> rows)
    {
        var revisions = new NewestRevisions();
        try
        {
            foreach (var row in rows)
            {
                revisions.Last = row.Seq;
                if (IsCorrection(row.Bytes) && SightingArray.TryRead(row, out var sighting))
                    revisions.Note(sighting, row.Seq);
            }
        }
        catch (SqliteException)
        {
            // Who reads the rows themselves comes to the same place, and tells it when all before it is printed.
            revisions.Last = long.MaxValue;
        }
        return revisions;
    }

    /// <summary>Whether this row of a sighting is the one that counts.</summary>
    public bool IsNewest(LedgerRow row, Sighting sighting) =>
        !_newest.TryGetValue(sighting.Id, out var newest) || newest.Seq == row.Seq;

    private void Note(Sighting sighting, long seq)
    {
        if (!_newest.TryGetValue(sighting.Id, out var newest) || sighting.Rev > newest.Rev)
            _newest[sighting.Id] = (sighting.Rev, seq);
    }

    // The third key of a sighting: the rest of it need not be parsed.
    private static bool IsCorrection(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var json = new Utf8JsonReader(bytes);
            while (json.Read())
            {
                if (json is { CurrentDepth: 1, TokenType: JsonTokenType.PropertyName } && json.ValueTextEquals("rev"))
                    return json.Read() && json.TokenType == JsonTokenType.Number && json.GetInt64() > 0;
            }
            return false;
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            // It is no sighting, and told as one by who reads it.
            return false;
        }
    }
}
