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
    /// <summary>Reads it.</summary>
    /// <exception cref="DocumentException">It says neither that there are recalls nor that there are none.</exception>
    public static IReadOnlyList<Recall> Read(byte[] bytes, string gtin) =>
        Documents.Read(bytes, root => Read(root, gtin));

    private static List<Recall> Read(JsonElement root, string gtin)
    {
        var recalls = new List<Recall>();
        if (root.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object))
            throw new DocumentException("its recall status is neither a recall nor a list of recalls");
        foreach (var one in JsonLd.Values(root))
        {
            if (!PackJson.TryReadRecall(Encoding.UTF8.GetBytes(one.GetRawText()), out var recalled, out var fault))
                throw new DocumentException($"its recall status can't be read: {fault}");
            if (recalled.Gtin == gtin)
                recalls.Add(recalled.Recall);
        }
        return recalls;
    }
}
