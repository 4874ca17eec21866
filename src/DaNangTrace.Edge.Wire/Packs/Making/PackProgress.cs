namespace DaNangTrace.Edge.Wire.Packs.Making;

/// <summary>How far the making of a pack is.</summary>
/// <param name="Step">What it does.</param>
/// <param name="Done">How much of it is done: bytes of the input, records, or pictures.</param>
/// <param name="Total">How much there is.</param>
public readonly record struct PackProgress(PackStep Step, long Done, long Total);

/// <summary>The steps of the making, in their order.</summary>
public enum PackStep
{
    /// <summary>The input is read; how many records it holds is not known before its end, its bytes are.</summary>
    Read,

    /// <summary>The records are packed.</summary>
    Records,

    /// <summary>The pictures are copied.</summary>
    Pictures,
}
