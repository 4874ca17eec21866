namespace DaNangTrace.Edge.Gs1;

/// <summary>
/// Decides whether text without a symbology identifier is an element string. By chance one text in three begins with
/// the digits of an AI, so more is asked: a GS, or a key with a check digit that holds.
/// </summary>
internal static class BareElementString
{
    /// <summary>A quick look at the beginning, before anything is parsed.</summary>
    internal static bool CanBe(ReadOnlySpan<char> text)
    {
        if (text[0] == ElementString.Gs)
            text = text[1..];
        return AiTable.StartOf(text) is not null;
    }

    /// <summary>The last word, after the text was read into the draft.</summary>
    internal static bool IsMeant(in Draft draft)
    {
        if (IsPaymentCard(draft.Text))
            return false;
        // Only element strings hold a GS.
        if (draft.Text.Contains(ElementString.Gs))
            return true;
        foreach (ref readonly var element in draft.Elements)
        {
            var ai = element.Ai;
            if (!ai.IsCheckedNumber)
                continue;
            var value = draft.ValueOf(element);
            var isNumber = value.Length >= ai.MinLength
                && Digits.FirstOther(value[..ai.MinLength]) < 0;
            // A trade item or a shipping container at the beginning, with nothing odd behind it, is meant so
            // even if its check digit is wrong: that is just what a shopper must be told.
            if (ai.Code is "00" or "01" && element.At == 2 && !draft.IsBroken && isNumber)
                return true;
            if (isNumber && HasRightCheckDigit(ai, value))
                return element.At <= 4 || !draft.HasFaults;
        }
        return false;
    }

    private static bool HasRightCheckDigit(ApplicationIdentifier ai, ReadOnlySpan<char> value)
    {
        var at = 0;
        foreach (var component in ai.Components)
        {
            if (Array.IndexOf(component.Linters, Linter.Csum) >= 0)
                return CheckDigit.IsRight(value.Slice(at, component.Max));
            at += component.Max;
        }
        return false;
    }

    /// <summary>
    /// Sixteen digits from 2 up that keep the rule of payment cards (the Luhn formula of ISO/IEC 7812-1): a card's
    /// number has the shape of a location's, AI 414. Nothing of it may be kept, so it is never an element string.
    /// </summary>
    private static bool IsPaymentCard(ReadOnlySpan<char> text)
    {
        if (text.Length != 16 || text[0] < '2' || Digits.FirstOther(text) >= 0)
            return false;
        var sum = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var digit = (text[i] - '0') * (i % 2 == 0 ? 2 : 1);
            sum += digit > 9 ? digit - 9 : digit;
        }
        return sum % 10 == 0;
    }
}
