namespace DaNangTrace.Edge.Gs1;

/// <summary>
/// Checks which application identifiers may, and which must, come together (GS1 General Specifications, data
/// relationships; here by <c>ex</c> and <c>req</c> of the GS1 Barcode Syntax Dictionary).
/// </summary>
internal static class Company
{
    /// <summary>
    /// Exclusive pairs are faults. A missing companion is a warning only: it may stand on another carrier of the item.
    /// </summary>
    internal static void Check(Draft draft)
    {
        foreach (var part in draft.Parts)
            CheckExclusions(draft, part);
        CheckSignature(draft);
        if (draft.HasFaults)
            return;
        foreach (var part in draft.Parts)
        {
            foreach (var required in part.Ai.Requires)
            {
                if (!IsMet(draft, required))
                {
                    draft.Warn(FaultCodes.RequiredAi, part.Ai.Code, part.At,
                        $"AI {part.Ai.Code} ({part.Ai.Title}) needs another AI on the item: {Words(required)}.");
                }
            }
        }
    }

    private static void CheckExclusions(Draft draft, Part part)
    {
        foreach (var pattern in part.Ai.Excludes)
        {
            foreach (var other in draft.Parts)
            {
                // An AI does not exclude itself though it may fit its own pattern.
                if (ReferenceEquals(other.Ai, part.Ai) || !other.Ai.Matches(pattern))
                    continue;
                // 310n excludes 310n both ways; one fault, at the later one, says it.
                if (other.At > part.At && Array.IndexOf(other.Ai.Excludes, pattern) >= 0)
                    continue;
                var at = Math.Max(part.At, other.At);
                draft.Fault(FaultCodes.ExclusivePair, part.Ai.Code, at,
                    $"AI {part.Ai.Code} ({part.Ai.Title}) excludes AI {other.Ai.Code} ({other.Ai.Title}).");
            }
        }
    }

    /// <summary>A signature is one thing's: without its serial part such a key names a kind of thing.</summary>
    private static void CheckSignature(Draft draft)
    {
        var isSigned = false;
        foreach (var part in draft.Parts)
            isSigned |= part.Ai.Code == "8030";
        if (!isSigned)
            return;
        foreach (var part in draft.Parts)
        {
            if (part.Ai.Code is "253" or "255" or "8003" && part.Value.Length == part.Ai.MinLength)
            {
                draft.Fault(FaultCodes.SerialRequired, part.Ai.Code, part.At,
                    $"AI {part.Ai.Code} ({part.Ai.Title}) needs its serial component where AI 8030 signs it.");
            }
        }
    }

    private static bool IsMet(Draft draft, ReadOnlySpan<char> required)
    {
        foreach (var alternative in required.Split(','))
        {
            var all = true;
            foreach (var one in required[alternative].Split('+'))
                all &= IsThere(draft, required[alternative][one]);
            if (all)
                return true;
        }
        return false;
    }

    private static bool IsThere(Draft draft, ReadOnlySpan<char> pattern)
    {
        foreach (var part in draft.Parts)
        {
            if (part.Ai.Matches(pattern))
                return true;
        }
        return false;
    }

    private static string Words(string required) =>
        required.Replace(",", " or ", StringComparison.Ordinal).Replace("+", " with ", StringComparison.Ordinal);
}
