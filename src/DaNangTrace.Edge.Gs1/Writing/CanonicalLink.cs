using System.Text;

namespace DaNangTrace.Edge.Gs1;

/// <summary>Writes elements as the canonical URI of the GS1 Digital Link Standard: URI Syntax 1.3.</summary>
internal static class CanonicalLink
{
    internal const string Stem = "https://id.gs1.org";

    /// <summary>Null where no primary key is there.</summary>
    /// <param name="elements">Checked elements.</param>
    /// <param name="key">The key that the carrier named; null to choose: a GTIN first, else the first key.</param>
    /// <param name="stem">Scheme and host, and what stands before the key; no slash at its end.</param>
    internal static string? Of(IReadOnlyList<Element> elements, ApplicationIdentifier? key, string stem = Stem)
    {
        key ??= KeyOf(elements);
        if (key is null)
            return null;
        // Most codes hold a GTIN and nothing else: digits, which need no escapes.
        if (elements.Count == 1 && key.Components[0].Set == CharacterSet.Numeric && key.MinLength == key.MaxLength)
            return $"{stem}/{key.Code}/{elements[0].Value}";
        var link = new StringBuilder(stem, 96);
        Append(link, '/', '/', Find(elements, key.Code)!);
        foreach (var qualifier in OrderOf(elements, key))
        {
            if (Find(elements, AiTable.All[qualifier].Code) is { } element)
                Append(link, '/', '/', element);
        }
        AppendAttributes(link, elements, key);
        return link.ToString();
    }

    internal static ApplicationIdentifier? KeyOf(IReadOnlyList<Element> elements)
    {
        ApplicationIdentifier? first = null;
        foreach (var element in elements)
        {
            var ai = Gs1Writer.AiOf(element);
            if (ai.Code == "01")
                return ai;
            if (ai.IsKey)
                first ??= ai;
        }
        return first;
    }

    private static void AppendAttributes(StringBuilder link, IReadOnlyList<Element> elements, ApplicationIdentifier key)
    {
        List<Element>? attributes = null;
        foreach (var element in elements)
        {
            var ai = Gs1Writer.AiOf(element);
            if (ai.IsAttribute && !ReferenceEquals(ai, key) && !ai.Qualifies(key))
                (attributes ??= []).Add(element);
        }
        if (attributes is null)
            return;
        attributes.Sort((a, b) => string.CompareOrdinal(a.Ai, b.Ai));
        for (var i = 0; i < attributes.Count; i++)
            Append(link, i == 0 ? '?' : '&', '=', attributes[i]);
    }

    /// <summary>The allowed sequence of qualifiers that holds most of what is there.</summary>
    private static ushort[] OrderOf(IReadOnlyList<Element> elements, ApplicationIdentifier key)
    {
        ushort[] best = [];
        var most = 0;
        foreach (var order in key.Relations.QualifierOrders)
        {
            var there = 0;
            foreach (var ai in order)
                there += Find(elements, AiTable.All[ai].Code) is null ? 0 : 1;
            if (there > most)
                (best, most) = (order, there);
        }
        return best;
    }

    private static Element? Find(IReadOnlyList<Element> elements, string code)
    {
        foreach (var element in elements)
        {
            if (element.Ai == code)
                return element;
        }
        return null;
    }

    private static void Append(StringBuilder link, char before, char between, Element element)
    {
        link.Append(before).Append(element.Ai).Append(between);
        Percent.Encode(element.Value, link);
    }
}
