namespace DaNangTrace.Edge.Gs1;

/// <summary>The two answers of a linter, so that each check ends in one line.</summary>
internal static class LinterAnswer
{
    /// <summary>Answers that nothing is wrong.</summary>
    internal static bool Fine(out Flaw flaw)
    {
        flaw = default;
        return false;
    }

    /// <summary>Answers what is wrong. A flaw marks at least one character, even of an empty component.</summary>
    internal static bool Bad(FaultCode code, int at, int length, out Flaw flaw)
    {
        flaw = new Flaw(code, at, Math.Max(1, length));
        return true;
    }

    /// <summary>Answers that the whole component is wrong, or that nothing is.</summary>
    internal static bool BadUnless(bool holds, FaultCode code, ReadOnlySpan<char> text, out Flaw flaw) =>
        holds ? Fine(out flaw) : Bad(code, 0, text.Length, out flaw);

    /// <summary>Answers whether some character is no digit.</summary>
    internal static bool FindsNonDigit(ReadOnlySpan<char> text, out Flaw flaw)
    {
        var other = Digits.FirstOther(text);
        return other >= 0 ? Bad(FaultCode.NotDigits, other, 1, out flaw) : Fine(out flaw);
    }
}
