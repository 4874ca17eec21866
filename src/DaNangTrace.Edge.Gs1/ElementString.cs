namespace DaNangTrace.Edge.Gs1;

/// <summary>Reads concatenated element strings (GS1 General Specifications, section 7).</summary>
internal static class ElementString
{
    /// <summary>Group separator: how a decoder transmits the FNC1 that ends a value of variable length.</summary>
    internal const char Gs = '\u001D';

    // AIs whose codes are short and whose values are common beside a lot: what follows a lost GS in practice.
    private static readonly string[] Followers = ["10", "11", "13", "15", "17", "21"];

    /// <summary>Reads the text into the draft, up to its end or to where no AI is.</summary>
    internal static void Read(string text, Draft draft)
    {
        var at = 0;
        if (text.Length > 0 && text[0] == Gs)
        {
            at = 1;
            draft.Warn(FaultCodes.LeadingGs, null, 0, "A GS stands before the first AI; it was left out.");
        }
        if (at == text.Length)
            draft.Break(FaultCodes.Empty, null, at, "The code holds no element.");
        while (at < text.Length)
        {
            var rest = text.AsSpan(at);
            if (AiTable.StartOf(rest) is not { } ai)
            {
                draft.Break(FaultCodes.NoAi, null, at, "An application identifier is due here and none is known.");
                return;
            }
            rest = rest[ai.Code.Length..];
            at += ai.Code.Length;
            var end = rest.IndexOf(Gs);
            var length = end < 0 ? rest.Length : end;
            if (ai.HasPredefinedLength)
                length = Math.Min(length, ai.MaxLength);
            draft.Add(ai, text.Substring(at, length), at);
            at += length;
            if (at == text.Length || text[at] != Gs)
                continue;
            if (ai.HasPredefinedLength || at == text.Length - 1)
                draft.Warn(FaultCodes.SuperfluousGs, ai.Code, at, $"No GS is needed after AI {ai.Code} here.");
            at++;
        }
    }

    /// <summary>
    /// Warns where a value seems to swallow the next element because a scanner or a gateway dropped the GS.
    /// </summary>
    internal static void SuspectLostGs(Draft draft)
    {
        foreach (var part in draft.Parts)
        {
            if (part.Ai.Code is not ("10" or "21" or "22" or "240" or "241" or "243" or "250" or "251"))
                continue;
            // "A21B" is the shortest: one character, an AI, one character.
            for (var i = 1; i < part.Value.Length - 2; i++)
            {
                if (FollowerAt(part.Value.AsSpan(i), draft) is not { } ai)
                    continue;
                draft.Warn(FaultCodes.LostGs, part.Ai.Code, part.At + i,
                    $"AI {part.Ai.Code} ({part.Ai.Title}) seems to go on with AI {ai}: a GS may be lost.");
                break;
            }
        }
    }

    private static string? FollowerAt(ReadOnlySpan<char> rest, Draft draft)
    {
        foreach (var code in Followers)
        {
            if (!rest.StartsWith(code, StringComparison.Ordinal) || IsThere(code, draft))
                continue;
            var value = rest[2..];
            if (code is "10" or "21")
                return code;
            // A date must be one, and what follows it must be nothing or another AI; else most lots would be suspected.
            if (value.Length >= 6 && value[..6].IndexOfAnyExceptInRange('0', '9') < 0
                && GsDate.FaultOf(value, draft.ThisYear, dayMayBeZero: true) is null
                && (value.Length == 6 || AiTable.StartOf(value[6..]) is not null))
            {
                return code;
            }
        }
        return null;
    }

    private static bool IsThere(string code, Draft draft)
    {
        foreach (var part in draft.Parts)
        {
            if (part.Ai.Code == code)
                return true;
        }
        return false;
    }
}
