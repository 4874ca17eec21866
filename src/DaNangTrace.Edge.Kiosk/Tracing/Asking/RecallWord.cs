using System.Text;
using System.Text.Json;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tracing.Asking;

/// <summary>
/// What the city says behind <c>recallStatus</c>: the recalls of the product that stand, as the lines of a recall pack
/// say them; one, or a list, and an empty list for none. GS1 has the link type, and no form for what is behind it.
/// </summary>
internal static class RecallWord
{
    /// <summary>Reads it: those of one product, of a list that may be the city's.</summary>
    /// <exception cref="DocumentException">It says neither that there are recalls nor that there are none.</exception>
    public static IReadOnlyList<RecalledProduct> Read(byte[] bytes, string gtin) =>
        Documents.Read(bytes, root => Read(root, gtin));

    private static List<RecalledProduct> Read(JsonElement root, string gtin)
    {
        var recalls = new List<RecalledProduct>();
        if (root.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object))
            throw new DocumentException("its recall status is neither a recall nor a list of recalls");
        foreach (var one in root.ValueKind == JsonValueKind.Array ? root.EnumerateArray().ToArray() : [root])
        {
            if (!PackJson.TryReadRecall(Encoding.UTF8.GetBytes(one.GetRawText()), out var recalled, out var fault))
                throw new DocumentException($"its recall status can't be read: {fault}");
            if (recalled.Gtin != gtin)
                continue;
            // To leave out some would say that nothing else is recalled.
            if (recalls.Count == RecordBounds.MostListed)
                throw new DocumentException($"it has more than {RecordBounds.MostListed} recalls of one product");
            recalls.Add(recalled);
        }
        return recalls;
    }
}
