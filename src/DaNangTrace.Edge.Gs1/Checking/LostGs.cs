namespace DaNangTrace.Edge.Gs1;

/// <summary>
/// Warns where a value seems to swallow the next element because a scanner or a gateway dropped the GS between them.
/// </summary>
internal static class LostGs
{
    // AIs whose values are the maker's own text: there the digits of another AI can hide.
    private static readonly AiSet Swallowers = SetOf("10", "21", "22", "240", "241", "243", "250", "251");

    private static readonly int Lot = AiTable.IndexOf("10");
    private static readonly int Serial = AiTable.IndexOf("21");

    internal static void Suspect(ref Draft draft)
    {
        for (var i = 0; i < draft.Elements.Length; i++)
        {
            ref readonly var element = ref draft.Elements[i];
            if (!Swallowers.Contains(element.Index))
                continue;
            var value = draft.ValueOf(element);
            // "A21B" is the shortest: one character, an AI, one character.
            for (var at = 1; at < value.Length - 2; at++)
            {
                if (value[at] is not ('1' or '2') || FollowerAt(value[at..], draft) is not { } follower)
                    continue;
                draft.Add(new Finding
                {
                    Kind = FaultCode.LostGs,
                    AiPlusOne = (ushort)(element.Index + 1),
                    OtherPlusOne = Draft.Plus(follower),
                    At = element.At + at,
                    Length = value.Length - at,
                    ElementPlusOne = (ushort)(i + 1),
                    Place = new Stretch(at, value.Length),
                });
                break;
            }
        }
    }

    /// <summary>
    /// What follows a lost GS in practice: a lot, a serial, a date; null if none of them begins here.
    /// </summary>
    private static ApplicationIdentifier? FollowerAt(ReadOnlySpan<char> rest, in Draft draft)
    {
        var isText = rest.StartsWith("10") || rest.StartsWith("21");
        if (!isText && !(rest[0] == '1' && rest[1] is '1' or '3' or '5' or '7'))
            return null;
        if (AiTable.StartOf(rest) is not { } ai || draft.Has(ai.Index))
            return null;
        if (isText)
            return ai.Index == Lot || ai.Index == Serial ? ai : null;
        // A date must be one, and what follows it must be nothing or another AI; else most lots would be suspected.
        var date = rest[2..];
        return date.Length >= 6 && Digits.FirstOther(date[..6]) < 0
            && !Linting.Finds(Linter.Yymmd0, date[..6], draft.ThisYear, out _)
            && (date.Length == 6 || AiTable.StartOf(date[6..]) is not null)
            ? ai
            : null;
    }

    private static AiSet SetOf(params ReadOnlySpan<string> codes)
    {
        var set = new AiSet();
        foreach (var code in codes)
            set.Add(AiTable.IndexOf(code));
        return set;
    }
}
