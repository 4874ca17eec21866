using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tracing;

/// <summary>What a product's record says of any of its lots.</summary>
internal static class OfAnyLot
{
    /// <summary>
    /// The record without its days, the trace codes and times of its steps, and its stamp: those may be another lot's,
    /// and would be told of this one.
    /// </summary>
    public static Origin In(Origin product) => product with
    {
        Made = null,
        Expires = null,
        Stages = [.. product.Stages.Select(one => one with { Time = null, TraceCode = null })],
        TraceCode = null,
        TraceCodeVendor = null,
        // What was noticed of one number was noticed of no other.
        Hint = null,
        EvidenceOf = product.EvidenceOf is { } texts ? texts with { TraceCode = null } : null,
    };
}
