using DaNangTrace.Edge.Kiosk.Tracing.Packs;
using DaNangTrace.Edge.Wire.Packs;

namespace DaNangTrace.Edge.Kiosk.Tracing.Fetching;

/// <summary>What became of an attempt to fetch and take an announced pack.</summary>
public abstract record PackTaking
{
    private PackTaking() { }

    /// <summary>What the server has is taken, or was before.</summary>
    public sealed record Taken : PackTaking;

    /// <summary>It was refused; nothing has changed.</summary>
    public sealed record Refused(PackRefusal Refusal) : PackTaking;

    /// <summary>It did not come to its end, and may another time; what came of it stays.</summary>
    /// <param name="Words">Why, in a sentence.</param>
    public sealed record Failed(string Words) : PackTaking;
}

/// <summary>Fetches and takes a pack; throws nothing but that it was stopped.</summary>
/// <param name="address">The pack's folder.</param>
/// <param name="notice">What was announced.</param>
/// <param name="stop">Gives up; what came stays.</param>
public delegate Task<PackTaking> TakePack(Uri address, PackNotice notice, CancellationToken stop);
