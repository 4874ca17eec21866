namespace DaNangTrace.Edge.Gs1;

/// <summary>Shows where the bad part is: the element, or the text, with it between bars.</summary>
internal static class Markup
{
    // So much of a text on each side of the bad part helps to find it; all of it would fill the screen.
    private const int Neighbourhood = 24;
    private const int MostShown = 128;

    internal static string Of(in SymbolReader reader, in Finding finding)
    {
        if (finding.ElementPlusOne > 0)
        {
            ref readonly var element = ref reader.Elements[finding.ElementPlusOne - 1];
            var value = reader.ValueOf(element);
            var length = Math.Min(finding.Place.Length, value.Length - finding.Place.Start);
            return $"({element.Ai.Code}){Around(value, finding.Place.Start, length)}";
        }
        // In these the AI itself stands in the wrong place; elsewhere, where one is named, the place is its value.
        var isValue = finding.Kind is not (FaultCode.NotAttribute or FaultCode.NotQualifier or FaultCode.QualifierOrder
            or FaultCode.SuperfluousGs);
        return finding.Ai is { } ai && isValue
            ? $"({ai.Code})|{Show(reader.Text.Slice(finding.At, finding.Length))}|"
            : Around(reader.Text, finding.At, finding.Length);
    }

    private static string Around(ReadOnlySpan<char> text, int at, int length)
    {
        var from = Math.Max(0, at - Neighbourhood);
        var to = Math.Min(text.Length, at + length + Neighbourhood);
        return $"{(from > 0 ? "…" : "")}{Show(text[from..at])}|{Show(text.Slice(at, length))}|"
            + $"{Show(text[(at + length)..to])}{(to < text.Length ? "…" : "")}";
    }

    private static string Show(ReadOnlySpan<char> text) => Shown.Of(text.ToString(), MostShown);
}
