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
        if (text[0] != '(')
            return false;
        // The longest AI has four digits.
        var close = text[..Math.Min(text.Length, 6)].IndexOf(')');
        return close >= 3 && close + 1 < text.Length && text[close + 1] != ' '
            && AiTable.Find(text[1..close]) is not null;
    }

    /// <summary>Reads the draft's text into it, up to its end or to where no AI is.</summary>
    internal static void Read(ref Draft draft)
    {
        var text = draft.Text;
        var at = 0;
        while (at < text.Length)
        {
            // A value ends only before an opening bracket, so one stands here.
            var close = text[at..].IndexOf(')');
            if (close < 0 || AiTable.Find(text.Slice(at + 1, close - 1)) is not { } ai)
            {
                draft.Break(FaultCode.NoAi, at, close < 0 ? text.Length - at : close + 1);
                return;
            }
            at += close + 1;
            var length = ValueLength(text[at..], out var isEscaped);
            draft.Add(isEscaped
                ? Unescape(ref draft, ai, at, length)
                : ElementSpan.InText(ai, new Stretch(at, at + length)));
            at += length;
        }
    }

    private static ElementSpan Unescape(ref Draft draft, ApplicationIdentifier ai, int at, int length)
    {
        var from = draft.Text.Slice(at, length);
        var to = draft.Claim(length);
        var used = 0;
        for (var i = 0; i < from.Length; i++)
        {
            if (IsEscape(from[i..]))
                i++;
            to[used++] = from[i];
        }
        return new ElementSpan
        {
            Index = (ushort)ai.Index,
            At = at,
            SentLength = length,
            Place = ValuePlace.Backslashed,
            Start = draft.Keep(used),
            Length = used,
        };
    }

    /// <summary>Where the character at this offset of a value without backslashes stands in the text.</summary>
    internal static int SentAt(ReadOnlySpan<char> text, int start, int offset)
    {
        for (var i = 0; i < offset && start < text.Length; i++)
            start += IsEscape(text[start..]) ? 2 : 1;
        return start;
    }

    private static bool IsEscape(ReadOnlySpan<char> text) => text.StartsWith(@"\(");

    private static int ValueLength(ReadOnlySpan<char> text, out bool isEscaped)
    {
        isEscaped = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '(')
                continue;
            if (i == 0 || text[i - 1] != '\\')
                return i;
            isEscaped = true;
        }
        return text.Length;
    }
}
