namespace DaNangTrace.Edge.Gs1;

/// <summary>
/// Checks which application identifiers may, and which must, come together (<c>ex</c> and <c>req</c> of the GS1 Barcode
/// Syntax Dictionary).
/// </summary>
internal static class Company
{
    private static readonly int Signature = AiTable.IndexOf("8030");

    // Keys whose serial part is optional: AI 8030 signs one thing, not a kind of thing.
    private static readonly ushort[] WithOptionalSerial =
        [AiTable.IndexOf("253"), AiTable.IndexOf("255"), AiTable.IndexOf("8003")];

    /// <summary>Exclusive pairs, and a signature over a key without its serial part, are faults.</summary>
    internal static void Check(ref Draft draft)
    {
        // A lone element excludes nothing and signs nothing; most codes have just one.
        if (draft.Elements.Length < 2)
            return;
        for (var i = 0; i < draft.Elements.Length; i++)
        {
            if (draft.Elements[i].Ai.Relations.HasExcludes)
                TellExclusions(ref draft, i);
        }
        if (draft.Has(Signature))
            CheckSignature(ref draft);
    }

    /// <summary>A missing companion is only suspicious: it may stand on another carrier of the item.</summary>
    internal static void Warn(ref Draft draft)
    {
        for (var i = 0; i < draft.Elements.Length; i++)
        {
            if (draft.Elements[i].Ai.Relations.Requires.Length > 0)
                WarnOfMissing(ref draft, draft.Elements[i]);
        }
    }

    private static void TellExclusions(ref Draft draft, int place)
    {
        var part = draft.Elements[place];
        ref readonly var excludes = ref part.Ai.Relations.Excludes;
        for (var i = 0; i < draft.Elements.Length; i++)
        {
            var other = draft.Elements[i];
            // An AI does not exclude itself though it may fit its own pattern.
            if (!excludes.Contains(other.Index) || other.Index == part.Index)
                continue;
            // 310n excludes 310n both ways; one fault, at the later one, says it.
            if (i > place && other.Ai.Relations.Excludes.Contains(part.Index))
                continue;
            var (earlier, later) = i > place ? (part, other) : (other, part);
            draft.Add(new Finding
            {
                Kind = FaultCode.ExclusivePair,
                AiPlusOne = (ushort)(later.Index + 1),
                OtherPlusOne = (ushort)(earlier.Index + 1),
                At = later.At,
                Length = later.SentLength,
            });
        }
    }

    private static void CheckSignature(ref Draft draft)
    {
        foreach (var key in WithOptionalSerial)
        {
            var place = draft.Find(key);
            if (place < 0)
                continue;
            var element = draft.Elements[place];
            if (element.Length == element.Ai.MinLength)
                draft.Tell(FaultCode.SerialRequired, element.At, element.SentLength, element.Ai);
        }
    }

    private static void WarnOfMissing(ref Draft draft, ElementSpan element)
    {
        var requires = element.Ai.Relations.Requires;
        for (var i = 0; i < requires.Length; i++)
        {
            if (!IsMet(requires[i], draft.Elements))
                draft.Tell(FaultCode.RequiredAi, element.At, element.SentLength, element.Ai, detail: i);
        }
    }

    private static bool IsMet(AiRelations.Requirement requirement, ReadOnlySpan<ElementSpan> elements)
    {
        if (HasOneOf(elements, requirement.AnyOf))
            return true;
        foreach (var all in requirement.Together)
        {
            var isMet = true;
            foreach (ref readonly var one in all.AsSpan())
                isMet &= HasOneOf(elements, one);
            if (isMet)
                return true;
        }
        return false;
    }

    private static bool HasOneOf(ReadOnlySpan<ElementSpan> elements, in AiSet set)
    {
        foreach (ref readonly var element in elements)
        {
            if (set.Contains(element.Index))
                return true;
        }
        return false;
    }
}
