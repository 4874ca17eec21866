namespace DaNangTrace.Edge.Gs1;

/// <summary>
/// Reads the form that people write and read: <c>(01)08936012345674(10)A1</c>. An opening bracket inside a value
/// is written <c>\(</c>, a closing one as it is.
/// </summary>
internal static class Bracketed
{
    /// <summary>
    /// Whether the text means to be one: it begins with a known AI in brackets and a value. A telephone number such as
    /// <c>(84) 236 …</c> does not.
    /// </summary>
    internal static bool IsMeant(ReadOnlySpan<char> text)
    {
        var close = text.IndexOf(')');
        return close is >= 3 and <= 5 && text[0] == '(' && close + 1 < text.Length && text[close + 1] != ' '
            && AiTable.Find(text[1..close]) is not null;
    }

    /// <summary>Reads the text into the draft, up to its end or to where no AI is.</summary>
    internal static void Read(string text, Draft draft)
    {
        var at = 0;
        while (at < text.Length)
        {
            // A value ends only before an opening bracket, so one stands here.
            var rest = text.AsSpan(at);
            var close = rest.IndexOf(')');
            if (close < 0 || AiTable.Find(rest[1..close]) is not { } ai)
            {
                draft.Break(FaultCodes.NoAi, null, at, "A known application identifier in brackets is due here.");
                return;
            }
            at += close + 1;
            var length = ValueLength(text.AsSpan(at));
            var value = text.Substring(at, length).Replace(@"\(", "(", StringComparison.Ordinal);
            draft.Add(ai, value, at);
            at += length;
        }
    }

    private static int ValueLength(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '(' && (i == 0 || text[i - 1] != '\\'))
                return i;
        }
        return text.Length;
    }
}
