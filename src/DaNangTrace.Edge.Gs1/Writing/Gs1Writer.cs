using System.Text;

namespace DaNangTrace.Edge.Gs1;

/// <summary>
/// Writes elements in the forms that the reader reads. The elements are those of a <see cref="Reading.Item"/>: they
/// keep the rules already.
/// </summary>
/// <exception cref="ArgumentException">An element has an AI that does not exist.</exception>
public static class Gs1Writer
{
    /// <summary>
    /// The element string, as a scanner sends it behind a GS1 symbology identifier. The order is kept; a GS (0x1D)
    /// stands only where it is needed: behind a value of variable length that is not the last.
    /// </summary>
    public static string ElementString(IReadOnlyList<Element> elements)
    {
        ArgumentNullException.ThrowIfNull(elements);
        var text = new StringBuilder();
        for (var i = 0; i < elements.Count; i++)
        {
            text.Append(elements[i].Ai).Append(elements[i].Value);
            if (i < elements.Count - 1 && !AiOf(elements[i]).HasPredefinedLength)
                text.Append(Gs1.ElementString.Gs);
        }
        return text.ToString();
    }

    /// <summary>
    /// The bracketed form, <c>(01)08936012345674(10)A1</c>; an opening bracket inside a value is written <c>\(</c>, so
    /// that it can be read again.
    /// </summary>
    public static string Bracketed(IReadOnlyList<Element> elements) => Bracketed(elements, escape: true);

    /// <summary>
    /// Human readable interpretation, as it stands under a bar code: like the bracketed form, values unchanged.
    /// </summary>
    public static string HumanReadable(IReadOnlyList<Element> elements) => Bracketed(elements, escape: false);

    /// <summary>
    /// The canonical GS1 Digital Link URI on <c>https://id.gs1.org</c>: key, qualifiers in order, attributes in the
    /// order of their codes, so that one set of elements gives one address whatever the carrier. What a Digital Link
    /// can't hold is left out. Null where no primary key is there.
    /// </summary>
    public static string? DigitalLink(IReadOnlyList<Element> elements) => DigitalLink(elements, CanonicalLink.Stem);

    /// <summary>The same on a host of one's own.</summary>
    /// <param name="elements">Checked elements.</param>
    /// <param name="stem">
    /// Scheme, host and what stands before the key, without a slash at its end: <c>https://example.com/p</c>.
    /// </param>
    public static string? DigitalLink(IReadOnlyList<Element> elements, string stem)
    {
        ArgumentNullException.ThrowIfNull(elements);
        ArgumentNullException.ThrowIfNull(stem);
        return CanonicalLink.Of(elements, null, stem.TrimEnd('/'));
    }

    /// <summary>
    /// The compressed GS1 Digital Link URI on <c>https://id.gs1.org</c>; null where no primary key is there, or a value
    /// that the compression has no form for.
    /// </summary>
    public static string? CompressedLink(IReadOnlyList<Element> elements)
    {
        ArgumentNullException.ThrowIfNull(elements);
        if (CanonicalLink.KeyOf(elements) is null)
            return null;
        var packed = new (ApplicationIdentifier Ai, string Value)[elements.Count];
        for (var i = 0; i < packed.Length; i++)
            packed[i] = (AiOf(elements[i]), elements[i].Value);
        return CompressedToken.TryPack(packed, optimise: true, out var token) ? $"{CanonicalLink.Stem}/{token}" : null;
    }

    internal static ApplicationIdentifier AiOf(Element element) => AiTable.Find(element.Ai)
        ?? throw new ArgumentException($"There is no application identifier {element.Ai}.", nameof(element));

    private static string Bracketed(IReadOnlyList<Element> elements, bool escape)
    {
        ArgumentNullException.ThrowIfNull(elements);
        var text = new StringBuilder();
        foreach (var element in elements)
        {
            var value = escape ? element.Value.Replace("(", @"\(", StringComparison.Ordinal) : element.Value;
            text.Append('(').Append(element.Ai).Append(')').Append(value);
        }
        return text.ToString();
    }
}
