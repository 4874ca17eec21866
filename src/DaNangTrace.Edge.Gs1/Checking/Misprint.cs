namespace DaNangTrace.Edge.Gs1;

/// <summary>Warns of text that was probably meant to be a product code: what a label's maker must be told.</summary>
internal static class Misprint
{
    // With all its blanks and hyphens no number is longer; longer text is not looked at.
    private const int LongestNumber = 24;

    /// <summary>Warns; nothing else of what it tries stays in the draft.</summary>
    internal static void Warn(ref Draft draft, Carrier carrier)
    {
        if (carrier.LacksGs1Mark && BareElementString.CanBe(draft.Text) && IsElementString(ref draft))
            draft.Tell(FaultCode.NotMarkedGs1, 0, draft.Text.Length);
        else if (IsNumber(draft.Text))
            draft.Tell(FaultCode.NearlyNumber, 0, draft.Text.Length);
    }

    private static bool IsElementString(ref Draft draft)
    {
        ElementString.Read(ref draft, 0, draft.Text.Length);
        var isOne = !draft.HasFaults && BareElementString.IsMeant(draft);
        draft.Clear();
        return isOne;
    }

    private static bool IsNumber(ReadOnlySpan<char> text)
    {
        if (text.Length > LongestNumber)
            return false;
        Span<char> digits = stackalloc char[LongestNumber];
        var count = 0;
        foreach (var character in text)
        {
            if (char.IsAsciiDigit(character))
                digits[count++] = character;
            else if (character != '-' && !char.IsWhiteSpace(character))
                return false;
        }
        // A right number without anything to leave out is text only because its carrier holds no product's number.
        return count < text.Length && count is 8 or 12 or 13 or 14 && CheckDigit.IsRight(digits[..count]);
    }
}
