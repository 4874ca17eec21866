namespace DaNangTrace.Edge.Gs1;

/// <summary>
/// A fault or a warning as the span-level reader finds it: numbers only. <see cref="Fault"/> has the words.
/// </summary>
public readonly record struct Finding
{
    /// <summary>The stable word of <see cref="FaultCodes"/>.</summary>
    public string Code => FaultCodes.WordOf(Kind);

    /// <summary>Whether it is only suspicious; the code is read nevertheless.</summary>
    public bool IsWarning => Kind >= FaultCode.LeadingGs;

    /// <summary>The application identifier it concerns; null where it concerns none.</summary>
    public ApplicationIdentifier? Ai => AiPlusOne == 0 ? null : AiTable.All[AiPlusOne - 1];

    /// <summary>0-based offset of the bad part in the text after the symbology identifier.</summary>
    public int At { get; internal init; }

    /// <summary>How many characters of the text are concerned; 0 where something is missing.</summary>
    public int Length { get; internal init; }

    internal FaultCode Kind { get; init; }

    /// <summary>The dictionary's linter that found it; only for what linters find.</summary>
    internal Linter? Linter { get; init; }

    // One more than the index: 0, what an empty struct holds, is none.
    internal ushort AiPlusOne { get; init; }

    /// <summary>The other AI of a pair, one more than its index.</summary>
    internal ushort OtherPlusOne { get; init; }

    /// <summary>One more than the place among the elements; 0 if it concerns no element's value.</summary>
    internal ushort ElementPlusOne { get; init; }

    /// <summary>Where the bad part stands in the element's decoded value.</summary>
    internal Stretch Place { get; init; }

    /// <summary>A character, a length, a group of requirements or a number, by the kind.</summary>
    internal long Detail { get; init; }

    internal ApplicationIdentifier? Other => OtherPlusOne == 0 ? null : AiTable.All[OtherPlusOne - 1];
}
