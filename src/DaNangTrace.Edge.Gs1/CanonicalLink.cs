using System.Text;

namespace DaNangTrace.Edge.Gs1;

/// <summary>Writes elements as the canonical URI of the GS1 Digital Link Standard: URI Syntax 1.3.</summary>
internal static class CanonicalLink
{
    /// <summary>
    /// Null where no primary key is there. Attributes stand in the order of their codes, so that one set of elements
    /// gives one address whatever the carrier. What a Digital Link can't hold is left out.
    /// </summary>
    /// <param name="parts">Checked elements.</param>
    /// <param name="key">The key that the carrier named; null to choose: a GTIN first, else the first key.</param>
    internal static string? Of(List<Part> parts, ApplicationIdentifier? key)
    {
        key ??= KeyOf(parts);
        if (key is null)
            return null;
        var link = new StringBuilder("https://id.gs1.org", 96);
        Append(link, '/', '/', Find(parts, key.Code)!.Value);
        foreach (var qualifier in OrderOf(parts, key))
        {
            if (Find(parts, qualifier) is { } part)
                Append(link, '/', '/', part);
        }
        var attributes = parts.FindAll(x => !ReferenceEquals(x.Ai, key) && x.Ai.IsAttribute && !x.Ai.Qualifies(key));
        attributes.Sort((a, b) => string.CompareOrdinal(a.Ai.Code, b.Ai.Code));
        for (var i = 0; i < attributes.Count; i++)
            Append(link, i == 0 ? '?' : '&', '=', attributes[i]);
        return link.ToString();
    }

    private static ApplicationIdentifier? KeyOf(List<Part> parts)
    {
        ApplicationIdentifier? first = null;
        foreach (var part in parts)
        {
            if (part.Ai.Code == "01")
                return part.Ai;
            if (part.Ai.IsKey)
                first ??= part.Ai;
        }
        return first;
    }

    /// <summary>The allowed sequence of qualifiers that holds most of what is there.</summary>
    private static string[] OrderOf(List<Part> parts, ApplicationIdentifier key)
    {
        string[] best = [];
        var most = 0;
        foreach (var order in key.QualifierOrders)
        {
            var there = 0;
            foreach (var code in order)
                there += Find(parts, code) is null ? 0 : 1;
            if (there > most)
                (best, most) = (order, there);
        }
        return best;
    }

    private static Part? Find(List<Part> parts, string code)
    {
        foreach (var part in parts)
        {
            if (part.Ai.Code == code)
                return part;
        }
        return null;
    }

    private static void Append(StringBuilder link, char before, char between, Part part)
    {
        link.Append(before).Append(part.Ai.Code).Append(between);
        Percent.Encode(part.Value, link);
    }
}
