using DaNangTrace.Edge.Kiosk.Tracing.Storing;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tracing;

/// <summary>What the catalog holds of a code.</summary>
public abstract record LookUp
{
    private LookUp() { }

    /// <summary>Which data says so; null where none could be asked.</summary>
    public AboutGeneration? Facts { get; init; }

    /// <summary>Its origin.</summary>
    /// <param name="Origin">The most specific record, and what it leaves out as the product's says.</param>
    /// <param name="IsOfProduct">Whether no record of the lot or item was found, only the product's.</param>
    public sealed record Found(Origin Origin, bool IsOfProduct) : LookUp;

    /// <summary>
    /// Several candidates, of which the code does not tell one: products with one number, all that a stamp's trace code
    /// stands on, or one record twice, with and without a recall that may be its own.
    /// </summary>
    /// <param name="Origins">They, at least two; each with what it leaves out as the more general record says.</param>
    public sealed record Several(IReadOnlyList<Origin> Origins) : LookUp;

    /// <summary>Nothing.</summary>
    public sealed record Missing : LookUp;

    /// <summary>It could not be asked.</summary>
    public sealed record Failed : LookUp;
}

/// <summary>What is looked up.</summary>
/// <param name="Code">A GTIN of 14 digits; or a stamp, as <see cref="RecordKey.OfStamp(string, string)"/> has it.
/// </param>
/// <param name="Lot">The lot on the code.</param>
/// <param name="Serial">The serial number on the code.</param>
/// <param name="IsStamp">Whether <paramref name="Code"/> is a stamp.</param>
internal readonly record struct LookUpKey(string Code, string? Lot, string? Serial, bool IsStamp);
