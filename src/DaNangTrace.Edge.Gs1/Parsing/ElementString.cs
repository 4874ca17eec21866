namespace DaNangTrace.Edge.Gs1;

/// <summary>Reads concatenated element strings (GS1 General Specifications).</summary>
internal static class ElementString
{
    /// <summary>Group separator: how a decoder transmits the FNC1 that ends a value of variable length.</summary>
    internal const char Gs = '\u001D';

    /// <summary>Reads a part of the draft's text into it, up to its end or to where no AI is.</summary>
    internal static void Read(ref Draft draft, int from, int to)
    {
        var at = from;
        if (at < to && draft.Text[at] == Gs)
        {
            draft.Tell(FaultCode.LeadingGs, at, 1);
            at++;
        }
        if (at == to)
            draft.Break(FaultCode.Empty, at, 0);
        while (at < to)
        {
            var rest = draft.Text[at..to];
            if (AiTable.StartOf(rest) is not { } ai)
            {
                draft.Break(FaultCode.NoAi, at, Math.Min(4, to - at));
                return;
            }
            at += ai.Code.Length;
            rest = rest[ai.Code.Length..];
            var length = LengthOf(ai, rest);
            draft.Add(ElementSpan.InText(ai, new Stretch(at, at + length)));
            at += length;
            if (at == to || draft.Text[at] != Gs)
                continue;
            if (ai.HasPredefinedLength || at == to - 1)
                draft.Tell(FaultCode.SuperfluousGs, at, 1, ai);
            at++;
        }
    }

    /// <summary>How many characters belong to the AI that stands before the text.</summary>
    private static int LengthOf(ApplicationIdentifier ai, ReadOnlySpan<char> rest)
    {
        if (ai.HasPredefinedLength)
            rest = rest[..Math.Min(rest.Length, ai.MaxLength)];
        var end = rest.IndexOf(Gs);
        return end < 0 ? rest.Length : end;
    }
}
